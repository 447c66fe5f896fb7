using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>What a course adds to a series. Stored by name. A course that was not treated adds no row at all.</summary>
public enum TallyStatus
{
    /// <summary>Assessed, and no event in the band: counts in the denominator.</summary>
    NoEvent = 1,

    /// <summary>At least one event in the band: counts once in numerator and denominator, however many episodes.</summary>
    Event = 2,

    /// <summary>Treated, but it cannot be told: counts in neither.</summary>
    NotAssessed = 3,

    /// <summary>Judged by a CTCAE version whose criteria differ from the trials': counts in neither, and the stream says so.</summary>
    NotComparable = 4,

    /// <summary>No event as long as the unit saw the patient, who was lost before the window ended: in the denominator, and the bounds say that an event may have come since.</summary>
    Lost = 5,
}

/// <summary>A series to tally.</summary>
/// <param name="LltCode">MedDRA LLT code of the CTCAE term.</param>
public sealed record TallySeries(string LltCode, EventBasis Basis);

/// <summary>What one course adds to one series and band.</summary>
public sealed record TallyRow(string LltCode, EventBasis Basis, GradeBand Band, TallyStatus Status)
{
    public TallyTimes Times { get; init; }
}

/// <summary>
/// Everything a tally may look at: one patient under one regimen, as it stands after corrections. Of a single course, or of
/// several put together by <see cref="Joined"/>.
/// </summary>
/// <param name="CountsUntil">See <see cref="TreatmentEnd.CountsUntil"/>; null while treatment goes on.</param>
/// <param name="LostAt">See <see cref="TreatmentEnd.LostAt"/>; null where the unit still sees the patient.</param>
public sealed record TallyFacts(
    IReadOnlyList<TallyInfusion> Infusions,
    IReadOnlyList<TallyEvent> Events,
    IReadOnlyList<TallyLaboratoryValue> LaboratoryValues,
    DateTimeOffset? CountsUntil = null,
    DateTimeOffset? LostAt = null
)
{
    /// <summary>The first infusion given; null before it.</summary>
    public TallyInfusion? First =>
        Infusions.Where(infusion => infusion.StartedAt is not null).MinBy(infusion => infusion.StartedAt);

    /// <summary>The last instant of which the unit has any record about the patient; null where there is none.</summary>
    public DateTimeOffset? LastKnownAt =>
        Infusions
            .Where(infusion => infusion.StartedAt is not null)
            .SelectMany(infusion => new[] { infusion.StartedAt, infusion.EndedAt })
            .Concat(
                Events.SelectMany(one =>
                    new[] { one.OnsetAt, one.SevereAt, one.Course.Count > 0 ? one.Course[^1].At : null }
                )
            )
            .Concat(LaboratoryValues.Select(value => (DateTimeOffset?)value.CollectedAt))
            .Max();

    /// <summary>
    /// Silence later than this is no observation: the last record of a patient who goes on, or whom the unit no longer sees. Null
    /// where treatment ended in the unit's sight, which looks for events until the window is over.
    /// </summary>
    public DateTimeOffset? KnownUntil =>
        CountsUntil is not null && LostAt is null ? null
        : LastKnownAt is { } last ? TallyTimes.Stored(last)
        : null;

    /// <summary>1 for the first infusion started; null for one that was not, or is not known.</summary>
    public int? OrdinalOf(InfusionId? infusion)
    {
        if (infusion is null || Infusions.FirstOrDefault(one => one.Id == infusion)?.StartedAt is not { } started)
            return null;
        return Infusions.Count(one => one.StartedAt <= started);
    }

    /// <summary>
    /// A patient who is treated again with the same regimen has one window, from the first infusion of all to 30 days after the
    /// last treatment. Courses that have not begun add what was recorded in them, and no time.
    /// </summary>
    /// <param name="courses">All courses of one patient and one regimen, in any order; at least one.</param>
    public static TallyFacts Joined(IReadOnlyCollection<TallyFacts> courses)
    {
        if (courses.Count == 1)
            return courses.Single();
        var treated = courses
            .Where(course => course.First is not null)
            .OrderBy(course => course.First!.StartedAt)
            .ToList();
        return new TallyFacts(
            [.. courses.SelectMany(course => course.Infusions)],
            [.. courses.SelectMany(course => course.Events)],
            [.. courses.SelectMany(course => course.LaboratoryValues)],
            treated.Exists(course => course.CountsUntil is null) ? null : treated.Max(course => course.CountsUntil),
            treated.Count > 0 ? treated[^1].LostAt : null
        );
    }
}

/// <param name="StartedAt">Null = not started; where only the day is known, its first instant: the patient may have been treated from then on.</param>
/// <param name="Reaction">Null until the infusion has ended.</param>
public sealed record TallyInfusion(
    InfusionStatus Status,
    DateTimeOffset? StartedAt,
    ReactionStatement? Reaction,
    InfusionRoute Route = InfusionRoute.Intravenous
)
{
    /// <summary>Null where nobody tells this infusion from the others.</summary>
    public InfusionId? Id { get; init; }

    /// <summary>Null until then.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Whether somebody has said if there was a reaction.</summary>
    public bool IsAssessed =>
        this
            is {
                Status: InfusionStatus.Ended,
                Reaction: ReactionStatement.ReactionsRecorded or ReactionStatement.NoReactionObserved
            };
}

