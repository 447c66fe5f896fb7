using System.Globalization;
using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Web.Shared;

/// <summary>A time in a form: proposed by the product, changed by a person to the minute.</summary>
/// <param name="Proposed">When the form was opened, or the time of the record that is corrected; UTC.</param>
/// <param name="Typed">The unit's wall clock as typed, <c>yyyy-MM-ddTHH:mm</c>; null while untouched, empty when cleared.</param>
/// <param name="Chosen">The instant chosen for a typed time that the wall clock shows twice; null while nobody has chosen.</param>
public sealed record TimeEntry(DateTimeOffset Proposed, string? Typed = null, DateTimeOffset? Chosen = null)
{
    private const string Format = "yyyy-MM-dd'T'HH:mm";

    /// <summary>What the field shows.</summary>
    public string Text(UnitClock clock) => TypedMinute ?? ProposedText(clock);

    /// <summary>Blazor's script adds the seconds that a browser leaves out of a time to the minute.</summary>
    private string? TypedMinute =>
        Typed is { Length: 19 } withSeconds && withSeconds.EndsWith(":00", StringComparison.Ordinal)
            ? withSeconds[..16]
            : Typed;

    /// <summary>Why there is no instant: nothing was typed, or the wall clock skips or doubles the typed time, with both instants it may mean.</summary>
    public Refusal Missing(UnitClock clock, string field) => Question(clock, field) ?? Refusal.Of("required", field);

    /// <summary>The question a typed time raises on a night the clock is changed; null when there is none, or it is answered.</summary>
    public Refusal? Question(UnitClock clock, string field = "") =>
        At(clock) is null
        && DateTime.TryParseExact(TypedMinute, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? clock.Question(local, field)
            : null;

    /// <summary>The instants to choose from where the typed time is skipped or doubled; empty otherwise.</summary>
    public IReadOnlyList<DateTimeOffset> Choices(UnitClock clock) =>
        Question(clock) is null
            ? []
            : clock.InstantsOf(DateTime.ParseExact(TypedMinute!, Format, CultureInfo.InvariantCulture));

    /// <summary>The same field with one of <see cref="Choices"/>.</summary>
    public TimeEntry Choose(UnitClock clock, DateTimeOffset instant) =>
        this with
        {
            Typed = clock.AtUnit(instant).ToString(Format, CultureInfo.InvariantCulture),
            Chosen = instant,
        };

    /// <summary>The instant meant; null when the field was cleared, does not hold a time, or holds one that is skipped or doubled and not chosen.</summary>
    /// <param name="previous">
    /// What happened just before. People type minutes and the product records milliseconds: the same minute is not "before".
    /// </param>
    public DateTimeOffset? At(UnitClock clock, DateTimeOffset? previous = null)
    {
        if (TypedMinute is not { } typed || string.Equals(typed, ProposedText(clock), StringComparison.Ordinal))
            return Proposed;
        if (!DateTime.TryParseExact(typed, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;
        var instants = clock.InstantsOf(local);
        if (instants.Count > 1 && (Chosen is not { } chosen || !instants.Contains(chosen)))
            return null;
        var at = instants.Count > 1 ? Chosen!.Value : instants[0];
        return previous is { } before && at < before && before < at.AddMinutes(1) ? before : at;
    }

    private string ProposedText(UnitClock clock) =>
        clock.AtUnit(Proposed).ToString(Format, CultureInfo.InvariantCulture);
}
