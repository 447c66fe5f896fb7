using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Rules;

/// <summary>Reads what the rules may look at: one course as it stands in this transaction.</summary>
internal static class CourseFactsReader
{
    public static CourseFacts Read(QueryScope scope, Knowledge knowledge, CourseRows rows, DateTimeOffset now)
    {
        var course = rows.Course;
        var courseId = course.CourseId;
        var premedication = InfusionRows.Premedication(scope, courseId).ToLookup(p => p.InfusionId);
        var begins = CycleBeginnings(knowledge, rows);
        var given = Started(rows.Infusions);
        var reactions = rows.Events.Where(row => IsReaction(row, given)).ToList();
        var reacting = reactions
            .Select(row => ReactionFamily.InfusionOf(row.Content, given))
            .OfType<InfusionId>()
            .ToHashSet();
        IReadOnlyList<InfusionFacts> infusions =
        [
            .. rows.Infusions.Select(s => new InfusionFacts(
                s.InfusionId,
                s.CalendarOrdinal,
                s.PlannedOn,
                rows.StateOf(s),
                [.. premedication[s.InfusionId]],
                s.StartedAt is { } started ? scope.Clock.DateOf(started) : null,
                begins.TryGetValue(s.CalendarOrdinal, out int cycle) ? cycle : null
            )
            {
                StartedDay = s is { StartTimeKnown: false, StartedAt: { } day }
                    ? PartialTime.Of(day, false, scope.Clock)
                    : null,
                Pauses = reacting.Contains(s.InfusionId)
                    ? InfusionTimeline.Pauses(InfusionRows.Steps(scope, s.InfusionId))
                    : [],
            }),
        ];
        return new CourseFacts(
            courseId,
            course.PatientId,
            course.Regimen,
            course.Patient.AgeOn(scope.Clock.DateOf(now)),
            now,
            infusions,
            ReadinessReader.Counts(rows.Labs, LabTest.NeutrophilCount, scope.Clock),
            [.. reactions.Select(row => Reaction(scope, row, ReactionFamily.InfusionOf(row.Content, given)))],
            ReadinessReader.OverriddenHolds(scope, courseId)
        )
        {
            PlateletCounts = ReadinessReader.Counts(rows.Labs, LabTest.PlateletCount, scope.Clock),
            PremedicationOrders = PremedicationOrderStore.Of(scope, courseId),
            Conditions = ConditionReader.Of(scope, knowledge, rows.Events, rows.Labs),
            Withdrawals =
            [
                .. rows
                    .Events.Where(row => row.Content.ActionTaken is ActionTaken.DrugWithdrawn)
                    .Select(row => new WithdrawalFacts(
                        row.EventId,
                        row.Content.LltCode,
                        row.Course.Worst,
                        row.Content.OnsetAt,
                        row.RecordedAt
                    )),
            ],
            Death = rows.Death,
            Pressures = knowledge.RuleSets.ReadsPressure(course.Regimen) ? Pressures(scope, courseId) : [],
            TooSoon = StartFactsReader.TooSoon(scope, knowledge, rows, infusions),
            RatesAbove = StartFactsReader.RatesAbove(scope, knowledge, rows, infusions),
        };
    }

    /// <summary>The ordinals that begin a cycle, each with its cycle.</summary>
    private static Dictionary<int, int> CycleBeginnings(Knowledge knowledge, CourseRows rows) =>
        knowledge
            .Calendars[rows.Course.Regimen]
            .Infusions(default)
            .Take(rows.Infusions.Count == 0 ? 0 : rows.Infusions.Max(i => i.CalendarOrdinal))
            .Where(planned => planned.DayOfCycle == 1)
            .ToDictionary(planned => planned.Ordinal, planned => planned.Cycle);

    private static IReadOnlyList<PressureFacts> Pressures(QueryScope scope, CourseId courseId) =>
        [
            .. ObservationStore
                .Pressures(scope, courseId)
                .Select(p => new PressureFacts(
                    p.Id,
                    p.Reading.SystolicMmHg,
                    p.Reading.DiastolicMmHg,
                    p.MeasuredAt,
                    scope.Clock.DateOf(p.MeasuredAt),
                    p.RecordedAt,
                    p.InfusionId,
                    p.DuringReaction
                )),
        ];

    /// <summary>Every infusion that was started, with its start.</summary>
    internal static IReadOnlyList<(InfusionId Id, DateTimeOffset StartedAt)> Started(
        IEnumerable<InfusionStore.StateRow> infusions
    ) => [.. infusions.Where(row => row.StartedAt is not null).Select(row => (row.InfusionId, row.StartedAt!.Value))];

    /// <summary>Anaphylaxis stops whatever it came from; the rest of the family where it belongs to an infusion.</summary>
    private static bool IsReaction(
        AdverseEventRow row,
        IReadOnlyCollection<(InfusionId Id, DateTimeOffset StartedAt)> started
    ) => row.Content.LltCode is CtcaeTerms.Anaphylaxis || ReactionFamily.Holds(row.Content, started);

    /// <summary>By the worst grade so far: a reaction that has become milder was still as severe, and its proposals stay.</summary>
    private static ReactionFacts Reaction(QueryScope scope, AdverseEventRow row, InfusionId? infusion) =>
        ReactionFacts.Of(row, infusion, infusion is { } id ? BedsideCheckRows.Statements(scope, id) : []);
}
