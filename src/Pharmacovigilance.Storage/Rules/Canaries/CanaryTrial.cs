using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Canaries;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Rules.Canaries;

/// <summary>
/// Enters a canary the way people enter a patient, through the jobs of the stores, and looks at what came of it. Leaves it
/// to the caller to undo everything.
/// </summary>
internal sealed class CanaryTrial(
    PatientStore patients,
    InfusionStore infusions,
    ObservationStore observations,
    AdverseEventStore events
)
{
    private const string Name = "Canary";
    private const string GigaPerLitre = "10*9/L";

    public (CanaryOutcome Outcome, CanaryReason Reason) Of(WriteScope scope, Knowledge knowledge, CanaryCourse canary)
    {
        string unique = scope.NewId<UserId>().ToString();
        var courseId = patients.Register(
            scope,
            new Registration(
                $"C {unique}",
                Name,
                Name,
                new DateOnly(1956, 4, 3),
                Sex.Female,
                canary.Regimen,
                scope.Clock.DateOf(scope.Now).AddDays(-canary.FirstDoseDaysBefore),
                Physician(scope, unique)
            )
            {
                AnotherPersonBecause = "a canary of its own",
            }
        );
        var calendar = InfusionRows
            .States(scope, courseId)
            .ToDictionary(row => row.CalendarOrdinal, row => row.InfusionId);
        foreach (var entry in canary.Entries)
            Enter(scope, knowledge, courseId, calendar, entry);
        return Verdict(scope, courseId, knowledge.Rules.Of(canary.Rule));
    }

    /// <summary>A physician of its own, so that a unit without physicians can be tried and nobody's name is used.</summary>
    private static UserId Physician(WriteScope scope, string unique)
    {
        var id = scope.NewId<UserId>();
        string name = $"{Name} {unique}";
        AccountWriting.Create(
            scope,
            new NewAccount(
                Id: id,
                UserName: name,
                NormalizedUserName: name.ToUpperInvariant(),
                DisplayName: Name,
                PasswordHash: null,
                SecurityStamp: unique,
                Roles: [Role.Physician]
            )
        );
        return id;
    }

    private void Enter(
        WriteScope scope,
        Knowledge knowledge,
        CourseId courseId,
        Dictionary<int, InfusionId> calendar,
        CanaryEntry entry
    )
    {
        var at = scope.Now - entry.Before;
        switch (entry)
        {
            case CanaryEntry.Count count:
                observations.Record(
                    scope,
                    new LabEntry(courseId, count.Test, count.GigaPerLitre, GigaPerLitre, null, at)
                );
                break;
            case CanaryEntry.Pressure pressure:
                observations.Record(
                    scope,
                    new BloodPressureEntry(
                        courseId,
                        pressure.SystolicMmHg,
                        pressure.DiastolicMmHg,
                        at,
                        calendar[pressure.InfusionOrdinal]
                    )
                );
                break;
            case CanaryEntry.Premedication given:
                Step(
                    scope,
                    new InfusionStepEntry(
                        calendar[given.InfusionOrdinal],
                        InfusionStepKind.Premedicated,
                        at,
                        Premedication: [.. given.Drugs.Select(drug => new PremedicationEntry(drug, null, null, at))]
                    )
                );
                break;
            case CanaryEntry.Start start:
                var entered = new InfusionStepEntry(
                    calendar[start.InfusionOrdinal],
                    InfusionStepKind.Started,
                    at,
                    start.MillilitresPerHour * 1000L,
                    70_000,
                    Name,
                    Name
                );
                Step(scope, infusions.Answered(scope, entered, Name));
                break;
            case CanaryEntry.End end:
                Step(
                    scope,
                    new InfusionStepEntry(
                        calendar[end.InfusionOrdinal],
                        InfusionStepKind.Ended,
                        at,
                        Reaction: ReactionStatement.NoReactionObserved
                    )
                );
                break;
            case CanaryEntry.StoppedStart stopped:
                infusions.Record(
                    scope,
                    new InfusionStepEntry(
                        calendar[stopped.InfusionOrdinal],
                        InfusionStepKind.Started,
                        at,
                        25_000,
                        70_000,
                        Name,
                        Name
                    )
                );
                break;
            case CanaryEntry.Event reported:
                events.Record(
                    scope,
                    courseId,
                    new AdverseEventContent
                    {
                        LltCode = reported.LltCode,
                        CtcaeVersion = knowledge.Ctcae.Version,
                        Grade = reported.Grade,
                        OnsetAt = at,
                        InfusionId = reported.InfusionOrdinal is { } ordinal ? calendar[ordinal] : null,
                        ActionTaken = reported.Action,
                    }
                );
                break;
            default:
                throw new InvalidOperationException($"A canary cannot enter {entry.GetType().Name}.");
        }
    }

    private void Step(WriteScope scope, InfusionStepEntry entry)
    {
        if (infusions.Record(scope, entry) is { Recorded: false } stopped)
            throw new InvalidOperationException(
                $"{entry.Kind} was stopped by {string.Join(", ", stopped.StoppedBy.Select(hold => hold.Rule.Code()))}."
            );
    }

    private static (CanaryOutcome, CanaryReason) Verdict(WriteScope scope, CourseId courseId, Rule rule)
    {
        var raised = scope.FirstOrDefault<Raised>(
            """
            select t.tier, (select count(*) from outbox o where o.alert_id = a.id and o.kind = 'Call' and o.decision = 'Send') as calls,
                   (select count(*) from hold h where h.alert_id = a.id) as holds,
                   (select count(*) from course c where c.id = a.course_id and c.patient_id = a.patient_id) as own_patient
            from alert a join alert_transition t on t.alert_id = a.id and t.position = 1
            where a.course_id = @courseId and a.rule = @rule
            """,
            new { courseId, rule = rule.Id.Code() }
        );
        if (raised is null)
            return (CanaryOutcome.Silent, CanaryReason.NoAlert);
        if (raised.OwnPatient == 0)
            return (CanaryOutcome.Silent, CanaryReason.OtherPatient);
        if (raised.Tier != (int)rule.Tier)
            return (CanaryOutcome.Silent, CanaryReason.OtherTier);
        if (RuleDuties.Holds(rule.Id) && raised.Holds == 0)
            return (CanaryOutcome.Silent, CanaryReason.NoHold);
        if (rule.Tier == AlertTier.Passive)
            return (CanaryOutcome.Fired, CanaryReason.ShownInContext);
        return raised.Calls > 0
            ? (CanaryOutcome.Fired, CanaryReason.Called)
            : (CanaryOutcome.Silent, CanaryReason.NoCall);
    }

    private sealed record Raised
    {
        public required int Tier { get; init; }
        public required long Calls { get; init; }
        public required long Holds { get; init; }
        public required long OwnPatient { get; init; }
    }
}
