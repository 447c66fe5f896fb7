using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Patients;

/// <summary>What in the record says that a patient has died.</summary>
public enum DeathSource
{
    /// <summary>An event of grade 5: CTCAE's death related to the event.</summary>
    Grade5 = 1,

    /// <summary>The seriousness criterion "results in death" of an event.</summary>
    Seriousness = 2,

    /// <summary>The outcome of an event was fatal.</summary>
    Outcome = 3,

    /// <summary>A course ended because the patient died.</summary>
    CourseEnd = 4,
}

/// <summary>A statement that a patient has died.</summary>
/// <param name="Latest">The last instant at which the patient can have lived: of a known day its end.</param>
/// <param name="EventId">The event that says so; null for the end of a course.</param>
public sealed record PatientDeath(DeathSource Source, DateTimeOffset Latest, AdverseEventId? EventId = null)
{
    /// <summary>Whether something dated so contradicts the death.</summary>
    public bool IsBefore(DateTimeOffset? at) => at > Latest;

    /// <summary>The death as the whole record states it; null while nothing does. Of several statements the earliest counts.</summary>
    /// <param name="chains">All rows of each event that stands and states a death, or ever did; oldest first.</param>
    /// <param name="courseEnds">Days on which courses ended by death.</param>
    public static PatientDeath? Of(
        IEnumerable<IReadOnlyList<AdverseEventRow>> chains,
        IEnumerable<DateOnly> courseEnds,
        UnitClock clock
    ) =>
        chains
            .Select(chain => OfEvent(chain, clock))
            .OfType<PatientDeath>()
            .Concat(
                courseEnds.Select(day => new PatientDeath(
                    DeathSource.CourseEnd,
                    clock.FromUnit(day.AddDays(1).ToDateTime(TimeOnly.MinValue)).AddMilliseconds(-1)
                ))
            )
            .MinBy(death => death.Latest);

    /// <summary>Whether an event as entered states a death, whatever its course says.</summary>
    public static bool IsStatedBy(AdverseEventContent content) =>
        content.Grade is Grade.Grade5 || content.Seriousness.HasFlag(SeriousnessCriteria.ResultsInDeath);

    /// <summary>
    /// The time stated with the outcome is exact. Grade 5 from the first row on holds since the onset; where a correction, or the
    /// criterion alone, says that the patient died, it happened at some time before that was written down.
    /// </summary>
    private static PatientDeath? OfEvent(IReadOnlyList<AdverseEventRow> chain, UnitClock clock)
    {
        if (chain is not [.., { Status: EventStatus.Recorded } now])
            return null;
        if (
            now.Course.Entries.FirstOrDefault(entry =>
                entry.Content.Outcome is EventOutcome.Fatal || entry.Content.Grade is Grade.Grade5
            ) is
            { } fatal
        )
            return new PatientDeath(DeathSource.Outcome, fatal.Content.At, now.EventId);
        if (!IsStatedBy(now.Content))
            return null;
        int first = chain.Count - chain.Reverse().TakeWhile(row => IsStatedBy(row.Content)).Count();
        bool sinceOnset = first == 0 && chain[0].Content.Grade is Grade.Grade5;
        var written = chain[first].RecordedAt;
        var onset = now.Content.Onset(clock)?.Latest;
        var latest = onset is { } at && (sinceOnset || at > written) ? at : written;
        return new PatientDeath(
            now.Content.Grade is Grade.Grade5 ? DeathSource.Grade5 : DeathSource.Seriousness,
            latest,
            now.EventId
        );
    }
}
