using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>The infusions of a patient beside each other, whatever course they belong to.</summary>
internal static class PatientInfusionReader
{
    /// <summary>All that were started, by their starts.</summary>
    public static IReadOnlyList<PatientInfusion> Started(QueryScope scope, PatientId patientId) =>
        [
            .. scope
                .Query<Row>(
                    """
                    select s.*, c.patient_id, c.regimen,
                      (select min(t.id) from infusion_step t where t.infusion_id = s.infusion_id and t.kind = 'Started') as start_row
                    from infusion_state s join course c on c.id = s.course_id
                    where c.patient_id = @patientId and s.started_at is not null order by s.started_at, s.infusion_id
                    """,
                    new { patientId }
                )
                .Select(row => Of(scope.Clock, row.ToHead(), row.Regimen, row.ToState(), row.StartRow)),
        ];

    public static PatientInfusion Of(
        UnitClock clock,
        InfusionHead head,
        Regimen regimen,
        InfusionState state,
        InfusionStepId? startRow = null
    ) =>
        new()
        {
            InfusionId = head.InfusionId,
            CourseId = head.CourseId,
            Regimen = regimen,
            CalendarOrdinal = head.CalendarOrdinal,
            Cycle = head.Cycle,
            DayOfCycle = head.DayOfCycle,
            State = state,
            StartedOn = state.StartedAt is { } started ? clock.DateOf(started) : null,
            StartRow = startRow,
        };

    public static Regimen RegimenOf(QueryScope scope, CourseId courseId) =>
        Coded.Parse<Regimen>(
            scope.Single<string>("select regimen from course where id = @courseId", new { courseId }),
            "course.regimen"
        );

    /// <summary>Everything that the infusion may not do beside its siblings, with a step more.</summary>
    public static IReadOnlyList<Refusal> Check(
        WriteScope scope,
        InfusionHead head,
        IReadOnlyList<InfusionStep> existing,
        InfusionStep step
    )
    {
        if (step.Kind is InfusionStepKind.Premedicated or InfusionStepKind.NotGiven)
            return [];
        var regimen = RegimenOf(scope, head.CourseId);
        InfusionStepId? startRow = existing
            .Where(row => row.Kind == InfusionStepKind.Started)
            .OrderBy(row => row.Id.ToString(), StringComparer.Ordinal)
            .Select(row => (InfusionStepId?)row.Id)
            .FirstOrDefault();
        return SiblingRules.Check(
            Of(scope.Clock, head, regimen, InfusionState.From(existing), startRow),
            Of(scope.Clock, head, regimen, InfusionState.From([.. existing, step]), startRow),
            Started(scope, head.PatientId),
            letsRun: step is { Supersedes: null, Kind: InfusionStepKind.Started or InfusionStepKind.Resumed }
        );
    }

    private sealed record Row : InfusionStore.StateRow
    {
        public required Regimen Regimen { get; init; }
        public required InfusionStepId? StartRow { get; init; }
    }
}
