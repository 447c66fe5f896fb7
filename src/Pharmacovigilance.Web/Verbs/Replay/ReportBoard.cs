using System.Globalization;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using static Pharmacovigilance.Web.Verbs.Replay.ReportFormat;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>The lines of the board: counts, never a percentage of the unit's own patients.</summary>
internal static class ReportBoard
{
    private const double Level = 0.95;

    public static BoardLine Line(BoardRow row, Knowledge knowledge)
    {
        var (key, counts) = (row.Key, row.Counts);
        return new BoardLine(
            Regimen: key.Regimen.ToString(),
            Term: knowledge.TrialCtcae.Find(key.LltCode)!.Name.En,
            Llt: key.LltCode,
            Basis: ScenarioWords.Of(key.Basis),
            Band: key.Band == GradeBand.Any ? "anyGrade" : "gradeAtLeast3",
            K: counts.PatientsWithEvent,
            M: counts.PatientsAssessed,
            NotAssessed: counts.NotAssessed,
            Interval: BinomialInterval.Wilson(counts.PatientsWithEvent, counts.PatientsAssessed) is { } unit
                ? Line(unit)
                : null,
            Reference: row.Definition.Reference is { } reference
                ? Line(reference, knowledge.Rates.Find(reference.RowId)!)
                : null,
            State: ScenarioWords.Of(row.State),
            ReasonCode: ScenarioWords.Of(row.Reason),
            Reason: Reason(row),
            PatientsNeeded: row.PatientsNeeded,
            Evidence: row.Evidence is { } evidence ? Line(evidence) : null,
            Route: ScenarioWords.Of(key.Route),
            NotComparable: counts.NotComparable,
            Lost: counts.Lost,
            Bounds: new BoundsLine(counts.PatientsWithEvent, counts.AtMost, counts.Treated),
            Beside: [.. knowledge.Rates.Beside(key).Select(Beside)],
            ReferenceBounds: row.Definition.Reference is not null
                ? []
                :
                [
                    .. knowledge
                        .Rates.BoundsOf(key)
                        .Select(bound => new RateBoundLine(
                            bound.Id,
                            bound.AtMost,
                            bound.AtLeast,
                            bound.Patients,
                            [.. bound.Sources.Select(source => source.Tag)]
                        )),
                ],
            Method: ScenarioWords.Of(row.Definition.Method),
            Tau: row.Evidence is null ? null : row.Definition.Spread,
            TauStar: row.Evidence?.SpreadStar,
            Complete: row.Maturity?.Complete,
            ExpectedSoFar: row.Maturity is { } maturity ? Math.Round(maturity.Expected, 6) : null,
            Maturity: row.Maturity is { } followed ? Line(followed, row.Definition, knowledge) : null
        );
    }

    private static MaturityLine Line(Maturity maturity, StreamDefinition definition, Knowledge knowledge)
    {
        var timing = definition.Timing;
        string? cut = definition.Reference is { } reference ? knowledge.Rates.Find(reference.RowId)?.Cut.Id : null;
        return new MaturityLine(
            Known: maturity.Known,
            Unknown: maturity.Unknown,
            MonthsAtRisk: maturity.MonthsAtRisk,
            LnNotDoubled: Math.Round(maturity.LnNotDoubled, 6),
            LnNotDoubledUnknownEvent: Math.Round(maturity.LnNotDoubledIfEvents, 6),
            LnNeeded: Math.Round(NotDoubled.Enough, 6),
            PatientMonthsToExclude: maturity.MonthsStillNeeded,
            PowerAtDoubling: maturity.Power,
            FurtherMonthsEach: maturity.FurtherMonths,
            TreatmentMonths: timing.MedianTreatmentMonths is { } months ? Math.Round(months, 2) : null,
            TreatmentCut: timing.TreatmentCut,
            OneCut: timing.TreatmentCut is { } of ? string.Equals(of, cut, StringComparison.Ordinal) : null,
            ClosedWindowsOnly: timing.MayRise
        );
    }

    private static IntervalLine Line(Interval interval) =>
        new("Wilson", Level, Math.Round(interval.Lower, 6), Math.Round(interval.Upper, 6));

    private static ReferenceLine Line(StreamReference reference, ReferenceRate rate) =>
        new(
            reference.RowId,
            rate.Population.Id,
            reference.PatientsWithEvent,
            reference.Patients,
            rate.Percent?.ToString(),
            Line(BinomialInterval.Wilson(reference.PatientsWithEvent, reference.Patients)!.Value),
            new SourceLine(rate.Source.Tag, rate.Source.Title, rate.Source.Address),
            new DataCutLine(rate.Cut.Id, rate.Cut.Label, rate.Cut.Date is { } date ? Date(date) : null),
            rate.Grouping,
            rate.ArmStated,
            rate.Population.Kind is PopulationKind.LastResort
        );

