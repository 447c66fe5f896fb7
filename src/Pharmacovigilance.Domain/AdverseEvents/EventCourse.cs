namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>What is known about an event at one instant.</summary>
public enum EventPhase
{
    /// <summary>It had not begun.</summary>
    NotYet = 1,

    /// <summary>It goes on, and nobody has said how severe it is.</summary>
    GradeUnknown = 2,

    /// <summary>It goes on with a known grade.</summary>
    Graded = 3,

    /// <summary>It is over.</summary>
    Resolved = 4,
}

/// <summary>How an event stands at one instant.</summary>
/// <param name="Grade">Set exactly when the phase is <see cref="EventPhase.Graded"/>.</param>
public sealed record EventStanding(EventPhase Phase, Grade? Grade)
{
    /// <summary>Resolved, or of this grade or a lower one. An unknown grade is never "at most".</summary>
    public bool IsAtMost(Grade limit) => Phase is EventPhase.Resolved || (Phase is EventPhase.Graded && Grade <= limit);

    /// <summary>It has begun and is not over.</summary>
    public bool IsOngoing => Phase is EventPhase.GradeUnknown or EventPhase.Graded;
}

/// <summary>
/// The course of one event: the grade it was recorded with, then every dated grade and outcome. Pure: the same rows give the
/// same course in whatever order they are read.
/// </summary>
public sealed class EventCourse
{
    private readonly AdverseEventContent onset;

    /// <param name="content">The event as it stands after corrections.</param>
    /// <param name="rows">All rows of its course, corrected ones included, in any order; rows of other events are not allowed.</param>
    public EventCourse(AdverseEventContent content, IEnumerable<EventCourseEntry> rows)
    {
        onset = content;
        Entries = Standing(rows);
    }

    /// <summary>What counts: rows that nobody corrected or took back, oldest first.</summary>
    public IReadOnlyList<EventCourseEntry> Entries { get; }

    /// <summary>How the event stands now that everything recorded is taken into account.</summary>
    public EventStanding Current => At(DateTimeOffset.MaxValue);

    /// <summary>The worst known grade; null while no grade is known.</summary>
    public Grade? Worst => WorstUntil(DateTimeOffset.MaxValue);

    /// <summary>False while the grade at onset is unknown: then the event was at least as severe as <see cref="Worst"/>.</summary>
    public bool IsWorstCertain => onset.Grade is not null;

    /// <summary>The last outcome stated; null = nobody has said. Grade 5 is death.</summary>
    public EventOutcome? Outcome =>
        Entries.LastOrDefault(entry => entry.Content.Outcome is not null)?.Content.Outcome
        ?? (onset.Grade is Grade.Grade5 ? EventOutcome.Fatal : null);

    /// <summary>Since when it is over; null while it goes on.</summary>
    public DateTimeOffset? ResolvedAt =>
        Current.Phase is EventPhase.Resolved ? Entries.Last(entry => entry.Content.Resolves).Content.At : null;

    /// <summary>The standing of an event in one line, for callers that have only its rows.</summary>
    public static EventStanding StandingOf(
        AdverseEventRow row,
        IEnumerable<EventCourseEntry> rows,
        DateTimeOffset at
    ) => new EventCourse(row.Content, rows.Where(entry => entry.EventId == row.EventId)).At(at);

    /// <summary>Whether the event had begun, how severe it was, or whether it was over at an instant.</summary>
    public EventStanding At(DateTimeOffset instant)
    {
        if (onset.OnsetAt > instant)
            return new EventStanding(EventPhase.NotYet, null);
        var standing = Of(onset.Grade);
        // Something said only about the outcome leaves the grade as it was, unless it says that the event is over.
        foreach (var said in Until(instant))
        {
            // Nothing can have become milder in the instant of its onset.
            bool atOnset = said.At == onset.OnsetAt;
            if (said.Resolves)
                standing = atOnset ? standing : new EventStanding(EventPhase.Resolved, null);
            else if (said.Grade is { } grade && !(atOnset && grade < standing.Grade))
                standing = Of(grade);
        }

        return standing;
    }

    /// <summary>The worst known grade up to an instant; null while none is known or the event had not begun.</summary>
    public Grade? WorstUntil(DateTimeOffset instant) =>
        onset.OnsetAt > instant ? null : Until(instant).Select(said => said.Grade).Append(onset.Grade).Max();

    private static readonly ClinicalOrder<EventCourseEntry> Order = new(
        entry => PartialTime.At(entry.Content.At),
        (one, other) => Severity(one.Content).CompareTo(Severity(other.Content)),
        entry => entry.RecordedAt,
        entry => entry.Id.ToString()
    );

    /// <summary>Rows that count, in the order in which they happened; of two at one instant the worse stands, and so comes later.</summary>
    public static IReadOnlyList<EventCourseEntry> Standing(IEnumerable<EventCourseEntry> rows)
    {
        var all = rows.ToList();
        var replaced = all.Where(row => row.Supersedes is not null).Select(row => row.Supersedes!.Value).ToHashSet();
        return Order.OldestFirst(all.Where(row => row.Status is EventStatus.Recorded && !replaced.Contains(row.Id)));
    }

    /// <summary>Over is best and death worst; between them the grade decides, and then how the event stands.</summary>
    private static (int, int, int) Severity(EventCourseContent said) =>
        (
            said.Resolves ? 0
            : said.Outcome is EventOutcome.Fatal ? 2
            : 1,
            (int?)said.Grade ?? 0,
            said.Outcome switch
            {
                EventOutcome.Fatal => 5,
                EventOutcome.NotRecovered => 4,
                null or EventOutcome.Unknown => 3,
                EventOutcome.Recovering => 2,
                EventOutcome.RecoveredWithSequelae => 1,
                EventOutcome.Recovered => 0,
            }
        );

    private static EventStanding Of(Grade? grade) =>
        new(grade is null ? EventPhase.GradeUnknown : EventPhase.Graded, grade);

    private IEnumerable<EventCourseContent> Until(DateTimeOffset instant) =>
        Entries.Select(entry => entry.Content).Where(content => content.At <= instant);
}
