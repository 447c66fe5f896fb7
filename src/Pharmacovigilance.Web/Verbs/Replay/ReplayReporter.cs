using System.Text.Json.Nodes;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Alerts.Holds;
using static Pharmacovigilance.Web.Verbs.Replay.ReportFormat;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>Reads back from the stores what a replay led to.</summary>
internal sealed class ReplayReporter(ReplayUnit unit, Scenario scenario, ReplayJournal journal)
{
    public async Task<ReplayReport> ReportAsync()
    {
        var through = Through();
        var courses = new List<CourseReading>();
        foreach (
            var (patient, course) in journal
                .AllCourses.OrderBy(one => Index(one.Patient))
                .ThenBy(one => journal.NumberOf(one.CourseId))
        )
            courses.Add(await CourseReading.OfAsync(unit, journal, patient, course, through));
        var events = courses.SelectMany(course => course.Events).ToList();
        return new ReplayReport(
            ReplayReport.FormatName,
            scenario.Title,
            new VersionLines(
                CtcaeVersions.Format(unit.Knowledge.Ctcae.Version),
                RuleStamp.Parse(unit.Knowledge.Rules.Stamp).Set,
                unit.Knowledge.Rules.Limits.Policy.Stamp,
                unit.Knowledge.Rates.Version
            ),
            Date(through),
            [.. courses.SelectMany(course => course.Schedule)],
            [.. courses.SelectMany(course => course.Infusions.Select(reading => reading.Line))],
            [.. events.Select(reading => reading.Line)],
            await AlertsAsync(),
            await HoldsAsync(),
            [.. (await unit.Stores.Board.ReadAsync()).Select(row => ReportBoard.Line(row, unit.Knowledge))],
            ReportUnknowns.Of(scenario, unit.Knowledge, courses, journal),
            journal.Skipped,
            scenario.NotUsed
        )
        {
            Courses = [.. courses.Select(course => course.Course)],
            CaseMix =
            [
                .. (await unit.Stores.CaseMixes.ReadAsync()).Select(mix =>
                    ReportCaseMix.Line(mix, unit.Knowledge.CaseMix, scenario.Unit.MinimumPatients)
                ),
            ],
            Background =
            [
                .. scenario
                    .Patients.Where(patient => patient.Background is not null)
                    .Select(patient => Line(patient.Id, patient.Background!)),
            ],
        };
    }

    private static BackgroundLine Line(string patient, Background told) =>
        new(
            patient,
            told.Diagnosis,
            told.Stage,
            told.PriorLines,
            told.Response,
            told.IntervalProlonged,
            told.DoseReduced,
            told.Note
        );

    /// <summary>The last day the calendar is shown to: the scenario's own, or that of its last step.</summary>
    private DateOnly Through()
    {
        var last = scenario
            .Steps.SelectMany(step => new[] { step.At?.At, step.RecordedAt })
            .OfType<DateTimeOffset>()
            .Select(unit.Clock.DateOf)
            .Concat(scenario.Patients.Select(patient => patient.FirstDose))
            .Max();
        return scenario.Until ?? last;
    }

    private async Task<IReadOnlyList<AlertLine>> AlertsAsync()
    {
        var lines = new List<(int Patient, AlertItem Item, AlertLine Line)>();
        foreach (var item in await unit.Stores.Alerts.AllAsync())
        {
            var record = (await unit.Stores.Alerts.FindAsync(item.AlertId))!;
            lines.Add((PatientIndex(item), item, Line(item, record)));
        }

        return
        [
            .. lines
                .OrderBy(l => l.Item.OpenedAt)
                .ThenBy(l => l.Patient)
                .ThenBy(l => l.Item.Rule)
                .ThenBy(l => l.Item.Since)
                .ThenBy(l => ReplayDecisions.OrdinalOf(l.Item))
                .Select(l => l.Line),
        ];
    }

