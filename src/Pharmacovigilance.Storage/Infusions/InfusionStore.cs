using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Rules;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>A premedication drug as entered.</summary>
/// <param name="Drug">Drug code of the regimen's plan.</param>
/// <param name="DoseMicrograms">µg; null = not stated.</param>
/// <param name="Route">Null = not stated.</param>
/// <param name="GivenBy">Who gave it, who need not be who records it; null = not stated.</param>
public sealed record PremedicationEntry(
    string Drug,
    long? DoseMicrograms,
    PremedicationRoute? Route,
    DateTimeOffset GivenAt,
    Giver? GivenBy = null
);

/// <summary>A step as entered: one shape for all kinds; <see cref="InfusionStepRules"/> says which parts a kind needs.</summary>
/// <param name="OfferedRateMicrolitresPerHour">The rate that was offered, µL/h; another one needs a reason. Null = none was offered.</param>
/// <param name="ReactionNow">What is said about the reactions of the infusion with this step, e.g. with a restart; null = nothing.</param>
/// <param name="Route">Of a start; null = as chosen for the infusion, into a vein by the label's rates where nobody chose.</param>
/// <param name="Confirmation">The answer to what the step is asked about; null = nothing was asked yet.</param>
/// <param name="TakenOver">From another record, see <see cref="InfusionStep"/>; a premedication step without drugs then states that none was given.</param>
public sealed record InfusionStepEntry(
    InfusionId InfusionId,
    InfusionStepKind Kind,
    DateTimeOffset At,
    long? RateMicrolitresPerHour = null,
    long? WeightGrams = null,
    string? Brand = null,
    string? BatchNumber = null,
    ReactionStatement? Reaction = null,
    string? Reason = null,
    IReadOnlyList<PremedicationEntry>? Premedication = null,
    bool TakenOver = false,
    bool TimeKnown = true,
    long? OfferedRateMicrolitresPerHour = null,
    ReactionNow? ReactionNow = null,
    InfusionRoute? Route = null,
    StepConfirmation? Confirmation = null
);

/// <summary>What came of a step: recorded, or stopped by open holds on which a physician has not decided.</summary>
/// <param name="StoppedBy">Empty when the step was recorded.</param>
public sealed record StepOutcome(InfusionStepId? StepId, IReadOnlyList<OpenHold> StoppedBy)
{
    public bool Recorded => StepId is not null;
}

