using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Rules;

namespace Pharmacovigilance.Storage.Tests.Rules;

/// <summary>The unit's own policy, and the blood-pressure hold that rests on it.</summary>
public abstract class LocalPolicyConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private Actor officer = null!;

    private LocalPolicy Current => Unit.Known.Current.Rules.Limits.Policy;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
    }

    [Fact]
    public async Task SignAsync_NewVersion_IsPinnedAndJudgesWhatComesAfter()
    {
        var before = await StaleAsync();
        await SignAsync(
            Current with
            {
                AncFreshness = TimeSpan.FromHours(48),
                VitalSignsEvery = TimeSpan.FromMinutes(30),
                PremedicationWindow = new PremedicationWindow(10, 90),
            }
        );
        var after = await StaleAsync();

        Assert.Equal(
            ("2", TimeSpan.FromMinutes(30)),
            (Current.Version, Unit.Known.Current.Rules.Limits.VitalSignsEvery)
        );
        Assert.DoesNotContain(await Unit.Alerts.OfCourseAsync(before), a => a.Rule == RuleId.AncStale);
        Assert.Equal("eu-2023/2+local/2", (await Unit.AlertAsync(after, RuleId.AncStale)).RuleSetVersion);
        var read = Assert.Single(await Unit.RuleSets.DecisionsAsync());
        Assert.Equal((RuleDecisionKind.LocalPolicy, Current), (read.Kind, read.Policy));
    }

    [Fact]
    public async Task SignAsync_Unusable_IsRefusedWithTheField()
    {
        Assert.Equal(
            "reason-required",
            await RefusedAsync(() =>
                Unit.Policies.SignAsync(officer, Current with { AncFreshness = TimeSpan.FromHours(24) }, "")
            )
        );
        Assert.Equal(
            "policy.unchanged",
            await RefusedAsync(() => Unit.Policies.SignAsync(officer, Current, "because"))
        );
        Assert.Equal(
            "policy.out-of-range",
            await RefusedAsync(() => SignAsync(Current with { AncFreshness = TimeSpan.Zero }))
        );
        Assert.Equal(
            "policy.out-of-range",
            await RefusedAsync(() => SignAsync(Current with { VitalSignsEvery = TimeSpan.FromSeconds(90) }))
        );
        Assert.Equal(
            "policy.pressure-swapped",
            await RefusedAsync(() => SignAsync(Current with { PreInfusionPressure = new PressureLimit(100, 110) }))
        );
        Assert.Equal(
            "policy.window-reversed",
            await RefusedAsync(() => SignAsync(Current with { PremedicationWindow = new PremedicationWindow(60, 15) }))
        );
        await Assert.ThrowsAsync<NotAllowedException>(() =>
            Unit.Policies.SignAsync(Unit.Physician, Current with { AncFreshness = TimeSpan.FromHours(24) }, "because")
        );
        Assert.Equal(0, Unit.Count("rule_decision"));
    }

    [Fact]
    public async Task SignAsync_SomebodyWasFaster_IsRefused()
    {
        var seen = Current;
        await SignAsync(seen with { AncFreshness = TimeSpan.FromHours(24) });

        Assert.Equal(
            "policy.changed-meanwhile",
            await RefusedAsync(() => SignAsync(seen with { AncFreshness = TimeSpan.FromHours(48) }))
        );
    }

    [Theory]
    [InlineData(159, 99, false)]
    [InlineData(160, 80, true)]
    [InlineData(120, 100, true)]
    public async Task PressureBeforeAnInfusion_OfIsaKd_HoldsFromTheLimitOn(int systolic, int diastolic, bool holds)
    {
        var course = await Unit.RegisterAsync(Regimen.IsaKd);
        await Unit.AncAsync(course, 2.0m);
        await Unit.PressureAsync(course, systolic, diastolic);

        Assert.Equal(holds, !(await Unit.StartAsync(await Unit.InfusionAsync(course))).Recorded);
    }

    [Fact]
    public async Task PressureHold_LowerReadingMeetsTheCriterion_AndAPhysicianEndsIt()
    {
        var course = await Unit.RegisterAsync(Regimen.IsaKd);
        await Unit.PressureAsync(course, 170, 90);
        Unit.Pass(TimeSpan.FromMinutes(20));
        await Unit.PressureAsync(course, 150, 90);
        var met = Assert.Single(await Unit.OpenHoldsAsync(course));
        Assert.Equal("BP 150/90 mmHg", met.Criterion?.Evidence);
        await Unit.Alerts.ReleaseOnCriterionAsync(Unit.Physician, met.AlertId, met.Criterion!.Evidence);
        Assert.Empty(await Unit.OpenHoldsAsync(course));
        Assert.Equal(AlertStatus.Resolved, (await Unit.AlertAsync(course, RuleId.PressureHold)).Status);

        var other = await Unit.RegisterAsync(Regimen.IsaKd);
        await Unit.PressureAsync(other, 170, 90);
        var alert = await Unit.AlertAsync(other, RuleId.PressureHold);
        await Unit.Alerts.OverrideAsync(Unit.Physician, alert.AlertId, OverrideReason.WillMonitor, null);
        Assert.Empty(await Unit.OpenHoldsAsync(other));
    }

    [Fact]
    public async Task Pressure_OfIsaPd_OrAsASignOfAReaction_HoldsNothing()
    {
        var pomalidomide = await Unit.RegisterAsync();
        await Unit.PressureAsync(pomalidomide, 200, 120);
        var reacting = await Unit.RegisterAsync(Regimen.IsaKd);
        await Unit.PressureAsync(reacting, 200, 120, duringReaction: true);

        Assert.Empty(await Unit.OpenHoldsAsync(pomalidomide));
        Assert.Empty(await Unit.OpenHoldsAsync(reacting));
    }

    [Fact]
    public async Task Pressure_WithoutALimit_HoldsNothing_AndAnOpenHoldStays()
    {
        var held = await Unit.RegisterAsync(Regimen.IsaKd);
        await Unit.PressureAsync(held, 170, 90);
        await SignAsync(Current with { PreInfusionPressure = null });
        var free = await Unit.RegisterAsync(Regimen.IsaKd);
        await Unit.PressureAsync(free, 170, 90);
        await Unit.AncAsync(held, 2.0m);

        Assert.Single(await Unit.OpenHoldsAsync(held));
        Assert.Empty(await Unit.OpenHoldsAsync(free));
        Unit.Pass(TimeSpan.FromMinutes(20));
        await Unit.PressureAsync(held, 150, 90);
        Assert.NotNull(Assert.Single(await Unit.OpenHoldsAsync(held)).Criterion);
    }

    private Task SignAsync(LocalPolicy policy) => Unit.Policies.SignAsync(officer, policy, "because");

    /// <summary>An infusion started with a count 60 hours old.</summary>
    private async Task<CourseId> StaleAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 2.0m, Unit.Now.AddHours(-60));
        Assert.True((await Unit.StartAsync(await Unit.InfusionAsync(course))).Recorded);
        return course;
    }
}

public sealed class LocalPolicyOnSqlite() : LocalPolicyConformance(TestUnit.OnSqlite());

public sealed class LocalPolicyOnPostgres() : LocalPolicyConformance(TestUnit.OnPostgres());
