using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Infusions;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>
/// Makes the entries of the script through the same stores as the pages, one after the other. Remembers which ids the
/// stores gave, because the script names patients, infusions and events by numbers.
/// </summary>
public sealed class DemoPlayer(
    PatientStore patients,
    CourseEndStore courseEnds,
    InfusionStore infusions,
    BedsideCheckStore checks,
    ObservationStore observations,
    AdverseEventStore events,
    AlertStore alerts,
    AlertLoopStore loop,
    AccountStore accounts,
    KnowledgeInForce known
)
{
    private readonly Dictionary<int, CourseId> courses = [];
    private readonly Dictionary<int, Actor> physicians = [];
    private readonly Dictionary<(int Patient, int Ordinal), InfusionId> calendar = [];
    private readonly Dictionary<(int Patient, int Key), ObservationId> values = [];
    private readonly Dictionary<(int Patient, int Key), (AdverseEventId Row, AdverseEventContent Content)> recorded =
    [];
    private readonly HashSet<int> held = [];
    private DemoCast? cast;

    private DemoCast Cast => cast ??= DemoCast.From(accounts);

    /// <summary>Whether the patient of a step is registered; one the visitor's entries kept out is not.</summary>
    public bool Knows(DemoStep step) => step is DemoRegistration || courses.ContainsKey(step.Patient);

    /// <summary>The infusion of a step.</summary>
    /// <exception cref="RefusedException">It is not planned yet.</exception>
    public async Task<InfusionId> InfusionAsync(int patient, int ordinal)
    {
        if (calendar.TryGetValue((patient, ordinal), out var planned))
            return planned;
        foreach (var item in await infusions.CalendarAsync(courses[patient]))
            calendar[(patient, item.Head.CalendarOrdinal)] = item.Head.InfusionId;
        return calendar.TryGetValue((patient, ordinal), out planned)
            ? planned
            : throw new RefusedException("infusion.unknown", "infusion");
    }

    /// <summary>Makes the entry.</summary>
    /// <exception cref="RefusedException">The store refuses it; while the unit is filled that is a defect of the script.</exception>
    public Task PlayAsync(DemoStep step) =>
        step switch
        {
            DemoRegistration registration => RegisterAsync(registration.Who),
            DemoSample sample => RecordAsync(sample),
            DemoPressure pressure => RecordAsync(pressure),
            DemoInfusionStep infusion => RecordAsync(infusion),
            DemoCourseEnd end => courseEnds.EndAsync(
                Cast.Nurse,
                courses[end.Patient],
                new CourseEnd(end.EndedOn, end.Reason)
            ),
            DemoCheck check => RecordAsync(check),
            DemoEvent happened => RecordAsync(happened),
            DemoCompletion completion => CompleteAsync(completion),
            DemoReview review => ReviewAsync(review),
            _ => throw new ArgumentOutOfRangeException(nameof(step), step, "Not a step of the script."),
        };

    private async Task RegisterAsync(DemoPatient who)
    {
        var physician = Cast.Physicians[who.Physician];
        courses[who.Index] = await patients.RegisterAsync(
            Cast.Nurse,
            new Registration(
                who.RecordNumber,
                who.FamilyName,
                who.GivenName,
                who.BirthDate,
                who.Sex,
                who.Regimen,
                who.FirstDoseOn,
                physician.UserId!.Value,
                who.Paraprotein
            )
            {
                AnotherPersonBecause = "another patient of the demonstration",
                Baseline = who.Baseline,
            }
        );
        physicians[who.Index] = physician;
    }

    private async Task RecordAsync(DemoSample sample)
    {
        var course = courses[sample.Patient];
        var outcomes = await observations.RecordSampleAsync(
            Cast.Nurse,
            [
                .. sample.Values.Select(value => new LabEntry(
                    course,
                    value.Test,
                    value.Value,
                    LabTests.Of(value.Test).CanonicalUnit,
                    value.LowerLimitOfNormal,
                    sample.CollectedAt
                )),
            ]
        );
        values[(sample.Patient, sample.Key)] = outcomes[0].Id;
        if (sample.Values.Any(value => value.Test == LabTest.NeutrophilCount && value.Value < HoldBelow))
            held.Add(sample.Patient);
    }

    private async Task RecordAsync(DemoPressure pressure)
    {
        var entry = new BloodPressureEntry(
            courses[pressure.Patient],
            pressure.SystolicMmHg,
            pressure.DiastolicMmHg,
            pressure.At,
            pressure.Ordinal is { } ordinal ? await InfusionAsync(pressure.Patient, ordinal) : null,
            pressure.DuringReaction
        );
        values[(pressure.Patient, pressure.Key)] = (await observations.RecordBloodPressureAsync(Cast.Nurse, entry)).Id;
    }

    private async Task RecordAsync(DemoInfusionStep step)
    {
        const string Brand = "SARCLISA";
        if (step.Kind == InfusionStepKind.Started && held.Remove(step.Patient))
            await ReleaseAsync(step.Patient);
        var entry = new InfusionStepEntry(
            await InfusionAsync(step.Patient, step.Ordinal),
            step.Kind,
            step.At,
            step.RateMicrolitresPerHour,
            step.WeightGrams,
            step.Kind == InfusionStepKind.Started ? Brand : null,
            step.BatchNumber,
            step.Reaction,
            step.Reason,
            step.Premedication is { } drugs
                ? [.. drugs.Select(drug => drug with { GivenBy = new Giver(Cast.Nurse.UserId, Cast.Nurse.Name) })]
                : null,
            ReactionNow: step.ReactionNow
        );
        var outcome = await AnsweredAsync(entry);
        if (!outcome.Recorded && outcome.StoppedBy.All(hold => hold.Rule == RuleId.TooSoon))
        {
            foreach (var hold in outcome.StoppedBy)
                await BackToCalendarAsync(physicians[step.Patient], hold.AlertId);
            outcome = await AnsweredAsync(entry);
        }

        if (!outcome.Recorded)
            throw new RefusedException("infusion.on-hold", "step", step.Kind.ToString());
    }

    private async Task<StepOutcome> AnsweredAsync(InfusionStepEntry entry) =>
        (
            await AnsweredStep.RecordAsync(entry, "Checked at the bedside", asked =>
                infusions.RecordAsync(Cast.Nurse, asked)
            )
        ).Outcome;

    /// <summary>The dose before was delayed, and the physician keeps to the calendar.</summary>
    private Task BackToCalendarAsync(Actor physician, AlertId alert) =>
        alerts.OverrideAsync(
            physician,
            alert,
            OverrideReason.BenefitOutweighsRisk,
            "Back to the calendar after a delayed dose"
        );

    private async Task RecordAsync(DemoCheck check) =>
        await checks.RecordAsync(
            Cast.Nurse,
            new BedsideEntry(
                await InfusionAsync(check.Patient, check.Ordinal),
                check.At,
                check.Vitals,
                check.SystolicMmHg,
                check.DiastolicMmHg,
                ReactionNow: check.ReactionNow
            )
        );

    private async Task RecordAsync(DemoEvent happened)
    {
        var knowledge = known.Current;
        // The script was written by the default version; an event that means something else by the version a visitor put in force is left out.
        if (
            !knowledge
                .Library.Equivalence.Between(
                    happened.LltCode,
                    GradeBand.Any,
                    CtcaeHistory.Default,
                    knowledge.Ctcae.Version
                )
                .IsComparable
        )
            return;
        var content = new AdverseEventContent
        {
            LltCode = happened.LltCode,
            CtcaeVersion = knowledge.Ctcae.Version,
            Grade = happened.Grade,
            OnsetAt = happened.OnsetAt,
            InfusionId = happened.Ordinal is { } ordinal ? await InfusionAsync(happened.Patient, ordinal) : null,
            ActionTaken = happened.Action,
            SeriousnessAssessed = happened.Grade is not null,
            Seriousness = happened is { Hospitalised: true, Grade: not null }
                ? SeriousnessCriteria.Hospitalisation
                : SeriousnessCriteria.None,
            SourceObservationId = happened.SourceKey is { } key ? values[(happened.Patient, key)] : null,
        };
        recorded[(happened.Patient, happened.Key)] = (
            await events.RecordAsync(Cast.Nurse, courses[happened.Patient], content),
            content
        );
    }

    private Task CompleteAsync(DemoCompletion completion)
    {
        // The event itself may have been left out.
        return recorded.TryGetValue((completion.Patient, completion.EventKey), out var first)
            ? events.CorrectAsync(
                Cast.Nurse,
                first.Row,
                first.Content with
                {
                    Grade = completion.Grade,
                    SeriousnessAssessed = true,
                },
                "Grade completed from the chart"
            )
            : Task.CompletedTask;
    }

    private async Task ReviewAsync(DemoReview review)
    {
        var all = await alerts.OfCourseAsync(courses[review.Patient]);
        foreach (var read in all.Where(alert => alert.Status == AlertStatus.OutcomeChecked))
            await loop.CloseAsync(physicians[review.Patient], read.AlertId, note: null);
        var due = all.Where(alert => AlertFlow.IsDecisionDue(alert.Status) && alert.OpenedAt <= review.At);
        foreach (var alert in due)
            await DecideAsync(physicians[review.Patient], alert, review.Kind);
    }

    private Task DecideAsync(Actor physician, AlertItem alert, DemoReviewKind kind) =>
        (kind, alert.Rule) switch
        {
            (DemoReviewKind.Acknowledge, _) => alert.Status == AlertStatus.Open
                ? alerts.AcknowledgeAsync(physician, alert.AlertId)
                : Task.CompletedTask,
            (DemoReviewKind.OverrideHold, RuleId.AncHold) => alerts.OverrideAsync(
                physician,
                alert.AlertId,
                OverrideReason.BenefitOutweighsRisk,
                note: null
            ),
            (_, RuleId.TooSoon) => BackToCalendarAsync(physician, alert.AlertId),
            (_, RuleId.AncMissing or RuleId.AncStale or RuleId.RateAboveTable) => alerts.OverrideAsync(
                physician,
                alert.AlertId,
                OverrideReason.ManagedOtherwise,
                note: null
            ),
            (_, RuleId.PremedicationMissing or RuleId.PremedicationOutsideWindow) => alerts.OverrideAsync(
                physician,
                alert.AlertId,
                OverrideReason.WillMonitor,
                note: null
            ),
            (_, RuleId.AncHold or RuleId.ReactionInterrupt or RuleId.ReactionStop or RuleId.PremedicationStronger) =>
                AcceptAsync(physician, alert),
            _ => throw new ArgumentOutOfRangeException(
                nameof(alert),
                alert.Rule,
                "The demonstration does not know this rule."
            ),
        };

    /// <summary>What came up before the visitor's day has been seen; only what is new calls.</summary>
    public async Task AcknowledgeEarlierAsync(DateTimeOffset now)
    {
        foreach (
            var alert in (await alerts.UndecidedAsync()).Where(alert =>
                alert.Status == AlertStatus.Open && now - alert.OpenedAt > TimeSpan.FromHours(12)
            )
        )
            await alerts.AcknowledgeAsync(
                physicians.Values.First(p => p.UserId == alert.Course.AttendingPhysicianId),
                alert.AlertId
            );
    }

    /// <summary>A hold is on record that the script did not make, or not by a count it knows.</summary>
    public void ExpectRelease(int patient) => held.Add(patient);

    /// <summary>What was accepted is done by the nurse at once; what is still open on the visitor's day is the visitor's.</summary>
    private async Task AcceptAsync(Actor physician, AlertItem alert)
    {
        await alerts.AcceptAsync(physician, alert.AlertId, note: null);
        await loop.CarryOutAsync(Cast.Nurse, alert.AlertId, note: null);
    }

    /// <summary>The physician releases what has recovered before the infusion is started.</summary>
    private async Task ReleaseAsync(int patient)
    {
        foreach (
            var hold in (await alerts.HoldsAsync(courses[patient])).Where(hold =>
                hold is { EndedAt: null, Criterion: not null }
            )
        )
            await alerts.ReleaseOnCriterionAsync(physicians[patient], hold.AlertId, hold.Criterion!.Evidence);
    }

    /// <summary>10⁹/L; only tells where a hold may be on record.</summary>
    private decimal HoldBelow => known.Current.Rules.Limits.HoldBelowMicroGigaPerLitre / 1_000_000m;
}
