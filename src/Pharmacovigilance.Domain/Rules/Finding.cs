using Pharmacovigilance.Domain.Alerts;

namespace Pharmacovigilance.Domain.Rules;

/// <summary>What a rule found true for one course. Becomes an alert; the fingerprint keeps it one alert.</summary>
/// <param name="Subject">What it is about within the course, e.g. <c>infusion:…</c>, <c>event:…</c>, <c>anc:…</c>.</param>
/// <param name="Facts">The facts it stands on, in reading order, with units in the names; fill the rule's text.</param>
/// <param name="Hold">Set when the rule proposes that no infusion is started until a physician decides or a criterion is met.</param>
/// <param name="End">Set when a finding without a hold is over, e.g. the count has recovered.</param>
/// <param name="NewestAt">When the newest reading of the same kind was entered; null where there can be only one.</param>
public sealed record Finding(
    RuleId Rule,
    string RuleVersion,
    AlertTier Tier,
    CourseId CourseId,
    PatientId PatientId,
    string Subject,
    DateTimeOffset Since,
    IReadOnlyList<Fact> Facts,
    HoldEpisode? Hold = null,
    FindingEnd? End = null,
    DateTimeOffset? NewestAt = null
)
{
    /// <summary>False = of <see cref="Since"/> only the day is known, and it is the first instant of that day.</summary>
    public bool SinceTimeKnown { get; init; } = true;

    /// <summary>Whether it ended by itself: by a criterion, and not by a physician's decision.</summary>
    public bool IsOver => End is not null || Hold is { EndedAt: not null, EndedBy: not null };

    /// <summary>Course × rule × subject: at most one alert ever carries it.</summary>
    public string Fingerprint => $"{CourseId}|{Rule.Code()}|{Subject}";
}

/// <summary>A named fact of a finding, formatted invariantly, e.g. <c>ancGigaPerLitre = 0.49</c>.</summary>
public sealed record Fact(string Name, string Value);

/// <summary>A stretch of time during which the drug must not be started.</summary>
/// <param name="EndedAt">Null while it lasts.</param>
/// <param name="EndedBy">What ended it, e.g. the value that met the criterion; null while it lasts.</param>
public sealed record HoldEpisode(DateTimeOffset StartedAt, DateTimeOffset? EndedAt = null, string? EndedBy = null);

/// <summary>When and by what a finding without a hold ended.</summary>
public sealed record FindingEnd(DateTimeOffset At, string By);

/// <summary>The rules of this product. Stored by code; the texts, limits and sources are data (db/reference/rules).</summary>
public enum RuleId
{
    /// <summary>ANC below the limit: hold until it has recovered. Keyed on the value, never on a grade number.</summary>
    AncHold = 1,

    /// <summary>No ANC on record before an infusion.</summary>
    AncMissing = 2,

    /// <summary>The latest ANC is older than local policy allows.</summary>
    AncStale = 3,

    /// <summary>Infusion reaction grade 2: interrupt, restart at half the initial rate.</summary>
    ReactionInterrupt = 4,

    /// <summary>Infusion reaction grade 3 or higher, or anaphylaxis: stop; permanent stop is proposed.</summary>
    ReactionStop = 5,

    /// <summary>Premedication of the plan not recorded as given before the start.</summary>
    PremedicationMissing = 6,

    /// <summary>Premedication given outside the window before the start.</summary>
    PremedicationOutsideWindow = 7,

    /// <summary>Stronger premedication proposed for the infusion after a grade 2 or higher reaction.</summary>
    PremedicationStronger = 8,

    /// <summary>ANC below the wider limit of a newer label, above that of the hold: consider adjusting; no hold.</summary>
    NeutropeniaPrompt = 9,

    /// <summary>Febrile neutropenia on record: consider adjusting; no hold.</summary>
    FebrileNeutropenia = 10,

