using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>Which infusion of which course of which patient.</summary>
public sealed record InfusionHead
{
    public required InfusionId InfusionId { get; init; }

    public required CourseId CourseId { get; init; }

    public required PatientId PatientId { get; init; }

    public required int CalendarOrdinal { get; init; }

    public required int Cycle { get; init; }

    public required int DayOfCycle { get; init; }

    public required DateOnly PlannedOn { get; init; }

    /// <summary>1 for the first infusion actually started; null before the start.</summary>
    public required int? GivenOrdinal { get; init; }
}

/// <summary>The rows of infusion, infusion_step, premedication and infusion_state.</summary>
internal static class InfusionRows
{
    public static InfusionHead? Head(QueryScope scope, InfusionId infusionId) =>
        scope.FirstOrDefault<InfusionHead>(
            """
            select s.infusion_id, s.course_id, c.patient_id, s.calendar_ordinal, s.cycle, s.day_of_cycle, s.planned_on, s.given_ordinal
            from infusion_state s join course c on c.id = s.course_id
            where s.infusion_id = @infusionId
            """,
            new { infusionId }
        );

    public static IReadOnlyList<InfusionStep> Steps(QueryScope scope, InfusionId infusionId) =>
        [
            .. scope
                .Query<StepRow>(
                    "select * from infusion_step where infusion_id = @infusionId order by at, id",
                    new { infusionId }
                )
                .Select(row => row.ToStep()),
        ];

    /// <summary>The steps of several infusions.</summary>
    public static IReadOnlyList<InfusionStep> Steps(QueryScope scope, IReadOnlyCollection<InfusionId> infusions) =>
        [
            .. scope
                .Query<StepRow>(
                    $"select * from infusion_step where {scope.Database.InList("infusion_id", "infusions")} order by at, id",
                    new { infusions = scope.Database.ListParameter(infusions) }
                )
                .Select(row => row.ToStep()),
        ];

    public static IReadOnlyList<InfusionStep> StepsOfCourse(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<StepRow>(
                    "select s.* from infusion_step s join infusion i on i.id = s.infusion_id where i.course_id = @courseId order by s.at, s.id",
                    new { courseId }
                )
                .Select(row => row.ToStep()),
        ];

    /// <summary>Premedication of a course as it stands, without corrected steps.</summary>
    public static IReadOnlyList<PremedicationGiven> Premedication(QueryScope scope, CourseId courseId) =>
        [
            .. scope
                .Query<PremedicationRow>(
                    """
                    select p.step_id, p.infusion_id, p.drug, p.dose_micrograms, p.route, p.given_at, p.given_by_id, p.given_by
                    from premedication p join infusion i on i.id = p.infusion_id
                    where i.course_id = @courseId
                      and not exists (select 1 from infusion_step later where later.supersedes_id = p.step_id)
                    order by p.given_at, p.step_id, p.position
                    """,
                    new { courseId }
                )
                .Select(row => row.ToGiven()),
        ];

    /// <summary>Premedication of one infusion, that of corrected steps included: a page shows them struck through.</summary>
    public static IReadOnlyList<PremedicationGiven> PremedicationOf(QueryScope scope, InfusionId infusionId) =>
        [
            .. scope
                .Query<PremedicationRow>(
                    """
                    select p.step_id, p.infusion_id, p.drug, p.dose_micrograms, p.route, p.given_at, p.given_by_id, p.given_by, s.recorded_by
                    from premedication p join infusion_step s on s.id = p.step_id
                    where p.infusion_id = @infusionId order by p.given_at, p.step_id, p.position
                    """,
                    new { infusionId }
                )
                .Select(row => row.ToGiven()),
        ];

    /// <summary>Premedication of the first infusion of every course as it stands, without corrected steps.</summary>
    public static IReadOnlyList<PremedicationGiven> PremedicationOfFirst(QueryScope scope) =>
        [
            .. scope
                .Query<PremedicationRow>(
                    """
                    select p.step_id, p.infusion_id, p.drug, p.dose_micrograms, p.route, p.given_at, p.given_by_id, p.given_by
                    from infusion_state s join premedication p on p.infusion_id = s.infusion_id
                    where s.given_ordinal = 1
                      and not exists (select 1 from infusion_step later where later.supersedes_id = p.step_id)
                    """
                )
                .Select(row => row.ToGiven()),
        ];

