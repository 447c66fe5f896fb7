using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Infusions;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>Everything that was ever said about an event, in the order of recording.</summary>
public sealed partial class EventHistory(
    IStringLocalizer<ReportingText> reports,
    InfusionWords times,
    KnowledgeInForce known
)
{
    /// <summary>All rows of the event, oldest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<AdverseEventRow> Rows { get; set; } = [];

    [Parameter]
    public IReadOnlyList<Regrading> Regradings { get; set; } = [];

    [Parameter]
    public IReadOnlyList<EventCourseEntry> Course { get; set; } = [];

    [Parameter]
    public IReadOnlyList<CausalityAssessment> Causality { get; set; } = [];

    [Parameter]
    public IReadOnlyList<ReportingEntry> Reporting { get; set; } = [];

    /// <summary>Everything in the order of recording, newest first.</summary>
    private IEnumerable<object> Entries =>
        Rows.Select((row, i) => (At: row.RecordedAt, Place: i, Entry: (object)row))
            .Concat(Course.Select((said, i) => (At: said.RecordedAt, Place: i, Entry: (object)said)))
            .Concat(
                Causality.Select((assessment, i) => (At: assessment.AssessedAt, Place: -i, Entry: (object)assessment))
            )
            .Concat(Reporting.Select((noted, i) => (At: noted.RecordedAt, Place: i, Entry: (object)noted)))
            .OrderByDescending(entry => entry.At)
            .ThenByDescending(entry => entry.Place)
            .Select(entry => entry.Entry);

    private string Said(ReportingEntry noted) =>
        noted.Kind switch
        {
            ReportingKind.Aware => reports["HistoryAwareLine", times.Wall(noted.AwareAt!.Value)],
            ReportingKind.Submitted => reports[
                "HistorySubmittedLine",
                Rule(noted),
                ReportingWords.Date(noted.SubmittedOn!.Value),
                noted.Reference!
            ],
            ReportingKind.NotRequired => Rule(noted),
            ReportingKind.Withdrawn => Reporting.FirstOrDefault(entry => entry.Id == noted.Withdraws) is { } wrong
                ? Said(wrong)
                : "",
        };

    private string Rule(ReportingEntry noted) =>
        known.Current.Reporting.Find(noted.Regime!)?.Name.In(EventWords.Language) ?? noted.Regime!;
}