    /// <summary>An infection while the ANC was below the limit: consider adjusting; no hold.</summary>
    NeutropenicInfection = 11,

    /// <summary>Pomalidomide and ANC. Concerns the partner drug and holds no infusion.</summary>
    PomalidomideNeutrophils = 12,

    /// <summary>Pomalidomide and platelets. Concerns the partner drug and holds no infusion.</summary>
    PomalidomidePlatelets = 13,

    /// <summary>Pomalidomide and febrile neutropenia. Concerns the partner drug and holds no infusion.</summary>
    PomalidomideFever = 14,

    /// <summary>What a new cycle of pomalidomide needs. Concerns the partner drug and holds no infusion.</summary>
    PomalidomideCycle = 15,

    /// <summary>Carfilzomib and ANC. Concerns the partner drug and holds no infusion.</summary>
    CarfilzomibNeutrophils = 16,

    /// <summary>Carfilzomib and platelets. Concerns the partner drug and holds no infusion.</summary>
    CarfilzomibPlatelets = 17,

    /// <summary>Carfilzomib and febrile neutropenia. Concerns the partner drug and holds no infusion.</summary>
    CarfilzomibFever = 18,

    /// <summary>Blood pressure before the infusion at or above the unit's limit, regimens with carfilzomib only: hold.</summary>
    PressureHold = 19,

    /// <summary>An event for which isatuximab was recorded as withdrawn: no start until a physician has decided.</summary>
    DrugWithdrawn = 22,

    /// <summary>An infusion sooner after its neighbour than the regimen leaves; an attempted start is held until a physician decides.</summary>
    TooSoon = 30,

    /// <summary>A rate above the table, or a restart above half the initial rate.</summary>
    RateAboveTable = 31,
}

public static class RuleCodes
{
    /// <summary>The stable code of a rule, as stored, shown and printed.</summary>
    public static string Code(this RuleId rule) =>
        rule switch
        {
            RuleId.AncHold => "ANC-HOLD",
            RuleId.AncMissing => "ANC-MISSING",
            RuleId.AncStale => "ANC-STALE",
            RuleId.ReactionInterrupt => "IRR-INTERRUPT",
            RuleId.ReactionStop => "IRR-STOP",
            RuleId.PremedicationMissing => "PREMED-MISSING",
            RuleId.PremedicationOutsideWindow => "PREMED-WINDOW",
            RuleId.PremedicationStronger => "PREMED-STRONGER",
            RuleId.NeutropeniaPrompt => "ANC-PROMPT",
            RuleId.FebrileNeutropenia => "FN-PROMPT",
            RuleId.NeutropenicInfection => "INFECTION-ANC",
            RuleId.PomalidomideNeutrophils => "POM-ANC",
            RuleId.PomalidomidePlatelets => "POM-PLT",
            RuleId.PomalidomideFever => "POM-FN",
            RuleId.PomalidomideCycle => "POM-CYCLE",
            RuleId.CarfilzomibNeutrophils => "CFZ-ANC",
            RuleId.CarfilzomibPlatelets => "CFZ-PLT",
            RuleId.CarfilzomibFever => "CFZ-FN",
            RuleId.PressureHold => "BP-HOLD",
            RuleId.DrugWithdrawn => "DRUG-WITHDRAWN",
            RuleId.TooSoon => "TOO-SOON",
            RuleId.RateAboveTable => "RATE-ABOVE-TABLE",
        };

    /// <summary>The rule of a code.</summary>
    /// <exception cref="FormatException">No rule has this code.</exception>
    public static RuleId Parse(string code) =>
        Enum.GetValues<RuleId>()
            .Cast<RuleId?>()
            .FirstOrDefault(rule => string.Equals(rule!.Value.Code(), code, StringComparison.Ordinal))
        ?? throw new FormatException(
            $"'{code}' is not the code of a rule. Known: {string.Join(", ", Enum.GetValues<RuleId>().Select(Code))}."
        );
}
