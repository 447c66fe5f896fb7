using System.Globalization;
using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Web.Shared;

/// <summary>A time in a form: proposed by the product, changed by a person to the minute.</summary>
/// <param name="Proposed">When the form was opened, or the time of the record that is corrected; UTC.</param>
/// <param name="Typed">The unit's wall clock as typed, <c>yyyy-MM-ddTHH:mm</c>; null while untouched, empty when cleared.</param>
public sealed record TimeEntry(DateTimeOffset Proposed, string? Typed = null)
{
    private const string Format = "yyyy-MM-dd'T'HH:mm";

    /// <summary>What the field shows.</summary>
    public string Text(UnitClock clock) => TypedMinute ?? ProposedText(clock);

    /// <summary>Blazor's script adds the seconds that a browser leaves out of a time to the minute.</summary>
    private string? TypedMinute => Typed is { Length: 19 } withSeconds && withSeconds.EndsWith(":00", StringComparison.Ordinal) ? withSeconds[..16] : Typed;

    /// <summary>The instant meant; null when the field was cleared or does not hold a time.</summary>
    /// <param name="previous">
    /// What happened just before. People type minutes and the product records milliseconds: the same minute is not "before".
    /// </param>
    public DateTimeOffset? At(UnitClock clock, DateTimeOffset? previous = null)
    {
        if (TypedMinute is not { } typed || string.Equals(typed, ProposedText(clock), StringComparison.Ordinal)) return Proposed;
        if (!DateTime.TryParseExact(typed, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        var at = clock.FromUnit(local);
        return previous is { } before && at < before && before < at.AddMinutes(1) ? before : at;
    }

    private string ProposedText(UnitClock clock) => clock.AtUnit(Proposed).ToString(Format, CultureInfo.InvariantCulture);
}
