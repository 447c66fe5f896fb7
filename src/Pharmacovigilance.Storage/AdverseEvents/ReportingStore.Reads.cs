using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>The list of what is to be reported.</summary>
/// <param name="Choice">Null = the unit has not decided under which rules it works.</param>
/// <param name="Cases">Overdue and due ones first; those without a running clock last.</param>
/// <param name="All">How many events are open; more than the cases where the list was cut.</param>
public sealed record ReportingList(ReportingChoice? Choice, IReadOnlyList<ReportingCase> Cases, int All);

public sealed partial class ReportingStore
{
    /// <summary>No period of the data is longer, holidays included.</summary>
    private const int LongestPeriodDays = 400;

    /// <summary>Under which rules the unit works, newest decision first.</summary>
    public Task<IReadOnlyList<ReportingChoice>> ChoicesAsync() => database.ReadAsync(ReportingRows.Choices);

    /// <summary>How an event stands under the unit's rules; null when it was taken back or never there.</summary>
    public Task<ReportingCase?> OfEventAsync(AdverseEventId eventId) =>
        database.ReadAsync(scope => AdverseEventStore.StandingOf(scope, eventId) is { } row ? Case(scope, row) : null);

    /// <summary>
    /// Events with a report that is due under a rule of the unit. Those for which every rule is closed drop out in the query,
    /// so the list grows with the work, not with the history. What is cut off are the events with the longest periods.
    /// </summary>
    public Task<ReportingList> DueAsync(int take = 300) =>
        database.ReadAsync(scope =>
        {
            var choices = ReportingRows.Choices(scope);
            var regimes = Regimes(scope, choices);
            var choice = choices.Count > 0 ? choices[0] : null;
            if (regimes.Count == 0)
                return new ReportingList(choice, [], 0);
            bool withNonSerious = regimes
                .SelectMany(one => one.Regime.Editions)
                .SelectMany(edition => edition.Clocks)
                .Any(rule => rule.Scope is ReportingScope.NonSerious);
            // What was recorded longer ago than any period lasts was due before the unit chose its rules.
            var since = new DateTimeOffset(
                regimes.Min(one => one.Since).AddDays(-LongestPeriodDays).ToDateTime(TimeOnly.MinValue),
                TimeSpan.Zero
            );
            var (rows, all) = AdverseEventStore.NotReported(
                scope,
                [.. regimes.Select(one => one.Regime.Code)],
                since,
                withNonSerious,
                take
            );
            var cases = Cases(scope, regimes, rows).Where(one => one.IsOpen).ToList();
            return new ReportingList(
                choice,
                [.. cases.OrderBy(one => one.FirstDueOn ?? DateOnly.MaxValue).ThenBy(one => one.AwareAt)],
                all > rows.Count ? all : cases.Count
            );
        });

    private ReportingCase Case(QueryScope scope, AdverseEventRow row) =>
        Cases(scope, Regimes(scope, ReportingRows.Choices(scope)), [row])[0];

    /// <summary>The rules in force, each with the date of the first decision of the unbroken row that has it.</summary>
    private List<ChosenRegime> Regimes(QueryScope scope, IReadOnlyList<ReportingChoice> choices) =>
        choices.Count == 0
            ? []
            :
            [
                .. choices[0]
                    .Regimes.Select(scope.Knowledge.Reporting.Find)
                    .OfType<ReportingRegime>()
                    .Select(regime => new ChosenRegime(
                        regime,
                        scope.Clock.DateOf(
                            choices
                                .TakeWhile(choice => choice.Regimes.Contains(regime.Code, StringComparer.Ordinal))
                                .Last()
                                .Since
                        )
                    )),
            ];

    private List<ReportingCase> Cases(
        QueryScope scope,
        IReadOnlyList<ChosenRegime> regimes,
        IReadOnlyList<AdverseEventRow> rows
    )
    {
        var history = ReportingRows.Of(scope, [.. rows.Select(row => row.EventId)]).ToLookup(entry => entry.EventId);
        var first = FirstRecordings(scope, [.. rows.Select(row => row.EventId)]);
        var courseIds = rows.Select(row => row.CourseId).Distinct().ToList();
        var courses = courseIds.ToDictionary(id => id, id => PatientStore.Find(scope, id)!);
        var starts = FirstStarts(scope, courseIds);
        return
        [
            .. rows.Select(row =>
                ReportingCase.Of(
                    row,
                    courses[row.CourseId],
                    first[row.EventId].At,
                    first[row.EventId].By,
                    starts.TryGetValue(row.CourseId, out var start) ? scope.Clock.DateOf(start) : null,
                    regimes,
                    [.. history[row.EventId]],
                    scope.Clock
                )
            ),
        ];
    }

    private static (DateTimeOffset At, string By) FirstRecording(QueryScope scope, AdverseEventId eventId) =>
        FirstRecordings(scope, [eventId])[eventId];

    private static Dictionary<AdverseEventId, (DateTimeOffset At, string By)> FirstRecordings(
        QueryScope scope,
        IReadOnlyCollection<AdverseEventId> events
    ) =>
        events.Count == 0
            ? []
            : scope
                .Query<FirstRow>(
                    $"select event_id, recorded_at, recorded_by from adverse_event where supersedes_id is null and {scope.Database.InList("row_id", "events")}",
                    new { events = scope.Database.ListParameter(events) }
                )
                .ToDictionary(row => row.EventId, row => (row.RecordedAt, row.RecordedBy));

    private static Dictionary<CourseId, DateTimeOffset> FirstStarts(
        QueryScope scope,
        IReadOnlyCollection<CourseId> courses
    ) =>
        courses.Count == 0
            ? []
            : scope
                .Query<StartRow>(
                    $"select course_id, min(started_at) as started_at from infusion_state where started_at is not null and {scope.Database.InList("course_id", "courses")} group by course_id",
                    new { courses = scope.Database.ListParameter(courses) }
                )
                .ToDictionary(row => row.CourseId, row => row.StartedAt);

    private sealed record FirstRow
    {
        public required AdverseEventId EventId { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
        public required string RecordedBy { get; init; }
    }

    private sealed record StartRow
    {
        public required CourseId CourseId { get; init; }
        public required DateTimeOffset StartedAt { get; init; }
    }
}
