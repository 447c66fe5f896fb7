using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Web.Replay;

/// <summary>What a replay prints. The shape is documented in docs/scenario-format.md; a change there is a change of the format.</summary>
internal sealed record ReplayReport(
    string Format,
    string Scenario,
    VersionLines Versions,
    string Through,
    IReadOnlyList<ScheduleLine> Schedule,
    IReadOnlyList<InfusionLine> Infusions,
    IReadOnlyList<EventLine> Events,
    IReadOnlyList<AlertLine> Alerts,
    IReadOnlyList<HoldLine> Holds,
    IReadOnlyList<BoardLine> Board,
    IReadOnlyList<UnknownLine> Unknown,
    IReadOnlyList<SkippedStep> Skipped,
    IReadOnlyList<string> NotUsed
)
{
    /// <summary>Every course of every patient.</summary>
    public required IReadOnlyList<CourseLine> Courses { get; init; }

    /// <summary>What the scenario tells of a patient beside the course.</summary>
    public required IReadOnlyList<BackgroundLine> Background { get; init; }

    /// <summary>Whom the unit treated, by regimen and route.</summary>
    public required IReadOnlyList<CaseMixReportLine> CaseMix { get; init; }

    public const string FormatName = "pharmacovigilance-replay/1";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",
        // Not for a web page: ×, ⁹ and Cyrillic stay readable.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(ReplayReport report) =>
        [.. JsonSerializer.SerializeToUtf8Bytes(report, Options), (byte)'\n'];
}

internal sealed record VersionLines(string Ctcae, string RuleSet, string LocalPolicy, string ReferenceSet);

internal sealed record ScheduleLine(string Patient, int Ordinal, int Cycle, int DayOfCycle, string Date, int Day)
{
    /// <summary>1 for the patient's first course, here and in every other line.</summary>
    public int Course { get; init; } = 1;
}

/// <param name="PriorLines">Null = unknown.</param>
/// <param name="NotWatched">Rules on the partner drug that the rule set in force does not watch.</param>
internal sealed record CourseLine(
    string Patient,
    int Course,
    string Regimen,
    string FirstDose,
    string? EndedOn,
    string? EndReason,
    decimal? WeightKg,
    int? PriorLines,
    string Lenalidomide,
    string ProteasomeInhibitor,
    string RefractoryToLenalidomide,
    string RefractoryToProteasomeInhibitor,
    string PriorLinesFit,
    IReadOnlyList<string> NotWatched
)
{
    /// <summary>0 to 4; null = not known, or not entered.</summary>
    public int? Ecog { get; init; }

    /// <summary>mL/min/1.73 m²; null = not known, or not entered.</summary>
    public decimal? Egfr { get; init; }
}

/// <summary>The case mix of one regimen and route at the first infusions.</summary>
/// <param name="DiffersIn">The items more than ten points from the trial.</param>
internal sealed record CaseMixReportLine(
    string Regimen,
    string Route,
    int Patients,
    decimal? PriorLinesMedian,
    IReadOnlyList<CaseMixItemLine> Items,
    IReadOnlyList<string> DiffersIn
);

/// <param name="Having">Of the known ones.</param>
/// <param name="TrialPercent">Null = not known.</param>
/// <param name="DifferencePoints">Unit less trial; null where they are not compared.</param>
internal sealed record CaseMixItemLine(
    string Item,
    int Having,
    int Known,
    int NotKnown,
    decimal? TrialPercent,
    decimal? DifferencePoints,
    string? EntryRule,
    int? OutsideEntryRule
);

internal sealed record BackgroundLine(
    string Patient,
    string? Diagnosis,
    string? Stage,
    IReadOnlyList<string> PriorLines,
    string? Response,
    bool? IntervalProlonged,
    bool? DoseReduced,
    string? Note
);

internal sealed record InfusionLine(
    string Patient,
    int Ordinal,
    int? GivenOrdinal,
    string PlannedDate,
    string? Date,
    int? Day,
    string Status,
    string Outcome,
    string? Start,
    string? End,
    decimal? DoseMg,
    string? DoseReason,
    decimal? PlannedMg,
    decimal? GivenMg,
    decimal? GivenMl,
    string? GivenReason,
    decimal? WeightKg,
    IReadOnlyList<RateLine> Rates,
    PremedicationLine Premedication,
    string? Reaction,
    string? Brand,
    string? Batch,
    string? Reason,
    IReadOnlyList<StopLine> Stopped,
    IReadOnlyList<VitalsLine> VitalSigns,
    string? Route
)
{
    public int Course { get; init; } = 1;
}

internal sealed record RateLine(string? Time, string Step, decimal? MlPerHour, string? Reason);

/// <param name="PulsePerMinute">Null, like every other = not measured.</param>
internal sealed record VitalsLine(
    string Time,
    int? SystolicMmHg,
    int? DiastolicMmHg,
    int? PulsePerMinute,
    decimal? TemperatureCelsius,
    int? OxygenSaturationPercent,
    int? RespiratoryRatePerMinute,
    string? ReactionNow
);

internal sealed record PremedicationLine(string Statement, IReadOnlyList<DrugLine> Drugs);

internal sealed record DrugLine(string Drug, decimal? DoseMg, string? Route, string Time);

/// <param name="Refused">Why it was refused; null where holds stopped it.</param>
internal sealed record StopLine(string Time, string Step, IReadOnlyList<string> Holds, string? Refused);

