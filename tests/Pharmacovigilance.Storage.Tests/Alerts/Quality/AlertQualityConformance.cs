using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Alerts.Quality;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Firing;
using Pharmacovigilance.Storage.Alerts.Quality;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Rules.Firing;

namespace Pharmacovigilance.Storage.Tests.Alerts.Quality;

/// <summary>What the stored alerts say about being heard.</summary>
public abstract class AlertQualityConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private AlertQualityStore Store => Unit.Unit.Stores.AlertQuality;

    private FiringStore Firing => Unit.Unit.Stores.Firings;

    [Fact]
    public async Task BatchRuleRunOverThreePatients_EachAlertNamesItsOwnPatient()
    {
        var courses = new List<CourseId>();
        for (int i = 0; i < 3; i++)
            courses.Add(await Unit.RegisterAsync());
        // One batch: all three counts wait in the queue before the first is committed.
        await Task.WhenAll(courses.Select((course, i) => Unit.AncAsync(course, 0.4m + (i * 0.01m))));

        foreach (var course in courses)
        {
            var record = (await Unit.Patients.FindAsync(course))!;
            var alert = await Unit.AlertAsync(course, RuleId.AncHold);
            Assert.Equal(
                (course, record.PatientId, record.Patient.RecordNumber),
                (alert.Course.CourseId, alert.Course.PatientId, alert.Course.Patient.RecordNumber)
            );
            Assert.Equal(
                1,
                Unit.Unit.Read(scope =>
                    scope.Single<long>(
                        "select count(*) from alert where course_id = @course and patient_id = @patient",
                        new { course, patient = record.PatientId }
                    )
                )
            );
        }

        Assert.Equal(3, (await Store.ReportAsync(4)).Rules.Single(rule => rule.Rule == RuleId.AncHold).Quality.Fired);
    }

    [Fact]
    public async Task SignBudgetAsync_Signed_TellsTheFeed()
    {
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        var told = Rooms.None;
        using var listening = Unit.Unit.Feed.Subscribe("test", change => told |= change.Rooms);

        await Store.SignBudgetAsync(
            officer,
            AlertBudget.Default.CallsPerShift + 1,
            AlertBudget.Default.CallsPerShift,
            "too many calls at night"
        );

        // Begun only after the feed was raised for the save before it.
        await Unit.Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "test.next"), _ => true);
        Assert.True(told.HasFlag(Rooms.Alerts));
    }

    [Fact]
    public async Task ReportAsync_AnswersAndDecisions_AreCountedByRuleAndPhysician()
    {
        var first = await HoldAsync();
        Unit.Pass(TimeSpan.FromMinutes(4));
        await Unit.Alerts.AcknowledgeAsync(Unit.Physician, first);
        Unit.Pass(TimeSpan.FromMinutes(16));
        await Unit.Alerts.OverrideAsync(Unit.Physician, first, OverrideReason.NotApplicable, null);
        var second = await HoldAsync();
        Unit.Pass(TimeSpan.FromMinutes(7));
        await Unit.Alerts.AcceptAsync(Unit.Physician, second, null);
        await HoldAsync();
        Unit.Pass(TimeSpan.FromMinutes(6));

        var report = await Store.ReportAsync(4);
        var rule = report.Rules.Single(one => one.Rule == RuleId.AncHold).Quality;
        Assert.Equal(
            (3, 3, 1, 1, 1),
            (rule.Fired, rule.Called, rule.Accepted, rule.Overridden[OverrideReason.NotApplicable], rule.Undecided)
        );
        Assert.Equal(new TimelyAnswers(1, 2, 0, 0), rule.WithinFive);
        Assert.Equal(new TimelyAnswers(2, 0, 1, 0), rule.WithinTen);
        Assert.Equal(
            (TimeSpan.FromMinutes(7), TimeSpan.FromMinutes(20)),
            (rule.MedianToDecision, rule.NinetiethToDecision)
        );
        Assert.Equal(
            ("physician", 3),
            (Assert.Single(report.Physicians).Physician, report.Physicians[0].Quality.Fired)
        );
        Assert.Equal(0, report.Rules.Single(one => one.Rule == RuleId.AncStale).Quality.Fired);
    }

    [Fact]
    public async Task ReportAsync_OlderThanThePeriod_IsNotCounted()
    {
        await HoldAsync();
        Unit.Pass(TimeSpan.FromDays(28));
        Assert.Equal(1, (await Store.ReportAsync(4)).All.Fired);
        Unit.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal((0, 1), ((await Store.ReportAsync(4)).All.Fired, (await Store.ReportAsync(13)).All.Fired));
    }

    [Fact]
    public async Task ReportAsync_WillMonitor_FollowsItsTask()
    {
        var alert = await HoldAsync();
        await Unit.Alerts.OverrideAsync(Unit.Physician, alert, OverrideReason.WillMonitor, null);
        var fates = (await Store.ReportAsync(4)).All.Monitored;
        Assert.Equal(1, fates.Values.Sum());

        var task = Unit.Unit.Ids.Next<AlertTaskId>(Unit.Now);
        await Unit.Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "test"), scope => scope.Execute(
                "insert into alert_task (id, alert_id, course_id, kind, created_at, created_by) select @task, id, course_id, 'Monitor', @now, 'test' from alert where id = @alert",
                new
                {
                    task,
                    alert,
                    now = scope.Now.AddMinutes(1),
                }
            ));
        Assert.Equal(1, (await Store.ReportAsync(4)).All.Monitored[MonitorFate.Due]);
        await Unit.Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "test"), scope =>
            scope.Execute(
                "insert into alert_task_end (task_id, outcome, at, actor_name) values (@task, 'NotKept', @now, 'test')",
                new { task, now = scope.Now }
            )
        );
        Assert.Equal(1, (await Store.ReportAsync(4)).All.Monitored[MonitorFate.NotKept]);
    }

    [Fact]
    public async Task BudgetAsync_Calls_AreCountedByShiftAndComparedWithTheSignedBudget()
    {
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        for (int i = 0; i < 3; i++)
            await HoldAsync();
        Unit.Pass(TimeSpan.FromHours(12));
        await HoldAsync();

        var report = await Store.BudgetAsync();
        Assert.Equal((AlertBudget.Default, 0), (report.Budget, report.Over));
        Assert.Equal(
            [("2026-03-02 19:00", 1), ("2026-03-02 07:00", 3)],
            report.Shifts.Select(shift => (shift.Turn, shift.Calls))
        );

        await Store.SignBudgetAsync(officer, 2, 8, "quieter nights");
        report = await Store.BudgetAsync();
        Assert.Equal((2, "officer", 1), (report.Budget.CallsPerShift, report.Budget.SignedBy, report.Over));
    }

    /// <summary>A safety officer who is told that a hold was decided against is not called to decide.</summary>
    [Fact]
    public async Task BudgetAsync_SafetyOfficerIsTold_IsNoCallToAPhysician()
    {
        await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        await Unit.Alerts.OverrideAsync(Unit.Physician, await HoldAsync(), OverrideReason.ManagedOtherwise, null);

        Assert.Equal(
            1,
            Unit.Unit.Read(scope =>
                scope.Single<int>("select count(*) from outbox where cause = 'StopOverridden' and decision = 'Send'")
            )
        );
        Assert.Equal(
            [("physician", 1)],
            (await Store.BudgetAsync()).Shifts.Select(shift => (shift.Physician, shift.Calls))
        );
    }

    [Fact]
    public async Task BudgetAsync_ShiftsOfTheSignedPolicy_AreCounted()
    {
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        await Unit.Unit.Stores.AlertingPolicies.SignAsync(
            officer,
            AlertingPolicy.Shipped with
            {
                PhoneList = [new PhoneLine("Ward 4", "+49 30 1234")],
                Shifts =
                [
                    .. new[] { 6, 14, 22 }.Select(hour =>
                        AlertingPolicy.Shipped.Shifts[0] with
                        {
                            Name = $"From {hour}",
                            Begins = new TimeOnly(hour, 0),
                        }
                    ),
                ],
            },
            "three shifts"
        );
        await HoldAsync();
        Unit.Pass(TimeSpan.FromHours(7));
        await HoldAsync();

        Assert.Equal(
            ["2026-03-02 14:00", "2026-03-02 06:00"],
            (await Store.BudgetAsync()).Shifts.Select(shift => shift.Turn)
        );
    }

    [Fact]
    public async Task SignBudgetAsync_Unusable_IsRefusedWithItsReason()
    {
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        Assert.Equal("reason-required", await RefusedAsync(() => Store.SignBudgetAsync(officer, 5, 8, " ")));
        Assert.Equal(
            "alert-budget.out-of-range",
            await RefusedAsync(() => Store.SignBudgetAsync(officer, 0, 8, "because"))
        );
        Assert.Equal(
            "alert-budget.unchanged",
            await RefusedAsync(() => Store.SignBudgetAsync(officer, 8, 8, "because"))
        );
        Assert.Equal(
            "alert-budget.changed-meanwhile",
            await RefusedAsync(() => Store.SignBudgetAsync(officer, 5, 9, "because"))
        );
        await Assert.ThrowsAsync<NotAllowedException>(() => Store.SignBudgetAsync(Unit.Physician, 5, 8, "because"));
        Assert.Equal(0, Unit.Count("alert_budget"));
    }

    [Fact]
    public async Task ChartsAsync_Rules_CountInfusionsOfTheirRegimenOnly()
    {
        await Unit.GiveAsync(await Unit.RegisterAsync(), 1);
        await Unit.GiveAsync(await Unit.RegisterAsync(), 1);
        await Unit.GiveAsync(await Unit.RegisterAsync(Regimen.IsaKd), 1);

        var charts = (await Firing.ChartsAsync()).ToDictionary(
            chart => chart.Rule,
            chart => Assert.Single(chart.Chart.Points).Week
        );
        Assert.Equal(
            (3, 3, false),
            (
                charts[RuleId.PremedicationMissing].Infusions,
                charts[RuleId.PremedicationMissing].Alerts,
                charts[RuleId.PremedicationMissing].IsOver
            )
        );
        Assert.Equal((1, 0), (charts[RuleId.PressureHold].Infusions, charts[RuleId.PressureHold].Alerts));
        Assert.Equal(2, charts[RuleId.PomalidomideNeutrophils].Infusions);

        Unit.Pass(TimeSpan.FromDays(7 * FiringWeek.Shown));
        Assert.Equal(0, (await Firing.ChartsAsync())[0].Chart.Points.Sum(point => point.Week.Infusions));
    }

    /// <summary>A new patient with a count that opens a hold.</summary>
    private async Task<AlertId> HoldAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.4m);
        return (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId;
    }
}

public sealed class AlertQualityOnSqlite() : AlertQualityConformance(TestUnit.OnSqlite());

public sealed class AlertQualityOnPostgres() : AlertQualityConformance(TestUnit.OnPostgres());