/// <param name="RootLlt">Of the v4.03 term that the event's term continues.</param>
/// <param name="OnsetAt">Null = unknown.</param>
/// <param name="Gradings">The event's own grade first, then what it was graded again by. The first that compares counts.</param>
/// <param name="SevereAt">When it was of grade 3 or higher for the first time; null where it never was or nobody dated it.</param>
public sealed record TallyEvent(
    string RootLlt,
    DateTimeOffset? OnsetAt,
    IReadOnlyList<TallyGrading> Gradings,
    DateTimeOffset? SevereAt = null
)
{
    /// <summary>How it stood from each dated statement on, oldest first, the onset included where it is dated. Empty where nothing is dated.</summary>
    public IReadOnlyList<TallyStanding> Course { get; init; } = [];

    /// <summary>The route of the infusion it was recorded with; null for an event between infusions.</summary>
    public InfusionRoute? Route { get; init; }

    /// <summary>That infusion.</summary>
    public InfusionId? Infusion { get; init; }

    /// <summary>The day of onset where the time of day is unknown; null otherwise.</summary>
    public PartialTime? OnsetDay { get; init; }

    /// <summary>When it became an event of the band: a worsening is an event of the higher band at that moment. Null = unknown.</summary>
    /// <remarks>Where only the day is known, for the order alone.</remarks>
    public DateTimeOffset? At(GradeBand band) => band is GradeBand.GradeAtLeast3 ? SevereAt ?? OnsetAt : OnsetAt;

    /// <summary>The same as precisely as it is known.</summary>
    public PartialTime? When(GradeBand band) =>
        At(band) is not { } at ? null
        : OnsetDay is { } day && at == OnsetAt ? day
        : PartialTime.At(at);
}

/// <summary>How an event stood from an instant on.</summary>
/// <param name="Grade">Null = unknown, or over.</param>
public sealed record TallyStanding(DateTimeOffset At, Grade? Grade, bool IsOver = false);

/// <summary>The time in which events of a stream count.</summary>
/// <param name="From">The first instant inside.</param>
/// <param name="Until">The first instant no longer inside.</param>
public sealed record TallyWindow(DateTimeOffset From, DateTimeOffset Until)
{
    /// <summary>
    /// An unknown time counts, and a day any instant of which lies inside: leaving the event out would say "none" where somebody reported one.
    /// </summary>
    public bool Holds(PartialTime? time) => time?.Touches(From, Until) ?? true;

    /// <summary>Whether a value of that time is certainly inside.</summary>
    public bool Holds(DateTimeOffset instant) => instant >= From && instant < Until;

    /// <summary>Whether a value may be inside and may be outside: it says neither "event" nor "none".</summary>
    public bool IsOpenFor(PartialTime time) =>
        time.Touches(From, Until) && !(Holds(time.Earliest) && Holds(time.Latest));
}

/// <summary>What an event was graded by one version.</summary>
/// <param name="Grade">Null = unknown.</param>
/// <param name="MeetsNoGrade">By this version it is known to be no event at all.</param>
public sealed record TallyGrading(CtcaeVersion Version, Grade? Grade, bool MeetsNoGrade = false);

/// <summary>
/// On which scale a stream is counted. Where the version in force agrees with the trials', it is theirs, and the counts can be
/// compared. Where it does not, the unit still counts, on its own scale, and compares nothing.
/// </summary>
/// <param name="Trials">The version the trials graded by.</param>
/// <param name="History">What the unit graded by: silence about an event can only be believed on the scale in force.</param>
public sealed record TallyScale(GradeEquivalence Equivalence, CtcaeVersion Trials, CtcaeHistory History)
{
    /// <summary>What keeps the version in force apart from the trials'; comparable where nothing does.</summary>
    public Comparability WithTrials(string rootLlt, GradeBand band) =>
        Equivalence.Between(rootLlt, band, History.Current, Trials);

    /// <summary>Whether a grade of that version counts on the scale of the stream.</summary>
    public bool Counts(CtcaeVersion version, string rootLlt, GradeBand band)
    {
        var scale = WithTrials(rootLlt, band).IsComparable ? Trials : History.Current;
        return version == scale || Equivalence.Between(rootLlt, band, version, scale).IsComparable;
    }

    /// <summary>Whether a version in force since then does not count on the scale of the stream: silence under it says nothing.</summary>
    public bool WasForeignSince(DateTimeOffset instant, string rootLlt, GradeBand band) =>
        History.Since(instant).Any(version => !Counts(version, rootLlt, band));
}

/// <param name="LltCode">Of the term the test is graded by in the trials' version.</param>
/// <param name="Proposal">By the trials' version: a stored value can be graded by any.</param>
public sealed record TallyLaboratoryValue(string LltCode, DateTimeOffset CollectedAt, GradeProposal Proposal)
{
    /// <summary>The day of collection where the time of day is unknown; null otherwise.</summary>
    public PartialTime? CollectedDay { get; init; }

    public PartialTime Collected => CollectedDay ?? PartialTime.At(CollectedAt);
}
