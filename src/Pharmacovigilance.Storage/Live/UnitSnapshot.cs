using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Canaries;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Live;

/// <summary>
/// What all live pages show, read in one consistent view. A part is the same object as long as nothing in it changed, so
/// a panel can tell by reference whether it has to be drawn again.
/// </summary>
/// <param name="Seq">Newest audit number when it was read.</param>
/// <param name="AsOf">When it was read (UTC, unit clock): data carry their age.</param>
public sealed record UnitSnapshot(
    long Seq,
    DateTimeOffset AsOf,
    TodayPart Today,
    BoardPart Board,
    AlertsPart Alerts,
    LastEventsPart LastEvents
)
{
    public OnCallPart OnCall { get; init; } = OnCallPart.Empty;

    public CaseMixPart CaseMix { get; init; } = CaseMixPart.Unknown;

    /// <summary>The control terms that stand, of each regimen that has any.</summary>
    public IReadOnlyList<ControlChoice> Controls { get; init; } = [];

    /// <summary>Whether the rules have shown that they work.</summary>
    public RuleHealthPart RuleHealth { get; init; } = RuleHealthPart.Unknown;
}

/// <summary>The unit's day.</summary>
public sealed record TodayPart(DateOnly Date, IReadOnlyList<TodayItem> Items);

/// <summary>One infusion of the day, with what stands in the way of starting it.</summary>
/// <param name="Readiness">By the neutrophil counts at the time of reading.</param>
/// <param name="Events">Adverse events of this infusion as they stand.</param>
public sealed record TodayItem(
    InfusionItem Infusion,
    AncReadiness Readiness,
    IReadOnlyList<OpenHold> OpenHolds,
    IReadOnlyList<AdverseEventRow> Events
)
{
    /// <summary>The patient's death: what is still planned is called off by it. Null while nothing says so.</summary>
    public PatientDeath? Death { get; init; }

    /// <summary>Planned, and the patient has died.</summary>
    public bool IsCalledOff =>
        Death is not null && Infusion.State.Status is InfusionStatus.Planned or InfusionStatus.Premedicated;
}

/// <summary>The comparison with the trials.</summary>
/// <param name="Fingerprint">See <see cref="BoardText.Fingerprint"/>.</param>
public sealed record BoardPart(IReadOnlyList<BoardRow> Rows, string Fingerprint)
{
    public BoardPart(IReadOnlyList<BoardRow> rows)
        : this(rows, BoardText.Fingerprint(rows)) { }

    /// <summary>Everybody treated; the same object as long as nobody came, went or began at another time.</summary>
    internal IReadOnlyList<CohortPlace> Order { get; init; } = [];
}

/// <summary>Whom the unit treats; see <see cref="CaseMix"/>.</summary>
public sealed record CaseMixPart(IReadOnlyList<CaseMix> Mixes)
{
    public static readonly CaseMixPart Unknown = new([]);

    /// <summary>Of who was first treated with a regimen by a route; null while nobody was.</summary>
    public CaseMix? Of(Regimen regimen, InfusionRoute route) =>
        Mixes.FirstOrDefault(mix => mix.Regimen == regimen && mix.Route == route);
}

/// <summary>What the alerts of the unit ask for.</summary>
/// <param name="Undecided">Those on which a decision is due, most urgent first.</param>
/// <param name="Waiting">Decided ones whose loop waits for somebody.</param>
/// <param name="Releasable">Holds of undecided alerts whose criterion is met, by alert.</param>
public sealed record AlertsPart(
    IReadOnlyList<AlertItem> Undecided,
    IReadOnlyList<WaitingAlert> Waiting,
    IReadOnlyDictionary<AlertId, HoldCriterion> Releasable
)
{
    public AlertsPart(IReadOnlyList<AlertItem> undecided)
        : this(undecided, [], new Dictionary<AlertId, HoldCriterion>()) { }
}

/// <summary>Every rule of the set in force, in the order of their ids; empty before the first snapshot.</summary>
public sealed record RuleHealthPart(IReadOnlyList<RuleHealth> Rules)
{
    public static readonly RuleHealthPart Unknown = new([]);
}

/// <summary>The adverse events recorded last, newest first.</summary>
public sealed record LastEventsPart(IReadOnlyList<AdverseEventItem> Events);
