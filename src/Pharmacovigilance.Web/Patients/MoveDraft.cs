using System.Globalization;

namespace Pharmacovigilance.Web.Patients;

/// <summary>A half-filled change of the calendar, as typed; survives a reload as JSON.</summary>
/// <param name="Key">Made when the form is opened: the same form saved twice takes effect once.</param>
/// <param name="Number">Position of the moved infusion on the calendar; null for the missed dose.</param>
/// <param name="Date">As the date field holds it, <c>yyyy-MM-dd</c>.</param>
public sealed record MoveDraft(string Key, int? Number, string Date, string Reason = "")
{
    public DateOnly? MovedTo => DateField.Read(Date);
}

/// <summary>A half-filled end of a course.</summary>
/// <inheritdoc cref="MoveDraft"/>
public sealed record EndDraft(
    string Key,
    string Date,
    Domain.Patients.CourseEndReason? Reason = null,
    string Note = ""
);

/// <summary>A half-filled reopening of a course.</summary>
/// <inheritdoc cref="MoveDraft"/>
public sealed record ReopenDraft(string Key, string Date, string Reason = "");

/// <summary>The text of a date field.</summary>
internal static class DateField
{
    private const string Format = "yyyy-MM-dd";

    public static DateOnly? Read(string text) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    public static string Text(DateOnly date) => date.ToString(Format, CultureInfo.InvariantCulture);
}