    private AlertLine Line(AlertItem item, AlertRecord record)
    {
        // By the rules that the alert pinned: another set may be in force since.
        var rules = unit.Knowledge.RulesOf(item.Rule, item.RuleSetVersion);
        var rule = rules.Of(item.Rule);
        var stamp = RuleStamp.Parse(item.RuleSetVersion);
        var facts = new JsonObject(
            item.Facts.Select(fact => KeyValuePair.Create(fact.Name, (JsonNode?)JsonValue.Create(fact.Value)))
        );
        return new AlertLine(
            Time: Instant(item.OpenedAt),
            Since: Since(item.Since, item.SinceTimeKnown),
            Patient: item.Course.Details.RecordNumber,
            Rule: item.Rule.Code(),
            RuleVersion: item.RuleVersion,
            RuleSet: stamp.Set,
            LocalPolicy: unit.Knowledge.Rules.Limits.Policy.Stamp,
            Tier: ScenarioWords.Of(item.Tier),
            Status: ScenarioWords.Of(Decided(record)),
            Title: rule.Title.En,
            Text: rules.TextOf(item.Rule, item.Facts, unit.Knowledge.Reading("en")),
            Clause: rule.Clause,
            Source: new SourceLine(rule.Source.Tag, null, rule.Source.Address),
            Verified: rule.Verified,
            Facts: facts,
            OverrideReason: item.OverrideReason is { } reason ? ScenarioWords.Of(reason) : null,
            Note: item.Note,
            History: [.. record.History.Select(Line)],
            Stage: ScenarioWords.Of(item.Status),
            Outcome: record.Outcome is { } outcome ? ScenarioWords.Of(outcome.Outcome) : null
        )
        {
            Course = journal.NumberOf(item.Course.CourseId),
        };
    }

    /// <summary>A date where only the day is known.</summary>
    private string Since(DateTimeOffset at, bool timeKnown) => timeKnown ? Instant(at) : Date(unit.Clock.DateOf(at));

    /// <summary>What was decided; how far the loop has got stands in the stage.</summary>
    private static AlertStatus Decided(AlertRecord record) =>
        AlertFlow.IsFollowedUp(record.Alert.Status) || record.Alert.Status == AlertStatus.Closed
            ? record.History.Last(step => AlertFlow.IsDecision(step.To)).To
            : record.Alert.Status;

    private static TransitionLine Line(AlertTransition transition) =>
        new(
            Time: Instant(transition.At),
            From: transition.From is { } from ? ScenarioWords.Of(from) : null,
            To: ScenarioWords.Of(transition.To),
            Tier: ScenarioWords.Of(transition.Tier),
            By: transition.By,
            OverrideReason: transition.OverrideReason is { } reason ? ScenarioWords.Of(reason) : null,
            Note: transition.Note
        );

    private async Task<IReadOnlyList<HoldLine>> HoldsAsync()
    {
        var patients = journal.AllCourses.ToDictionary(one => one.CourseId, one => one.Patient);
        return
        [
            .. (await unit.Stores.Alerts.HoldsAsync())
                .OrderBy(hold => hold.StartedAt)
                .ThenBy(hold => Index(patients[hold.CourseId]))
                .ThenBy(hold => hold.Rule)
                .Select(hold => new HoldLine(
                    Patient: patients[hold.CourseId].Id,
                    Rule: hold.Rule.Code(),
                    Start: Since(hold.StartedAt, hold.StartTimeKnown),
                    End: End(hold) is { } end ? Instant(end) : null,
                    ReleasedBy: hold.Release is { } release ? ScenarioWords.Of(release) : null,
                    Person: hold.Release is HoldRelease.Physician ? hold.ReleasedBy : null,
                    Explanation: hold.Explanation,
                    CriterionMet: hold.Criterion is { } criterion ? Instant(criterion.At) : null
                )
                {
                    Course = journal.NumberOf(hold.CourseId),
                }),
        ];
    }

    /// <summary>Of a hold released on its criterion, when the criterion was met: the release itself stands in for a physician's.</summary>
    private DateTimeOffset? End(HoldRecord hold) =>
        scenario.ReleasesAtCriterion && hold is { Release: HoldRelease.Criterion, Criterion: { } criterion }
            ? criterion.At
            : hold.EndedAt;

    private int PatientIndex(AlertItem item) =>
        Index(journal.AllCourses.First(one => one.CourseId == item.Course.CourseId).Patient);

    private int Index(ScenarioPatient patient) =>
        Enumerable.Range(0, scenario.Patients.Count).First(i => scenario.Patients[i] == patient);
}