    /// <summary>The state of every infusion of a course, in calendar order.</summary>
    public static IReadOnlyList<InfusionStore.StateRow> States(QueryScope scope, CourseId courseId) =>
        scope.Query<InfusionStore.StateRow>(
            "select * from infusion_state where course_id = @courseId order by calendar_ordinal",
            new { courseId }
        );

    /// <summary>The state of every infusion of all courses of a regimen that has begun.</summary>
    public static IReadOnlyList<InfusionStore.StateRow> StartedOfRegimen(QueryScope scope, Regimen regimen) =>
        scope.Query<InfusionStore.StateRow>(
            """
            select s.* from infusion_state s
            where s.started_at is not null and s.course_id in (select c.id from course c where c.regimen = @regimen)
            order by s.course_id, s.calendar_ordinal
            """,
            new { regimen = Coded.Text(regimen) }
        );

    public static void Insert(WriteScope scope, InfusionStep step, IReadOnlyList<PremedicationEntry> drugs)
    {
        scope.Execute(
            """
            insert into infusion_step (id, infusion_id, kind, at, rate_microlitres_per_hour, weight_grams, brand, batch_number, reaction, reason, supersedes_id, correction_reason, taken_over, time_known, route, rapid, flat_dose_micrograms, offered_rate_microlitres_per_hour, confirmed_questions, confirmation_reason, recorded_at, recorded_by)
            values (@id, @infusionId, @kind, @at, @rate, @weight, @brand, @batch, @reaction, @reason, @supersedes, @correctionReason, @takenOver, @timeKnown, @route, @rapid, @flatDose, @offered, @questions, @confirmation, @recordedAt, @by)
            """,
            new
            {
                id = step.Id,
                infusionId = step.InfusionId,
                kind = Coded.Text(step.Kind),
                at = step.At,
                rate = step.RateMicrolitresPerHour,
                weight = step.WeightGrams,
                brand = step.Brand,
                batch = step.BatchNumber,
                reaction = step.Reaction is { } reaction ? Coded.Text(reaction) : null,
                reason = step.Reason,
                supersedes = step.Supersedes,
                correctionReason = step.CorrectionReason,
                takenOver = step.TakenOver,
                timeKnown = step.TimeKnown,
                route = step.Kind == InfusionStepKind.Started ? RouteColumns.Text(step.Route) : null,
                rapid = RouteColumns.IsRapid(step.Route),
                flatDose = step.FlatDoseMicrograms,
                offered = step.OfferedRateMicrolitresPerHour,
                questions = step.Confirmation is { } answered ? string.Join('\n', answered.Questions) : null,
                confirmation = step.Confirmation?.Reason,
                recordedAt = scope.Now,
                by = scope.Actor.Name,
            }
        );
        for (int i = 0; i < drugs.Count; i++)
        {
            scope.Execute(
                """
                insert into premedication (step_id, position, infusion_id, drug, dose_micrograms, route, given_at, given_by_id, given_by)
                values (@stepId, @position, @infusionId, @drug, @dose, @route, @givenAt, @givenById, @givenBy)
                """,
                new
                {
                    stepId = step.Id,
                    position = i + 1,
                    infusionId = step.InfusionId,
                    drug = drugs[i].Drug.Trim(),
                    dose = drugs[i].DoseMicrograms,
                    route = drugs[i].Route is { } route ? Coded.Text(route) : null,
                    givenAt = drugs[i].GivenAt,
                    givenById = drugs[i].GivenBy?.UserId,
                    givenBy = drugs[i].GivenBy?.Name.Trim(),
                }
            );
        }
    }

