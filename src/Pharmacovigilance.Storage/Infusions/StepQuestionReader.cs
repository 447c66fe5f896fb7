using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>What a step is asked about before it is recorded: read here, decided by <see cref="StepQuestions"/>.</summary>
internal static class StepQuestionReader
{
    public static IEnumerable<Refusal> Of(
        QueryScope scope,
        InfusionHead head,
        IReadOnlyList<InfusionStep> existing,
        InfusionStep step,
        IReadOnlyList<PremedicationEntry> drugs
    )
    {
        var knowledge = scope.Knowledge;
        return step.Kind switch
        {
            InfusionStepKind.Premedicated => Doses(scope, knowledge, head, step, drugs),
            InfusionStepKind.Started =>
            [
                .. StepQuestions.OfWeight(step.WeightGrams, LastWeight(scope, head, step.At), knowledge.WeightChange),
                .. Timing(scope, knowledge, head, existing, step),
                .. Rates(scope, knowledge, head, existing, step),
            ],
            InfusionStepKind.RateChanged or InfusionStepKind.Resumed => Rates(scope, knowledge, head, existing, step),
            InfusionStepKind.Interrupted or InfusionStepKind.Ended or InfusionStepKind.NotGiven => [],
        };
    }

    /// <summary>The newest weight of the patient before an instant, from any course; the oldest after it where none came before.</summary>
    public static KnownWeight? LastWeight(QueryScope scope, InfusionHead head, DateTimeOffset at)
    {
        var row = scope.FirstOrDefault<WeightRow>(
            """
            select s.weight_grams, s.started_at from infusion_state s join course c on c.id = s.course_id
            where c.patient_id = @patientId and s.infusion_id <> @infusionId and s.weight_grams is not null and s.started_at is not null
            order by case when s.started_at <= @at then 0 else 1 end, case when s.started_at <= @at then s.started_at end desc, s.started_at limit 1
            """,
            new
            {
                patientId = head.PatientId,
                infusionId = head.InfusionId,
                at,
            }
        );
        return row is null ? null : new KnownWeight(row.WeightGrams, scope.Clock.DateOf(row.StartedAt));
    }

    private static IEnumerable<Refusal> Doses(
        QueryScope scope,
        Knowledge knowledge,
        InfusionHead head,
        InfusionStep step,
        IReadOnlyList<PremedicationEntry> drugs
    )
    {
        var course = PatientStore.Find(scope, head.CourseId)!;
        var plan = knowledge.PremedicationOf(course.Regimen);
        int? age = course.Patient.AgeOn(scope.Clock.DateOf(step.At));
        return drugs.SelectMany(drug => StepQuestions.OfDose(plan, drug.Drug.Trim(), drug.DoseMicrograms, age));
    }

    private static IEnumerable<Refusal> Timing(
        QueryScope scope,
        Knowledge knowledge,
        InfusionHead head,
        IReadOnlyList<InfusionStep> existing,
        InfusionStep start
    )
    {
        // A day says nothing about minutes, and the plan is that of the intravenous product.
        if (!start.TimeKnown || start.Route == InfusionRoute.Subcutaneous)
            return [];
        var standing = InfusionState.Effective(existing).Select(step => step.Id).ToHashSet();
        var given = InfusionRows
            .PremedicationOf(scope, head.InfusionId)
            .Where(drug => standing.Contains(drug.StepId))
            .ToList();
        var plan = knowledge
            .PremedicationOf(PatientInfusionReader.RegimenOf(scope, head.CourseId))
            .Under(PremedicationOrderStore.Of(scope, head.CourseId).At(start.At));
        return StepQuestions.OfTiming(
            PremedicationTiming.Of(plan, knowledge.Rules.Limits.Policy.PremedicationWindow, given, start.At)
        );
    }

    private static IEnumerable<Refusal> Rates(
        QueryScope scope,
        Knowledge knowledge,
        InfusionHead head,
        IReadOnlyList<InfusionStep> existing,
        InfusionStep step
    )
    {
        // Another rate than offered has its reason already; nobody is asked twice.
        if (step.Reason is not null)
            return [];
        int ordinal = head.GivenOrdinal
            ?? scope.Single<int>(
                "select count(*) + 1 from infusion_state where course_id = @courseId and started_at < @at",
                new { courseId = head.CourseId, at = step.At }
            );
        var route = step.Kind == InfusionStepKind.Started ? step.Route : InfusionState.From(existing).Route;
        if (
            step.RateMicrolitresPerHour is null
            || StartFactsReader.PlannerOf(knowledge, ordinal, RatePlanRows.Of(scope, head.InfusionId), route)
                is not { } planner
        )
            return [];
        var reactions = StartFactsReader.Reactions(
            AdverseEventStore.OfInfusion(scope, head.InfusionId),
            BedsideCheckRows.All(scope, head.InfusionId),
            knowledge.Rules.Limits.RestartAtMost
        );
        return RateExcess
            .Of(planner, [.. existing, step], reactions)
            .Where(excess => excess.StepId == step.Id)
            .Select(StepQuestions.OfRate);
    }

    private sealed record WeightRow
    {
        public required long WeightGrams { get; init; }
        public required DateTimeOffset StartedAt { get; init; }
    }
}
