using System.Globalization;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Signals;
using static Pharmacovigilance.Web.Replay.ReportFormat;

namespace Pharmacovigilance.Web.Replay;

/// <summary>The lines of the board: counts, never a percentage of the unit's own patients.</summary>
internal static class ReportBoard
{
    private const double Level = 0.95;

    public static BoardLine Line(BoardRow row, Knowledge knowledge)
    {
        var (counts, comparison, _) = row;
        return new BoardLine(
            counts.Regimen.ToString(), knowledge.TrialCtcae.Find(counts.LltCode)!.Name.En, counts.LltCode, ScenarioWords.Of(counts.Basis),
            counts.Band == GradeBand.Any ? "anyGrade" : "gradeAtLeast3", counts.PatientsWithEvent, counts.PatientsAssessed, counts.NotAssessed,
            comparison.Unit is { } unit ? Line(unit) : null,
            comparison is { Reference: { } reference, ReferenceInterval: { } interval } ? Line(reference, interval) : null,
            ScenarioWords.Of(comparison.State), ScenarioWords.Of(comparison.Reason), Reason(comparison, counts), Descriptive: true);
    }

    private static IntervalLine Line(Interval interval) => new("Wilson", Level, Math.Round(interval.Lower, 6), Math.Round(interval.Upper, 6));

    private static ReferenceLine Line(ReferenceRate rate, Interval interval) => new(
        rate.Id, rate.Population.Id, rate.PatientsWithEvent!.Value, rate.Patients, rate.Percent?.ToString(), Line(interval),
        new SourceLine(rate.Source.Tag, rate.Source.Title, rate.Source.Address),
        new DataCutLine(rate.Cut.Id, rate.Cut.Label, rate.Cut.Date is { } date ? Date(date) : null), rate.Grouping);

    private static string Reason(DescriptiveComparison comparison, StreamCounts counts) => comparison.Reason switch
    {
        ComparisonReason.NoRowForStream => "The reference set has no verified rate for this regimen, term, basis and grade band.",
        ComparisonReason.NobodyTreated when counts.NotAssessed > 0 => string.Create(
            CultureInfo.InvariantCulture, $"Of the patients treated none can be told to have had the event or not: not assessed {counts.NotAssessed}."),
        ComparisonReason.NobodyTreated => "Nobody has been treated with this regimen yet.",
        ComparisonReason.BelowMinimum => string.Create(
            CultureInfo.InvariantCulture, $"Patients treated and assessed: {comparison.M}. At least {comparison.MinimumPatients} are needed for a comparison."),
        ComparisonReason.IntervalsOverlap => "The unit's interval and the reference's overlap.",
        ComparisonReason.IntervalBelowReference => "The unit's whole interval lies below the reference's; this may also be under-reporting.",
        ComparisonReason.CtcaeCriteriaDiffer => "The criteria of the CTCAE version in force differ from the trial's for this term and band, so nothing is compared.",
        ComparisonReason.IntervalAboveReference => "The unit's whole interval lies above the reference's.",
    };
}
