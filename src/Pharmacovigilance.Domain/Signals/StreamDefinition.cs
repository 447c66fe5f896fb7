using System.Text.Json.Serialization;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>The row of the ledger a stream is compared with, as it stood.</summary>
public sealed record StreamReference
{
    /// <summary>Of the reference row.</summary>
    public required string RowId { get; init; }

    /// <summary>Of the reference set that held it.</summary>
    public required string LedgerVersion { get; init; }

    /// <summary>x.</summary>
    public required int PatientsWithEvent { get; init; }

    /// <summary>n.</summary>
    public required int Patients { get; init; }

    /// <summary>Median follow-up of the data cut; events later than this are not counted. Null = not known, no limit.</summary>
    public required decimal? FollowUpMonths { get; init; }

    /// <summary>As the evidence wants it.</summary>
    public ReferenceCount ToCount() => new(PatientsWithEvent, Patients);
}

/// <summary>Why a rate exists and must not be compared with.</summary>
public enum ComparabilityGap
{
    /// <summary>The CTCAE version in force grades this band otherwise than the trial's.</summary>
    CtcaeCriteria = 1,

    /// <summary>The trial pooled several terms where the unit counts one.</summary>
    TermDefinition = 2,

    /// <summary>The trial published laboratory findings where the unit counts reported events, or the other way round.</summary>
    Basis = 3,
}

/// <summary>What a stream is compared with and how: all that its state follows from, besides the patients.</summary>
public sealed record StreamDefinition
{
    public required StreamKey Key { get; init; }

    /// <summary>Null where there is no verified row with a count.</summary>
    public required StreamReference? Reference { get; init; }

    /// <summary>Null where nothing keeps unit and trial apart.</summary>
    public required ComparabilityGap? Gap { get; init; }

    /// <summary>ρ₀, the hazard ratio that still counts as "the same"; 1 unless the unit has decided otherwise.</summary>
    public required double Margin { get; init; }

    /// <summary>Below this many no comparison is shown.</summary>
    public required int MinimumPatients { get; init; }

    /// <summary>How evidence is gathered.</summary>
    [JsonIgnore]
    public EvidenceMethod Method { get; init; } = EvidenceMethod.SameAsTrial;

    /// <summary>τ, the spread of ordinary units on the log hazard; 0 for <see cref="EvidenceMethod.SameAsTrial"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double Spread { get; init; }

    /// <summary>Whether the line may raise a signal.</summary>
    [JsonIgnore]
    public bool IsPrimary { get; init; } = true;

    /// <summary>What the time at risk is judged by.</summary>
    [JsonIgnore]
    public StreamTiming Timing { get; init; } = StreamTiming.Unknown;

