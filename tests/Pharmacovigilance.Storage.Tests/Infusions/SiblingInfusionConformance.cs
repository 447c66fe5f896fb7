using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Storage.Tests.Infusions;

/// <summary>A start beside the other infusions of the patient: overlap, order, interval.</summary>
public abstract class SiblingInfusionConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact]
    public async Task Start_WhileAnotherRunsOrIsInterrupted_IsRefusedAndLeavesNothing()
    {
        var course = await Unit.RegisterAsync();
        var (one, two) = (await Unit.InfusionAsync(course, 1), await Unit.InfusionAsync(course, 2));
        await Unit.StartAsync(one);
        Unit.Pass(TimeSpan.FromMinutes(30));
        Assert.Equal("infusion.overlaps-running", await RefusedAsync(() => Unit.StartAsync(two)));
        await Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(one, InfusionStepKind.Interrupted, Unit.Now, Reason: "chills")
        );
        Assert.Equal("infusion.overlaps-running", await RefusedAsync(() => Unit.StartAsync(two)));

        Assert.Equal(
            (InfusionStatus.Planned, 0),
            ((await Unit.Infusions.FindAsync(two))!.State.Status, Unit.Count("start_attempt"))
        );
    }

    [Fact]
    public async Task Start_TwoDaysAfterTheLast_IsStoppedUntilAPhysicianDecides()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        Unit.Pass(TimeSpan.FromDays(2));
        await Unit.AncAsync(course, 2m);
        var two = await Unit.InfusionAsync(course, 2);

        var stopped = await Unit.StartAsync(two);
        Assert.Equal((false, RuleId.TooSoon), (stopped.Recorded, Assert.Single(stopped.StoppedBy).Rule));
        var alert = await Unit.AlertAsync(course, RuleId.TooSoon);
        Assert.Equal((AlertTier.Interruptive, AlertStatus.Open), (alert.Tier, alert.Status));
        Assert.Contains(await Unit.CallsAsync(), call => call.AlertId == alert.AlertId);
        Assert.False((await Unit.StartAsync(two)).Recorded);

        await Unit.Alerts.OverrideAsync(Unit.Physician, alert.AlertId, OverrideReason.BenefitOutweighsRisk, "holiday");
        Assert.True((await Unit.StartAsync(two)).Recorded);
        Assert.Equal(AlertStatus.Overridden, (await Unit.AlertAsync(course, RuleId.TooSoon)).Status);
    }

    [Fact]
    public async Task Start_OnItsDayAfterAStoppedAttempt_GoesOnAndTheAlertIsWithdrawn()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        Unit.Pass(TimeSpan.FromDays(2));
        var two = await Unit.InfusionAsync(course, 2);
        Assert.False((await Unit.StartAsync(two)).Recorded);
        Unit.Pass(TimeSpan.FromDays(5));

        Assert.True((await Unit.StartAsync(two)).Recorded);
        Assert.Equal(AlertStatus.Withdrawn, (await Unit.AlertAsync(course, RuleId.TooSoon)).Status);
        Assert.DoesNotContain(await Unit.OpenHoldsAsync(course), hold => hold.Rule == RuleId.TooSoon);
    }

    [Fact]
    public async Task Start_OfASecondCourse_IsCheckedAgainstTheFirst()
    {
        var registration = Unit.NewPatient();
        var course = await Unit.Patients.RegisterAsync(Unit.Nurse, registration);
        await Unit.GiveAsync(course, 1);
        var second = SecondCourse(course);
        Unit.Pass(TimeSpan.FromDays(1));

        Assert.Equal(RuleId.TooSoon, Assert.Single((await Unit.StartAsync(second)).StoppedBy).Rule);
    }

    [Fact]
    public async Task Correction_ThatWouldOverlapOrInvert_IsRefused()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        await Unit.GiveAsync(course, 2);
        var (one, two) = (await Unit.InfusionAsync(course, 1), await Unit.InfusionAsync(course, 2));
        var first = (await Unit.Infusions.FindAsync(one))!;
        var later = (await Unit.Infusions.FindAsync(two))!;

        var end = first.Steps.Single(step => step.Kind == InfusionStepKind.Ended);
        Assert.Equal(
            "infusion.overlaps",
            await RefusedAsync(() =>
                Unit.Infusions.CorrectAsync(
                    Unit.Nurse,
                    end.Id,
                    new(
                        one,
                        InfusionStepKind.Ended,
                        later.State.StartedAt!.Value.AddMinutes(1),
                        Reaction: ReactionStatement.NoReactionObserved
                    ),
                    "typing error"
                )
            )
        );
        var start = later.Steps.Single(step => step.Kind == InfusionStepKind.Started);
        Assert.Equal(
            "infusion.order-inverted",
            await RefusedAsync(() =>
                Unit.Infusions.CorrectAsync(
                    Unit.Nurse,
                    start.Id,
                    new(
                        two,
                        InfusionStepKind.Started,
                        first.State.StartedAt!.Value.AddHours(-1),
                        25_000,
                        70_000,
                        "Sarclisa",
                        "B-1"
                    ),
                    "typing error"
                )
            )
        );
    }

    [Fact]
    public async Task Correction_ThatBringsTwoTooClose_RaisesTheAlertAndHoldsNothing()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        await Unit.GiveAsync(course, 2);
        var two = await Unit.InfusionAsync(course, 2);
        var start = (await Unit.Infusions.FindAsync(two))!.Steps.Single(step => step.Kind == InfusionStepKind.Started);
        await Unit.Infusions.CorrectAsync(
            Unit.Nurse,
            start.Id,
            new(two, InfusionStepKind.Started, start.At.AddDays(-1), 25_000, 70_000, "Sarclisa", "B-1"),
            "day misread"
        );

        Assert.Equal(AlertStatus.Open, (await Unit.AlertAsync(course, RuleId.TooSoon)).Status);
        Assert.Empty(await Unit.OpenHoldsAsync(course));
    }

    [Fact]
    public async Task StartAttempt_IsAppendOnly()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        Unit.Pass(TimeSpan.FromDays(1));
        await Unit.StartAsync(await Unit.InfusionAsync(course, 2));
        using var connection = Unit.Unit.Database.OpenWriter();
        using var command = connection.CreateCommand();
        command.CommandText = "delete from start_attempt";
        Assert.Contains(
            "append-only",
            Assert.ThrowsAny<System.Data.Common.DbException>(() => command.ExecuteNonQuery()).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>A second course of the same patient, put into the tables as a registration would.</summary>
    private InfusionId SecondCourse(CourseId first)
    {
        var (course, infusion) = (
            new CourseId(Guid.CreateVersion7(Unit.Now)),
            new InfusionId(Guid.CreateVersion7(Unit.Now))
        );
        using var connection = Unit.Unit.Database.OpenWriter();
        string planned = $"{Unit.Now:yyyy-MM-dd}";
        foreach (
            string sql in new[]
            {
                $"insert into course select '{course}', patient_id, 'SECOND', regimen, first_dose_on, registered_at, registered_by from course where id = '{first}'",
                $"insert into course_attending select '{course}', revision, physician_id, since, recorded_by, reason from course_attending where course_id = '{first}'",
                $"insert into infusion (id, course_id, calendar_ordinal, cycle, day_of_cycle, planned_on) values ('{infusion}', '{course}', 1, 1, 1, '{planned}')",
                $"insert into infusion_state (infusion_id, course_id, planned_on, calendar_ordinal, cycle, day_of_cycle, status) values ('{infusion}', '{course}', '{planned}', 1, 1, 1, 'Planned')",
            }
        )
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }

        return infusion;
    }
}

public sealed class SiblingInfusionOnSqlite() : SiblingInfusionConformance(TestUnit.OnSqlite());

public sealed class SiblingInfusionOnPostgres() : SiblingInfusionConformance(TestUnit.OnPostgres());