/// <summary>The infusion as it happens: steps, their corrections, and the lists the pages show.</summary>
public sealed partial class InfusionStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>Records a step. A start (or, after a severe reaction, a resumption) under an open hold is stopped, and the attempt is on record.</summary>
    /// <exception cref="RefusedException">The step is incomplete, implausible, or not possible now.</exception>
    public Task<StepOutcome> RecordAsync(Actor actor, InfusionStepEntry entry, string? idempotencyKey = null) =>
        queue.RunAsync(new WriteRequest(actor, "infusion.record-step", idempotencyKey), scope => Record(scope, entry));

    /// <summary>Replaces a step by a corrected one; the earlier row stays readable.</summary>
    /// <exception cref="RefusedException">No reason, another kind of step, or the corrected sequence is not possible.</exception>
    public Task<StepOutcome> CorrectAsync(
        Actor actor,
        InfusionStepId stepId,
        InfusionStepEntry entry,
        string reason,
        string? idempotencyKey = null
    ) => queue.RunAsync(new WriteRequest(actor, "infusion.correct-step", idempotencyKey), scope =>
        {
            scope.RequireRole(Role.Nurse, Role.Physician);
            var replaced = InfusionRows.Steps(scope, entry.InfusionId).FirstOrDefault(s => s.Id == stepId);
            var step = Step(scope, entry) with { Supersedes = stepId, CorrectionReason = Trimmed(reason) };
            // The offer was what it was; a correction says what was given, and how.
            if (replaced is not null)
                step = GivenBy(scope, step, entry.Route ?? replaced.Route, replaced.FlatDoseMicrograms) with
                {
                    OfferedRateMicrolitresPerHour = replaced.OfferedRateMicrolitresPerHour,
                    Reason = step.RateMicrolitresPerHour is null ? step.Reason : step.Reason ?? replaced.Reason,
                };
            var head = Head(scope, entry.InfusionId);
            RequireAlive(scope, head, step.Kind, step.At);
            return Write(scope, head, step, entry.Premedication, "infusion.step-corrected", replaced);
        });

    internal StepOutcome Record(WriteScope scope, InfusionStepEntry entry)
    {
        scope.RequireRole(Role.Nurse, Role.Physician);
        var head = Head(scope, entry.InfusionId);
        RequireAlive(scope, head, entry.Kind, entry.At);
        SayOfReaction(scope, head, entry);
        if (Stopping(scope, head, entry) is not { Count: > 0 } stopping)
        {
            if (entry.Kind is InfusionStepKind.Resumed)
                RequireSettled(scope, head, entry);
            return Write(
                scope,
                head,
                Routed(scope, Step(scope, entry), entry.Route),
                entry.Premedication,
                "infusion.step-recorded",
                replaced: null
            );
        }

        AlertWriter.StartAttempted(scope, stopping);
        scope.Audit(
            new AuditEntry(
                "infusion.start-stopped",
                "infusion",
                entry.InfusionId.ToString(),
                StoredJson.Write(new { entry, holds = stopping.Select(h => h.HoldId) }),
                PatientId: head.PatientId,
                CourseId: head.CourseId
            )
        );
        scope.Touch(Rooms.Alerts);
        return new StepOutcome(null, stopping);
    }

    /// <summary>The holds that stop a start or a resumption. Beside a running infusion a start is refused before anybody is asked to decide about it.</summary>
    private List<OpenHold> Stopping(WriteScope scope, InfusionHead head, InfusionStepEntry entry)
    {
        if (entry.Kind is not (InfusionStepKind.Started or InfusionStepKind.Resumed))
            return [];
        var existing = InfusionRows.Steps(scope, head.InfusionId);
        if (InfusionFlow.After(InfusionState.From(existing).Status, entry.Kind) is null)
            return [];
        RefusedException.ThrowIfAny(PatientInfusionReader.Check(scope, head, existing, Step(scope, entry)));
        var stopping = HoldReader.Open(scope, head.CourseId).Where(hold => hold.Stops(entry.Kind)).ToList();
        if (entry.Kind == InfusionStepKind.Started)
            stopping.AddRange(StartAttempts.Stop(scope, head, entry.At));
        return stopping;
    }

    /// <summary>The entry with everything it will be asked about answered at once.</summary>
    internal InfusionStepEntry Answered(WriteScope scope, InfusionStepEntry entry, string reason)
    {
        var questions = StepQuestionReader.Of(
            scope,
            Head(scope, entry.InfusionId),
            InfusionRows.Steps(scope, entry.InfusionId),
            Step(scope, entry),
            entry.Premedication ?? []
        );
        return entry with { Confirmation = new StepConfirmation([.. questions.Select(StepQuestions.KeyOf)], reason) };
    }

    private StepOutcome Write(
        WriteScope scope,
        InfusionHead head,
        InfusionStep step,
        IReadOnlyList<PremedicationEntry>? drugs,
        string action,
        InfusionStep? replaced
    )
    {
        var existing = InfusionRows.Steps(scope, step.InfusionId);
        var refusals = InfusionStepRules
            .Check(existing, step, step.Kind == InfusionStepKind.Ended && HasReaction(scope, head), scope.Now)
            .ToList();
        if (step.Kind == InfusionStepKind.Premedicated && !(step.TakenOver && drugs is null or []))
            refusals.AddRange(PremedicationEntryRules.Check(drugs ?? [], scope.Now));
        if (refusals.Count == 0 && step.Kind == InfusionStepKind.Started)
            refusals.AddRange(ReactionsBefore(scope, InfusionState.From([.. existing, step]), step));
        if (refusals.Count == 0)
            refusals.AddRange(PatientInfusionReader.Check(scope, head, existing, step));
        RefusedException.ThrowIfAny(refusals);
        var questions = StepQuestionReader.Of(scope, head, existing, step, drugs ?? []).ToList();
        RefusedException.ThrowIfAny(StepQuestions.Unanswered(questions, step.Confirmation));
        if (questions.Count == 0)
            step = step with { Confirmation = null };

        InfusionRows.Insert(scope, step, drugs ?? []);
        var state = InfusionState.From([.. existing, step]);
        InfusionRows.SaveState(scope, head, state, step.Kind);
        if (step.Kind is InfusionStepKind.Started or InfusionStepKind.NotGiven)
            CalendarPlanning.TopUp(scope, head.CourseId);
        CourseSettlement.Run(scope, head.CourseId, SettledBy(scope, head, step.Kind));
        scope.Audit(
            new AuditEntry(
                Action: action,
                SubjectType: "infusion",
                SubjectId: step.InfusionId.ToString(),
                Details: StoredJson.Write(
                    new
                    {
                        step,
                        premedication = drugs,
                        replaces = replaced,
                    }
                ),
                Reason: step.CorrectionReason,
                PatientId: head.PatientId,
                CourseId: head.CourseId
            )
        );
        // Whom the unit treated, and how they were prepared, is read again only then.
        scope.Touch(
            replaced is not null || (step.Kind == InfusionStepKind.Premedicated && state.StartedAt is not null)
                ? Rooms.Infusions | Rooms.Patients
                : Rooms.Infusions
        );
        return new StepOutcome(step.Id, []);
    }

    /// <summary>Nothing is given after a death; what was running is still ended, and what was planned is called off.</summary>
    private void RequireAlive(QueryScope scope, InfusionHead head, InfusionStepKind kind, DateTimeOffset at)
    {
        if (
            kind
            is InfusionStepKind.Premedicated
                or InfusionStepKind.Started
                or InfusionStepKind.RateChanged
                or InfusionStepKind.Resumed
        )
            DeathReader.Require(scope, head.PatientId, at, "at");
    }

    /// <summary>What is said of the reaction with a step counts before the step: it may open the hold that stops it.</summary>
    private void SayOfReaction(WriteScope scope, InfusionHead head, InfusionStepEntry entry)
    {
        if (entry.ReactionNow is null)
            return;
        BedsideCheckStore.Write(
            scope,
            head,
            new BedsideEntry(head.InfusionId, entry.At, VitalSigns.None, ReactionNow: entry.ReactionNow),
            EventStatus.Recorded,
            null,
            null
        );
        CourseSettlement.Run(scope, head.CourseId, Settles.Alerts);
    }

    /// <summary>Somebody said that the reaction is still above grade 1: the labels restart only below that, so a restart says why. After the time in which it should have settled a hold asks a physician.</summary>
    private static void RequireSettled(QueryScope scope, InfusionHead head, InfusionStepEntry entry)
    {
        if (Trimmed(entry.Reason) is null && Reactions(scope, head).Any(reaction => reaction.IsSaidToGoOn(entry.At)))
            throw new RefusedException(InfusionStepRules.ReactionAboveRestartGrade, "reactionNow");
    }

    private static IEnumerable<ReactionFacts> Reactions(QueryScope scope, InfusionHead head) =>
        ReactionsOf(scope, head)
            .Select(row => ReactionFacts.Of(row, head.InfusionId, BedsideCheckRows.Statements(scope, head.InfusionId)));

    /// <summary>What a step can change. The rules look at premedication, start and, after a reaction, at the interruptions; the counts at start and the statement at the end.</summary>
    private static Settles SettledBy(QueryScope scope, InfusionHead head, InfusionStepKind kind) =>
        kind switch
        {
            InfusionStepKind.Premedicated
            or InfusionStepKind.NotGiven
            or InfusionStepKind.RateChanged
            or InfusionStepKind.Interrupted
            or InfusionStepKind.Resumed => Settles.Alerts,
            InfusionStepKind.Started => Settles.Everything,
            // The outcome of an earlier decision shows when an infusion has ended.
            InfusionStepKind.Ended => OutcomeWriter.IsAwaited(scope, head.CourseId)
                ? Settles.Everything
                : Settles.Counts,
        };

    private static InfusionStep Step(WriteScope scope, InfusionStepEntry entry) =>
        new()
        {
            Id = scope.NewId<InfusionStepId>(),
            InfusionId = entry.InfusionId,
            Kind = entry.Kind,
            At = entry.At,
            RateMicrolitresPerHour = entry.RateMicrolitresPerHour,
            WeightGrams = entry.WeightGrams,
            Brand = Trimmed(entry.Brand),
            BatchNumber = Trimmed(entry.BatchNumber),
            Reaction = entry.Reaction,
            Reason = Trimmed(entry.Reason),
            TakenOver = entry.TakenOver,
            TimeKnown = entry.TimeKnown,
            OfferedRateMicrolitresPerHour = entry.OfferedRateMicrolitresPerHour,
            Confirmation =
                entry.Confirmation is { } answer && Trimmed(answer.Reason) is { } why
                    ? new StepConfirmation(answer.Questions, why)
                    : null,
        };

    /// <summary>A start goes the way the physician chose, and into a vein by the label's rates without a choice; another way than the chosen one says why.</summary>
    private InfusionStep Routed(WriteScope scope, InfusionStep step, InfusionRoute? given)
    {
        if (step.Kind != InfusionStepKind.Started)
            return step;
        var plans = scope.Knowledge.RatePlans;
        var choice = RatePlanRows.Of(scope, step.InfusionId);
        var chosen = choice is null
            ? InfusionRoute.Intravenous
            : plans.RouteOf(choice.PlanId) ?? InfusionRoute.Intravenous;
        var route = given ?? chosen;
        if (choice is not null && route == chosen && plans.HashOf(choice.PlanId) != choice.ContentHash)
            throw new RefusedException("rate-table.choose-anew", "plan");
        if (choice is not null && route != chosen && step.Reason is null)
            throw new RefusedException("infusion.route-not-as-chosen", "reason");
        return GivenBy(scope, step, route, flatDose: null);
    }

    /// <param name="flatDose">µg under the skin as it was recorded before; null = as the data says now.</param>
    private InfusionStep GivenBy(WriteScope scope, InfusionStep step, InfusionRoute route, long? flatDose) =>
        step with
        {
            Route = route,
            FlatDoseMicrograms =
                step.Kind == InfusionStepKind.Started && route == InfusionRoute.Subcutaneous
                    ? flatDose ?? scope.Knowledge.RatePlans.Subcutaneous.DoseMicrograms
                    : null,
        };

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static InfusionHead Head(QueryScope scope, InfusionId infusionId) =>
        InfusionRows.Head(scope, infusionId)
        ?? throw new RefusedException("infusion.unknown", "infusion", infusionId.ToString());

    /// <summary>A start corrected to after a reaction on record: one of the two times is wrong, and a person has to say which.</summary>
    private static IEnumerable<Refusal> ReactionsBefore(QueryScope scope, InfusionState state, InfusionStep step) =>
        AdverseEventStore
            .OfInfusion(scope, step.InfusionId)
            .Where(e => ReactionFamily.Includes(e.Content.LltCode) && e.Content.IsBeforeStart(state))
            .Take(1)
            .Select(e =>
                Refusal.Of("infusion.start-after-reaction", "at", Minute(step.At), Minute(e.Content.OnsetAt!.Value))
            );

    private static string Minute(DateTimeOffset at) =>
        at.ToString("yyyy-MM-dd HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture);

    private static bool HasReaction(QueryScope scope, InfusionHead head) => ReactionsOf(scope, head).Any();

    /// <summary>Reactions that belong to the infusion: recorded with it, or begun within its window.</summary>
    internal static IEnumerable<AdverseEventRow> ReactionsOf(QueryScope scope, InfusionHead head)
    {
        var reactions = AdverseEventStore
            .OfCourse(scope, head.CourseId)
            .Where(e => ReactionFamily.Includes(e.Content.LltCode))
            .ToList();
        if (reactions.Count == 0)
            return [];
        var started = CourseFactsReader.Started(InfusionRows.States(scope, head.CourseId));
        return reactions.Where(e => ReactionFamily.InfusionOf(e.Content, started) == head.InfusionId);
    }
}