    /// <summary>The method where it is not the first: the text of a board from before there was another stays what it was.</summary>
    [JsonInclude, JsonPropertyName("method"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal EvidenceMethod? LaterMethod => Method is EvidenceMethod.SameAsTrial ? null : Method;

    /// <summary>Only where a unit has named other lines primary.</summary>
    [JsonInclude, JsonPropertyName("isSecondary"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal bool IsSecondary => !IsPrimary;

    /// <summary>The timing where the method judges by it.</summary>
    [JsonInclude, JsonPropertyName("timing"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal StreamTiming? LaterTiming => Method is EvidenceMethod.SameAsTrial ? null : Timing;

    /// <summary>The agreed minimum where a unit has not set its own.</summary>
    public const int DefaultMinimumPatients = 10;

    /// <summary>Whether evidence is gathered at all.</summary>
    public bool IsCompared => Reference is not null && Gap is null;
}

/// <summary>The streams of the board and what each is compared with, by what is known now.</summary>
public static class BoardStreams
{
    /// <summary>Every stream of every regimen, in the order of the dictionary: those of the trials' own route, then those of the other routes patients were treated by.</summary>
    /// <param name="otherRoutes">Regimens with patients whose first infusion was by another route; null = none.</param>
    public static IReadOnlyList<StreamDefinition> Of(
        Knowledge knowledge,
        EvidencePolicy policy,
        IReadOnlyCollection<(Patients.Regimen Regimen, InfusionRoute Route)>? otherRoutes = null
    ) =>
        [
            .. from way in Enum.GetValues<Patients.Regimen>()
                .Select(regimen => (Regimen: regimen, Route: InfusionRoute.Intravenous))
                .Concat((otherRoutes ?? []).Order())
            from series in BoardSeries.Of(knowledge.TrialCtcae)
            from band in CourseTally.Bands
            let key = new StreamKey
            {
                Regimen = way.Regimen,
                LltCode = series.LltCode,
                Basis = series.Basis,
                Band = band,
                Route = way.Route,
            }
            select Of(knowledge, key, policy),
        ];

    /// <summary>One of them.</summary>
    public static StreamDefinition Of(Knowledge knowledge, StreamKey key, EvidencePolicy policy)
    {
        var row = knowledge.Rates.ForBoard(key);
        var reference = row is { PatientsWithEvent: { } x }
            ? new StreamReference
            {
                RowId = row.Id,
                LedgerVersion = knowledge.Rates.Version,
                PatientsWithEvent = x,
                Patients = row.Patients,
                FollowUpMonths = row.Cut.MedianFollowUpMonths,
            }
            : null;
        return new StreamDefinition
        {
            Key = key,
            Reference = reference,
            Gap = Gap(knowledge, key, row),
            Margin = policy.MarginOf(key),
            MinimumPatients = policy.MinimumPatients,
            Method = policy.Method,
            Spread = policy.SpreadOf(key),
            IsPrimary = policy.Primary.Count == 0 || policy.Primary.Contains(key),

            Timing =
                policy.Method is EvidenceMethod.SpreadBetweenUnits && row is not null
                    ? Timing(knowledge, key, row)
                    : StreamTiming.Unknown,
        };
    }

    /// <summary>What is not verified is not known. Reactions come at the first infusions, whatever the time; a treatment time says nothing about them.</summary>
    private static StreamTiming Timing(Knowledge knowledge, StreamKey key, ReferenceRate row)
    {
        bool mayRise = knowledge.Exposure.RisingOf(key.LltCode) is not null;
        if (key.IsInfusionReaction)
            return knowledge.Exposure.TimingOf(row) is { Verified: true } first
                ? new StreamTiming
                {
                    MedianTreatmentMonths = null,
                    TreatmentCut = null,
                    FirstInfusionPart = first.Part,
                    FirstInfusions = first.Infusions,
                    MayRise = mayRise,
                }
                : StreamTiming.Unknown;
        return knowledge.Exposure.TreatmentOf(row) is { Verified: true } time
            ? new StreamTiming
            {
                MedianTreatmentMonths = time.MedianMonths,
                TreatmentCut = time.Cut.Id,
                FirstInfusionPart = null,
                FirstInfusions = null,
                MayRise = mayRise,
            }
            : StreamTiming.Unknown;
    }

    /// <summary>
    /// How long the trial of a stream was followed. The window of the row that is to be the reference holds even before
    /// somebody has verified it, and a recalled follow-up too: a window can only keep events out that a trial could not have seen.
    /// Where the row of grade 3 and higher comes from a later analysis than that of any grade, the shorter window holds for it too,
    /// or fewer patients could have an event of any grade than one of grade 3.
    /// </summary>
    public static TimeSpan? FollowUp(Knowledge knowledge, StreamKey key)
    {
        var own = OwnFollowUp(knowledge, key);
        if (key.Band is GradeBand.Any || OwnFollowUp(knowledge, key with { Band = GradeBand.Any }) is not { } ofSet)
            return own;
        return own < ofSet ? own : ofSet;
    }

    private static TimeSpan? OwnFollowUp(Knowledge knowledge, StreamKey key)
    {
        var row = knowledge.Rates.ForBoard(key) ?? knowledge.Rates.CandidateFor(key);
        return row?.Cut.MedianFollowUpMonths is { } months ? StreamTime.Of((double)months) : null;
    }

    private static ComparabilityGap? Gap(Knowledge knowledge, StreamKey key, ReferenceRate? row)
    {
        if (row is null)
        {
            var other = key.Basis is EventBasis.AdverseEvent ? EventBasis.Laboratory : EventBasis.AdverseEvent;
            // A row of the right basis that nobody has verified yet is what is missing then.
            bool isAwaited = knowledge.Rates.CandidateFor(key) is not null;
            return isAwaited || knowledge.Rates.ForBoard(key with { Basis = other }) is null
                ? null
                : ComparabilityGap.Basis;
        }

        if (row.TermKind is TermKind.Grouped)
            return ComparabilityGap.TermDefinition;
        // Laboratory series are always graded by the trials' version: the value is stored.
        return key.Basis is EventBasis.Laboratory || knowledge.Scale.WithTrials(key.LltCode, key.Band).IsComparable
            ? null
            : ComparabilityGap.CtcaeCriteria;
    }
}
