using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Rules;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>An infusion in a list: which, of whom, and how it stands.</summary>
public sealed record InfusionItem(InfusionHead Head, CourseRecord Course, InfusionState State);

/// <summary>Everything the page of one infusion shows.</summary>
/// <param name="Steps">All rows, corrected ones included, in time order.</param>
/// <param name="Readiness">What the neutrophil counts said about an infusion at <paramref name="ReadAt"/>.</param>
/// <param name="GivenOrdinal">The number this infusion has, or will have, among those given in the course.</param>
/// <param name="Plan">How it is to be given.</param>
/// <param name="Checks">All rows about vital signs and the course of reactions, replaced ones included, in time order.</param>
/// <param name="Pressures">Blood-pressure readings of this infusion as they stand, newest first.</param>
/// <param name="RestartAtMost">The grade a reaction must have come down to before a restart.</param>
/// <param name="Premedication">The drugs of the premedication steps, those of corrected steps included.</param>
public sealed record InfusionRecord(
    InfusionHead Head,
    CourseRecord Course,
    InfusionState State,
    IReadOnlyList<InfusionStep> Steps,
    IReadOnlyList<PremedicationGiven> Premedication,
    IReadOnlyList<Domain.AdverseEvents.AdverseEventRow> Events,
    IReadOnlyList<OpenHold> OpenHolds,
    IReadOnlyList<AlertItem> Alerts,
    Domain.Rules.AncReadiness Readiness,
    int GivenOrdinal,
    InfusionPlan Plan,
    IReadOnlyList<BedsideCheck> Checks,
    IReadOnlyList<BloodPressureResult> Pressures,
    Domain.AdverseEvents.Grade RestartAtMost,
    DateTimeOffset ReadAt
)
{
    /// <summary>What the label says about leaving premedication out, where it applies to this infusion and it has not been started; null otherwise.</summary>
    public PremedicationReconsideration? Reconsideration { get; init; }

    /// <summary>The patient's death; null while nothing in the record says so.</summary>
    public Domain.Patients.PatientDeath? Death { get; init; }

    /// <summary>The last weight of the patient at another infusion; null = none is known.</summary>
    public KnownWeight? LastWeight { get; init; }

    /// <summary>What has run in.</summary>
    public required GivenDose Given { get; init; }

    /// <summary>What was ordered in place of the label's premedication, for the start it had or would have now; null = the plan holds.</summary>
    public PremedicationOrder? Order { get; init; }

    /// <summary>The checks that count.</summary>
    public IReadOnlyList<BedsideCheck> StandingChecks => BedsideCheckRows.Standing(Checks);

    /// <summary>What the statement at the end is worth beside the reactions on record.</summary>
    public ReactionStanding ReactionStanding =>
        ReactionStandings.Of(State.Reaction, Events.Any(e => AdverseEventStore.IsReaction(e.Content.LltCode)));

    /// <summary>When vital signs were last measured; null = not yet.</summary>
    public DateTimeOffset? LastVitalsAt =>
        StandingChecks
            .Where(check => check.Vitals != VitalSigns.None)
            .Select(check => (DateTimeOffset?)check.At)
            .Concat(Pressures.Select(reading => (DateTimeOffset?)reading.MeasuredAt))
            .Max();

    /// <summary>The reactions that belong to the infusion itself, through time.</summary>
    public InfusionReactions Reactions => StartFactsReader.Reactions(Events, Checks, RestartAtMost);

    /// <summary>The same reactions as the rules look at them.</summary>
    public IReadOnlyList<Domain.Rules.ReactionFacts> ReactionFacts =>
        [
            .. Events
                .Where(e => AdverseEventStore.IsReaction(e.Content.LltCode))
                .Select(e =>
                    Domain.Rules.ReactionFacts.Of(
                        e,
                        Head.InfusionId,
                        StandingChecks
                            .Where(check => check.ReactionNow is not null)
                            .Select(check => new ReactionStatementAt(check.At, check.ReactionNow!.Value))
                    )
                ),
        ];

    /// <summary>What comes next; null where nothing is planned by rate.</summary>
    public InfusionProgress? ProgressAt(DateTimeOffset at) =>
        Plan.Planner?.At(at, Steps, Reactions, OpenHolds.Any(hold => hold.Stops(InfusionStepKind.Resumed)));
}

