using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>The case mix as a replay prints it.</summary>
internal static class ReportCaseMix
{
    public static CaseMixReportLine Line(CaseMix mix, CaseMixKnowledge knowledge, int minimumPatients)
    {
        var comparison = CaseMixComparison.Of(mix, knowledge, minimumPatients);
        return new CaseMixReportLine(
            mix.Regimen.ToString(),
            ScenarioWords.Of(mix.Route),
            mix.Patients,
            mix.Lines.Median,
            [.. comparison.Lines.Select(Line)],
            [.. comparison.Differing.Select(line => ScenarioWords.Of(line.Item))]
        );
    }

    private static CaseMixItemLine Line(CaseMixLine line) =>
        new(
            ScenarioWords.Of(line.Item),
            line.Unit.Having,
            line.Unit.Known,
            line.Unit.NotKnown,
            line.Trial is { Share: { } share } ? Math.Round(100 * share, 1) : null,
            line.Difference is { } points ? Math.Round(points, 1) : null,
            line.Rule?.Text.En,
            line.Outside
        );
}