    /// <summary>Saves what the steps add up to.</summary>
    /// <param name="step">The kind of the step that was recorded: only a start can change the number among those given.</param>
    public static void SaveState(WriteScope scope, InfusionHead head, InfusionState state, InfusionStepKind step)
    {
        int? ordinal =
            step == InfusionStepKind.Started && state.StartedAt is { } started
                ? GivenNumbering.Of(scope, head, started)
                : head.GivenOrdinal;
        scope.Execute(
            """
            update infusion_state set given_ordinal = @ordinal, status = @status, started_at = @startedAt, ended_at = @endedAt, last_step_at = @lastStepAt,
              initial_rate_microlitres_per_hour = @initialRate, current_rate_microlitres_per_hour = @currentRate, weight_grams = @weight,
              brand = @brand, batch_number = @batch, reaction = @reaction, reason = @reason,
              start_time_known = @startTimeKnown, premedication_unknown = @premedicationUnknown, route = @route, rapid = @rapid, flat_dose_micrograms = @flatDose
            where infusion_id = @infusionId
            """,
            new
            {
                ordinal,
                status = Coded.Text(state.Status),
                startedAt = state.StartedAt,
                endedAt = state.EndedAt,
                lastStepAt = state.LastStepAt,
                initialRate = state.InitialRateMicrolitresPerHour,
                currentRate = state.CurrentRateMicrolitresPerHour,
                weight = state.WeightGrams,
                brand = state.Brand,
                batch = state.BatchNumber,
                reaction = state.Reaction is { } reaction ? Coded.Text(reaction) : null,
                reason = state.Reason,
                startTimeKnown = state.StartTimeKnown,
                premedicationUnknown = state.PremedicationUnknown,
                route = RouteColumns.Text(state.Route),
                rapid = RouteColumns.IsRapid(state.Route),
                flatDose = state.FlatDoseMicrograms,
                infusionId = head.InfusionId,
            }
        );
    }

    private sealed record StepRow
    {
        public required InfusionStepId Id { get; init; }
        public required InfusionId InfusionId { get; init; }
        public required InfusionStepKind Kind { get; init; }
        public required DateTimeOffset At { get; init; }
        public required long? RateMicrolitresPerHour { get; init; }
        public required long? WeightGrams { get; init; }
        public required string? Brand { get; init; }
        public required string? BatchNumber { get; init; }
        public required ReactionStatement? Reaction { get; init; }
        public required string? Reason { get; init; }
        public required InfusionStepId? SupersedesId { get; init; }
        public required string? CorrectionReason { get; init; }
        public required bool TakenOver { get; init; }
        public required bool TimeKnown { get; init; }
        public required string? Route { get; init; }
        public required bool Rapid { get; init; }
        public required long? FlatDoseMicrograms { get; init; }
        public required long? OfferedRateMicrolitresPerHour { get; init; }
        public required string? ConfirmedQuestions { get; init; }
        public required string? ConfirmationReason { get; init; }

        public InfusionStep ToStep() =>
            new()
            {
                Id = Id,
                InfusionId = InfusionId,
                Kind = Kind,
                At = At,
                RateMicrolitresPerHour = RateMicrolitresPerHour,
                WeightGrams = WeightGrams,
                Brand = Brand,
                BatchNumber = BatchNumber,
                Reaction = Reaction,
                Reason = Reason,
                Supersedes = SupersedesId,
                CorrectionReason = CorrectionReason,
                TakenOver = TakenOver,
                TimeKnown = TimeKnown,
                Route = Route is null
                    ? InfusionRoute.Intravenous
                    : RouteColumns.Of(Route, Rapid, "infusion_step.route"),
                FlatDoseMicrograms = FlatDoseMicrograms,
                OfferedRateMicrolitresPerHour = OfferedRateMicrolitresPerHour,
                Confirmation = ConfirmationReason is null
                    ? null
                    : new StepConfirmation(ConfirmedQuestions!.Split('\n'), ConfirmationReason),
            };
    }

    private sealed record PremedicationRow
    {
        public required InfusionStepId StepId { get; init; }
        public required InfusionId InfusionId { get; init; }
        public required string Drug { get; init; }
        public required long? DoseMicrograms { get; init; }
        public required PremedicationRoute? Route { get; init; }
        public required DateTimeOffset GivenAt { get; init; }
        public required UserId? GivenById { get; init; }
        public required string? GivenBy { get; init; }

        /// <summary>Only where the query joins the step.</summary>
        public string? RecordedBy { get; init; }

        public PremedicationGiven ToGiven() =>
            new()
            {
                StepId = StepId,
                InfusionId = InfusionId,
                Drug = Drug,
                DoseMicrograms = DoseMicrograms,
                Route = Route,
                GivenAt = GivenAt,
                GivenBy = GivenBy is null ? null : new Giver(GivenById, GivenBy),
                RecordedBy = RecordedBy,
            };
    }
}