public sealed partial class InfusionStore
{
    private const string ItemSql = """
        select s.*, c.patient_id
        from infusion_state s join course c on c.id = s.course_id
        """;

    /// <summary>The unit's day: planned for the date, running from before, and anything of the last week that was neither given nor called off.</summary>
    public Task<IReadOnlyList<InfusionItem>> DayAsync(DateOnly date) => database.ReadAsync(scope => Day(scope, date));

    internal static IReadOnlyList<InfusionItem> Day(QueryScope scope, DateOnly date) =>
        Items(
            scope,
            scope.Query<StateRow>(
                $"""
                {ItemSql}
                where s.status in ('Running', 'Interrupted')
                   or (s.status in ('Planned', 'Premedicated') and s.planned_on <= @date and s.planned_on >= @since)
                   or (s.status in ('Ended', 'NotGiven') and s.planned_on = @date)
                   or (s.status = 'Ended' and s.planned_on < @date and s.planned_on >= @since and s.ended_at >= @dayStart)
                order by s.planned_on, s.infusion_id
                """,
                new
                {
                    date,
                    since = date.AddDays(-7),
                    dayStart = new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).AddHours(-14),
                }
            )
        );

    /// <summary>The calendar of one course, given and planned, in order.</summary>
    public Task<IReadOnlyList<InfusionItem>> CalendarAsync(CourseId courseId) =>
        database.ReadAsync(scope => Calendar(scope, courseId));

    internal static IReadOnlyList<InfusionItem> Calendar(QueryScope scope, CourseId courseId) =>
        Items(
            scope,
            scope.Query<StateRow>(
                $"{ItemSql}\nwhere s.course_id = @courseId order by s.calendar_ordinal",
                new { courseId }
            )
        );

    /// <summary>One infusion with everything recorded about it; null when there is none with this id.</summary>
    public Task<InfusionRecord?> FindAsync(InfusionId infusionId) =>
        database.ReadAsync(scope =>
        {
            var item = Items(
                    scope,
                    scope.Query<StateRow>($"{ItemSql}\nwhere s.infusion_id = @infusionId", new { infusionId })
                )
                .FirstOrDefault();
            if (item is null)
                return null;
            var courseId = item.Head.CourseId;
            var now = scope.Clock.Now;
            var knowledge = scope.Knowledge;
            var steps = InfusionRows.Steps(scope, infusionId);
            int givenOrdinal = item.Head.GivenOrdinal
                ?? scope.Single<int>(
                    "select count(*) + 1 from infusion_state where course_id = @courseId and given_ordinal is not null",
                    new { courseId }
                );
            var plan = InfusionPlan.Of(
                knowledge,
                givenOrdinal,
                RatePlanRows.Of(scope, infusionId),
                RateTableStore.Standing(scope),
                item.State.StartedAt is null ? null : item.State.Route
            );
            var table = plan.Table ?? knowledge.RatePlans.For(givenOrdinal);
            return new InfusionRecord(
                item.Head,
                item.Course,
                item.State,
                steps,
                InfusionRows.PremedicationOf(scope, infusionId),
                [
                    .. AdverseEventStore
                        .OfInfusion(scope, infusionId)
                        .Concat(ReactionsOf(scope, item.Head))
                        .DistinctBy(e => e.EventId),
                ],
                HoldReader.Open(scope, courseId),
                AlertStore.OfCourse(scope, courseId, scope.Clock.DateOf(now)),
                ReadinessReader.Of(scope, knowledge, courseId, now),
                givenOrdinal,
                plan,
                BedsideCheckRows.All(scope, infusionId),
                ObservationStore.PressuresOfInfusion(scope, courseId, infusionId),
                knowledge.Rules.Limits.RestartAtMost,
                now
            )
            {
                Death = DeathReader.Of(scope, item.Course.PatientId),
                Given = GivenDose.Of(item.State, steps, knowledge.RatePlans.BagOf(table), table.HighestRate),
                LastWeight = StepQuestionReader.LastWeight(scope, item.Head, item.State.StartedAt ?? now),
                Order = PremedicationOrderStore.Of(scope, courseId).At(item.State.StartedAt ?? now),
                Reconsideration = item.State.Status is InfusionStatus.Planned or InfusionStatus.Premedicated
                    ? Reconsideration(scope, courseId)
                    : null,
            };
        });

    private PremedicationReconsideration? Reconsideration(QueryScope scope, CourseId courseId)
    {
        if (scope.Knowledge.Reconsideration is not { } note)
            return null;
        bool reaction = AdverseEventStore
            .OfCourse(scope, courseId)
            .Any(e => AdverseEventStore.IsReaction(e.Content.LltCode));
        return note.Applies(InfusionRows.States(scope, courseId).Select(row => row.ToState()), reaction) ? note : null;
    }

    private static IReadOnlyList<InfusionItem> Items(QueryScope scope, IReadOnlyList<StateRow> rows)
    {
        var courses = rows.Select(r => r.CourseId)
            .Distinct()
            .ToDictionary(id => id, id => PatientStore.Find(scope, id)!);
        return [.. rows.Select(row => new InfusionItem(row.ToHead(), courses[row.CourseId], row.ToState()))];
    }

    internal record StateRow
    {
        public required InfusionId InfusionId { get; init; }
        public required CourseId CourseId { get; init; }

        /// <summary>Only where the query joins the course.</summary>
        public PatientId PatientId { get; init; }
        public required DateOnly PlannedOn { get; init; }
        public required int CalendarOrdinal { get; init; }
        public required int Cycle { get; init; }
        public required int DayOfCycle { get; init; }
        public required int? GivenOrdinal { get; init; }
        public required InfusionStatus Status { get; init; }
        public required DateTimeOffset? StartedAt { get; init; }
        public required DateTimeOffset? EndedAt { get; init; }
        public required DateTimeOffset? LastStepAt { get; init; }
        public required long? InitialRateMicrolitresPerHour { get; init; }
        public required long? CurrentRateMicrolitresPerHour { get; init; }
        public required long? WeightGrams { get; init; }
        public required string? Brand { get; init; }
        public required string? BatchNumber { get; init; }
        public required ReactionStatement? Reaction { get; init; }
        public required string? Reason { get; init; }
        public required bool StartTimeKnown { get; init; }
        public required bool PremedicationUnknown { get; init; }
        public required string Route { get; init; }
        public required bool Rapid { get; init; }
        public required long? FlatDoseMicrograms { get; init; }

        public InfusionHead ToHead() =>
            new()
            {
                InfusionId = InfusionId,
                CourseId = CourseId,
                PatientId = PatientId,
                CalendarOrdinal = CalendarOrdinal,
                Cycle = Cycle,
                DayOfCycle = DayOfCycle,
                PlannedOn = PlannedOn,
                GivenOrdinal = GivenOrdinal,
            };

        public InfusionState ToState() =>
            new()
            {
                Status = Status,
                StartedAt = StartedAt,
                EndedAt = EndedAt,
                LastStepAt = LastStepAt,
                InitialRateMicrolitresPerHour = InitialRateMicrolitresPerHour,
                CurrentRateMicrolitresPerHour = CurrentRateMicrolitresPerHour,
                WeightGrams = WeightGrams,
                Brand = Brand,
                BatchNumber = BatchNumber,
                Reaction = Reaction,
                Reason = Reason,
                StartTimeKnown = StartTimeKnown,
                PremedicationUnknown = PremedicationUnknown,
                Route = RouteColumns.Of(Route, Rapid, "infusion_state.route"),
                FlatDoseMicrograms = FlatDoseMicrograms,
            };
    }
}