    private static BesideLine Beside(ReferenceRate rate) =>
        new(
            rate.Id,
            rate.Population.Id,
            ScenarioWords.Of(rate.Route),
            rate.PatientsWithEvent,
            rate.Patients,
            rate.Percent?.ToString(),
            new SourceLine(rate.Source.Tag, rate.Source.Title, rate.Source.Address)
        );

    private static double? Plain(double lnE) => Math.Exp(lnE) is var e && double.IsFinite(e) ? Math.Round(e, 6) : null;

    private static EvidenceLine Line(StreamEvidence evidence) =>
        new(
            Epoch: evidence.Epoch,
            Patients: evidence.Patients,
            Now: Plain(evidence.LnNow),
            Highest: Plain(evidence.LnHighest),
            FamilyNow: Plain(evidence.LnFamilyNow),
            FamilyHighest: Plain(evidence.LnFamilyHighest),
            Threshold: 1 / SignalThreshold.Alpha,
            LnNow: Math.Round(evidence.LnNow, 6),
            LnHighest: Math.Round(evidence.LnHighest, 6),
            LnFamilyNow: Math.Round(evidence.LnFamilyNow, 6),
            LnFamilyHighest: Math.Round(evidence.LnFamilyHighest, 6),
            LnThreshold: Math.Round(SignalThreshold.LnE, 6)
        );

    private static string Reason(BoardRow row) =>
        row.Reason switch
        {
            StreamReason.NoRowForStream =>
                "The reference set has no verified rate for this regimen, term, basis and grade band.",
            StreamReason.CtcaeCriteriaDiffer =>
                "The criteria of the CTCAE version in force, or of one a patient was graded by, differ from the trial's for this term and band, so nothing is compared.",
            StreamReason.TermDefinitionDiffers =>
                "The trial pooled several terms where the unit counts one, so nothing is compared.",
            StreamReason.BasisDiffers =>
                "The trial counted on the other basis (reported events or laboratory values), so nothing is compared.",
            StreamReason.NobodyAssessed when row.Counts.NotAssessed > 0 => Text(
                $"Of the patients treated none can be told to have had the event or not: not assessed {row.Counts.NotAssessed}."
            ),
            StreamReason.NobodyAssessed => "Nobody has been treated with this regimen yet.",
            StreamReason.BelowMinimum => Text(
                $"Patients treated and assessed: {row.Maturity?.Known ?? row.Evidence!.Patients}. At least {row.Definition.MinimumPatients} are needed for a comparison."
            ),
            StreamReason.DoublingWouldNotShow when row.PatientsNeeded is { } needed => Text(
                $"Patients treated and assessed: {row.Evidence!.Patients}. A doubling would show with about {needed}."
            ),
            StreamReason.DoublingWouldNotShow => Text(
                $"Patients treated and assessed: {row.Evidence!.Patients}. Even {DetectableExcess.MostPatients} would not show a doubling."
            ),
            StreamReason.EvidenceLow =>
                "The evidence of an excess is low, and a doubling would more likely than not have shown.",
            StreamReason.AloneAboveThreshold =>
                "The evidence of this stream alone has reached 20; within the family of all streams it has not.",
            StreamReason.AmongFalseDiscoveries =>
                "Among the streams to look at, of which at most one in ten is expected to be false.",
            StreamReason.FamilyAboveThreshold => "The evidence within the family of all streams has reached 20.",
            StreamReason.FollowedTooBriefly when row.Maturity!.MonthsStillNeeded is { } months => Text(
                $"{Followed(row)} Twice the trial's hazard is not excluded; about {months:0} patient-months more are needed."
            ),
            StreamReason.FollowedTooBriefly => $"{Followed(row)} Twice the trial's hazard is not excluded.",
            StreamReason.UnknownsCouldHide => Text(
                $"Outcomes unknown: {row.Maturity!.Unknown}. If all were events, a doubling would not be excluded."
            ),
            StreamReason.DoublingExcluded =>
                $"{Followed(row)} Twice the trial's hazard is excluded; smaller differences are not.",
            StreamReason.FewerThanPlausible => $"{Followed(row)} So few that events may be missing.",
            StreamReason.NoTreatmentTime =>
                "No verified treatment time of the trial, so a doubling can never be excluded.",
            StreamReason.NoFiniteNumber => "The figures could not be worked out.",
        };

    private static string Followed(BoardRow row) =>
        Text(
            $"Events in {row.Evidence!.PatientsWithEvent} of {row.Maturity!.Known} patients, {row.Maturity.Expected:0.0} expected so far, {row.Maturity.Complete} followed to the end."
        );

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