internal sealed record EventLine(
    string Patient,
    string Event,
    string Term,
    string Llt,
    string Ctcae,
    int? Grade,
    string? Onset,
    int? Infusion,
    int? OnsetMinute,
    decimal? RateAtOnsetMlPerHour,
    string Action,
    bool SeriousnessAssessed,
    IReadOnlyList<string> Seriousness,
    string Status,
    int Rows,
    int? WorstGrade,
    string Standing,
    int? CurrentGrade,
    string? Outcome,
    IReadOnlyList<string>? Symptoms,
    IReadOnlyList<CausalityLine> Causality
)
{
    public int Course { get; init; } = 1;
}

internal sealed record CausalityLine(string Drug, string Method, string? Category, int? Score);

internal sealed record AlertLine(
    string Time,
    string Since,
    string Patient,
    string Rule,
    string RuleVersion,
    string RuleSet,
    string LocalPolicy,
    string Tier,
    string Status,
    string Title,
    string Text,
    string Clause,
    SourceLine Source,
    bool Verified,
    JsonObject Facts,
    string? OverrideReason,
    string? Note,
    IReadOnlyList<TransitionLine> History,
    string Stage,
    string? Outcome
)
{
    public int Course { get; init; } = 1;
}

internal sealed record TransitionLine(
    string Time,
    string? From,
    string To,
    string Tier,
    string By,
    string? OverrideReason,
    string? Note
);

internal sealed record HoldLine(
    string Patient,
    string Rule,
    string Start,
    string? End,
    string? ReleasedBy,
    string? Person,
    string? Explanation,
    string? CriterionMet
)
{
    public int Course { get; init; } = 1;
}

internal sealed record BoardLine(
    string Regimen,
    string Term,
    string Llt,
    string Basis,
    string Band,
    int K,
    int M,
    int NotAssessed,
    IntervalLine? Interval,
    ReferenceLine? Reference,
    string State,
    string ReasonCode,
    string Reason,
    int? PatientsNeeded,
    EvidenceLine? Evidence,
    string Route,
    int NotComparable,
    int Lost,
    BoundsLine Bounds,
    IReadOnlyList<BesideLine> Beside,
    IReadOnlyList<RateBoundLine> ReferenceBounds,
    string Method,
    double? Tau,
    double? TauStar,
    int? Complete,
    double? ExpectedSoFar,
    MaturityLine? Maturity
);

/// <summary>How far the patients of a line were followed, and what they say against a doubled hazard; see <see cref="Domain.Signals.Maturity"/>.</summary>
/// <param name="TreatmentCut">Id of the analysis the trial's time at risk comes from; another than the reference's data cut is a mixture. Null for infusion reactions.</param>
/// <param name="OneCut">Whether rate, follow-up and treatment time come from one analysis; null for infusion reactions.</param>
/// <param name="LnNeeded">Where a doubling is excluded: ln 5.</param>
internal sealed record MaturityLine(
    int Known,
    int Unknown,
    double? MonthsAtRisk,
    double LnNotDoubled,
    double LnNotDoubledUnknownEvent,
    double LnNeeded,
    double? PatientMonthsToExclude,
    double PowerAtDoubling,
    double? FurtherMonthsEach,
    double? TreatmentMonths,
    string? TreatmentCut,
    bool? OneCut,
    bool ClosedWindowsOnly
);

/// <summary>k of everybody treated: if none of those who are open had an event, and if all of them had.</summary>
internal sealed record BoundsLine(int KAtLeast, int KAtMost, int Treated);

/// <summary>What another trial saw, shown beside the reference and never compared with.</summary>
/// <param name="X">Null = the source does not fix a whole number.</param>
internal sealed record BesideLine(
    string Id,
    string Trial,
    string Route,
    int? X,
    int N,
    string? Percent,
    SourceLine Source
);

/// <summary>Natural logarithms of e-values, rounded to six decimals; see <see cref="Domain.Signals.StreamEvidence"/>.</summary>
/// <param name="LnThreshold">Where a signal is raised: ln 20.</param>
/// <summary>E-values as the board shows them, and their logarithms to compare exactly. A plain value too large for a number is null.</summary>
internal sealed record EvidenceLine(
    int Epoch,
    int Patients,
    double? Now,
    double? Highest,
    double? FamilyNow,
    double? FamilyHighest,
    double Threshold,
    double LnNow,
    double LnHighest,
    double LnFamilyNow,
    double LnFamilyHighest,
    double LnThreshold
);

/// <param name="Lower">Proportion, 0 to 1, rounded to six decimals.</param>
/// <param name="Upper">The same.</param>
internal sealed record IntervalLine(string Method, double Level, double Lower, double Upper);

internal sealed record ReferenceLine(
    string Id,
    string Trial,
    int X,
    int N,
    string? Percent,
    IntervalLine Interval,
    SourceLine Source,
    DataCutLine DataCut,
    string Grouping,
    bool ArmStated,
    bool LastResort
);

/// <summary>A bound on the trial's count where it has no rate.</summary>
/// <param name="AtMost">Null for a bound from below, which has <paramref name="AtLeast"/> instead.</param>
internal sealed record RateBoundLine(string Id, int? AtMost, int? AtLeast, int N, IReadOnlyList<string> Sources);

internal sealed record SourceLine(string Tag, string? Title, string Address);

internal sealed record DataCutLine(string Id, string Label, string? Date);

internal sealed record UnknownLine(
    string? Patient,
    string What,
    string Status,
    IReadOnlyList<int> Infusions,
    string? Event,
    string? Term,
    string Why
);
