using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Alerts.Rules;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Alerts.Rules;

/// <summary>Reads what the rules may look at: one course as it stands in this transaction.</summary>
internal static class CourseFactsReader
{
    public static CourseFacts Read(QueryScope scope, Knowledge knowledge, UnitClock clock, CourseRows rows, DateTimeOffset now)
    {
        var course = rows.Course;
        var courseId = course.CourseId;
        var premedication = InfusionRows.Premedication(scope, courseId).ToLookup(p => p.InfusionId);
        var begins = CycleBeginnings(knowledge, rows);
        var given = Started(rows.Infusions);
        var reactions = rows.Events.Where(row => IsReaction(row, given)).ToList();
        var reacting = reactions.Select(row => ReactionFamily.InfusionOf(row.Content, given)).OfType<InfusionId>().ToHashSet();
        IReadOnlyList<InfusionFacts> infusions =
        [
            .. rows.Infusions.Select(s => new InfusionFacts(
                s.InfusionId, s.CalendarOrdinal, s.PlannedOn, s.ToState(), [.. premedication[s.InfusionId]],
                s.StartedAt is { } started ? clock.DateOf(started) : null, begins.TryGetValue(s.CalendarOrdinal, out int cycle) ? cycle : null)
            {
                Pauses = reacting.Contains(s.InfusionId) ? InfusionTimeline.Pauses(InfusionRows.Steps(scope, s.InfusionId)) : [],
            }),
        ];
        return new CourseFacts(
            courseId,
            course.PatientId,
            course.Regimen,
            course.Patient.AgeOn(clock.DateOf(now)),
            now,
            infusions,
            ReadinessReader.Counts(rows.Labs, LabTest.NeutrophilCount),
            [.. reactions.Select(row => Reaction(scope, row, ReactionFamily.InfusionOf(row.Content, given)))],
            ReadinessReader.OverriddenHolds(scope, courseId))
        {
            PlateletCounts = ReadinessReader.Counts(rows.Labs, LabTest.PlateletCount),
            PremedicationOrders = PremedicationOrderStore.Of(scope, courseId),
            Conditions = [.. rows.Events.Select(row => Condition(knowledge, row)).OfType<ConditionFacts>()],
            Withdrawals = [.. rows.Events.Where(row => row.Content.ActionTaken is ActionTaken.DrugWithdrawn)
                .Select(row => new WithdrawalFacts(row.EventId, row.Content.LltCode, row.Course.Worst, row.Content.OnsetAt, row.RecordedAt))],
            Death = rows.Death,
            Pressures = knowledge.RuleSets.ReadsPressure(course.Regimen) ? Pressures(scope, clock, courseId) : [],
            TooSoon = StartFactsReader.TooSoon(scope, knowledge, clock, rows, infusions),
            RatesAbove = StartFactsReader.RatesAbove(scope, knowledge, rows, infusions),
        };
    }

    /// <summary>The ordinals that begin a cycle, each with its cycle.</summary>
    private static Dictionary<int, int> CycleBeginnings(Knowledge knowledge, CourseRows rows) =>
        knowledge.Calendars[rows.Course.Regimen].Infusions(default).Take(rows.Infusions.Count == 0 ? 0 : rows.Infusions.Max(i => i.CalendarOrdinal))
            .Where(planned => planned.DayOfCycle == 1).ToDictionary(planned => planned.Ordinal, planned => planned.Cycle);

    private static IReadOnlyList<PressureFacts> Pressures(QueryScope scope, UnitClock clock, CourseId courseId) =>
    [
        .. ObservationStore.Pressures(scope, courseId).Select(p => new PressureFacts(
            p.Id, p.Reading.SystolicMmHg, p.Reading.DiastolicMmHg, p.MeasuredAt, clock.DateOf(p.MeasuredAt), p.RecordedAt, p.InfusionId, p.DuringReaction)),
    ];

    /// <summary>Every infusion that was started, with its start.</summary>
    internal static IReadOnlyList<(InfusionId Id, DateTimeOffset StartedAt)> Started(IEnumerable<InfusionStore.StateRow> infusions) =>
        [.. infusions.Where(row => row.StartedAt is not null).Select(row => (row.InfusionId, row.StartedAt!.Value))];

    /// <summary>Anaphylaxis stops whatever it came from; the rest of the family where it belongs to an infusion.</summary>
    private static bool IsReaction(AdverseEventRow row, IReadOnlyCollection<(InfusionId Id, DateTimeOffset StartedAt)> started) =>
        row.Content.LltCode is CtcaeTerms.Anaphylaxis || ReactionFamily.Holds(row.Content, started);

    /// <summary>By the worst grade so far: a reaction that has become milder was still as severe, and its proposals stay.</summary>
    private static ReactionFacts Reaction(QueryScope scope, AdverseEventRow row, InfusionId? infusion) =>
        ReactionFacts.Of(row, infusion, infusion is { } id ? BedsideCheckRows.Statements(scope, id) : []);

    private static ConditionFacts? Condition(Knowledge knowledge, AdverseEventRow row)
    {
        var content = row.Content;
        ConditionKind? kind = content.LltCode switch
        {
            CtcaeTerms.FebrileNeutropenia => ConditionKind.FebrileNeutropenia,
            // Where the grade came from a stored value, the value speaks for itself.
            CtcaeTerms.NeutrophilCountDecreased => content.SourceObservationId is null ? ConditionKind.ReportedNeutropenia : null,
            _ => knowledge.Term(content.LltCode)?.IsInfection == true ? ConditionKind.Infection : null,
        };
        return kind is { } known
            ? new ConditionFacts(row.EventId, content.LltCode, known, content.Grade, content.OnsetAt, row.RecordedAt, CountBelow(knowledge, content))
            : null;
    }

    /// <summary>What a grade says about the count by the version it was given in: grade 3 is not the same count in every version.</summary>
    private static long? CountBelow(Knowledge knowledge, AdverseEventContent content)
    {
        var limits = content.Grade is null ? null : knowledge.Library.Find(content.CtcaeVersion, content.LltCode)?.Laboratory?.Limits;
        return limits?.FirstOrDefault(limit => limit.Grade == content.Grade)?.Below is { } below ? (long)(below * 1_000_000m) : null;
    }
}
