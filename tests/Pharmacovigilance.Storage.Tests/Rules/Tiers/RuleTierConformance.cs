using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Canaries;
using Pharmacovigilance.Domain.Rules.Tiers;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Rules;
using Pharmacovigilance.Storage.Rules.Canaries;
using Pharmacovigilance.Storage.Rules.Tiers;

namespace Pharmacovigilance.Storage.Tests.Rules.Tiers;

/// <summary>Demoting, restoring and retiring a rule by a signed decision.</summary>
public abstract class RuleTierConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private const RuleId Rule = RuleId.PremedicationMissing;
    private static readonly string Shipped = ClinicalUnit.Knowledge.Rules.Stamp;
    private Actor officer = null!;

    private RuleTierStore Tiers => Unit.Unit.Stores.RuleTiers;

    private CanaryStore Canaries => Unit.Unit.Stores.Canaries;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
    }

    [Fact]
    public async Task SignAsync_Demote_NewAlertsCallNobodyAndOldOnesStay()
    {
        var old = await StartedAsync();
        await ChangeAsync(TierChangeKind.Demote);
        var late = await StartedAsync();

        Assert.Equal((AlertTier.Page, Shipped), Of(await Unit.AlertAsync(old, Rule)));
        Assert.Equal((AlertTier.Passive, $"{Shipped}+rules/1"), Of(await Unit.AlertAsync(late, Rule)));
        var quiet = (await Unit.AlertAsync(late, Rule)).AlertId;
        Assert.DoesNotContain(await Unit.CallsAsync(), call => call.AlertId == quiet);
        Assert.Equal($"{Shipped}+rules/1", Unit.Audit.Page(new AuditFilter(), take: 1)[0].Versions.RuleSet);
    }

    [Fact]
    public async Task SignAsync_RetireAndRestore_RaisesNothingMeanwhileAndNothingOfItAfterwards()
    {
        await ChangeAsync(TierChangeKind.Retire);
        var meanwhile = await StartedAsync();
        Assert.DoesNotContain(await Unit.Alerts.OfCourseAsync(meanwhile), alert => alert.Rule == Rule);

        await ChangeAsync(TierChangeKind.Restore);
        await Unit.AncAsync(meanwhile, 2.0m);
        Assert.DoesNotContain(await Unit.Alerts.OfCourseAsync(meanwhile), alert => alert.Rule == Rule);
        Assert.Equal((AlertTier.Page, $"{Shipped}+rules/2"), Of(await Unit.AlertAsync(await StartedAsync(), Rule)));
        Assert.Equal(
            [TierChangeKind.Restore, TierChangeKind.Retire],
            (await Unit.RuleSets.DecisionsAsync()).Select(decision => decision.Change!.Kind)
        );
    }

    [Fact]
    public async Task PreviewAsync_OverTheLastYear_CountsWhatWouldNotHavePagedAndKeepsIt()
    {
        var course = await StartedAsync();
        await Unit.RegisterAsync();
        var demote = await Tiers.PreviewAsync(officer, new TierChange(Rule, TierChangeKind.Demote));
        var retire = await Tiers.PreviewAsync(officer, new TierChange(Rule, TierChangeKind.Retire));

        Assert.Equal((2, 1, 1, 1, 0), (demote.Courses, demote.Now, demote.PagedNow, demote.Then, demote.PagedThen));
        Assert.Equal((0, 0), (retire.Then, retire.PagedThen));
        Assert.Equal((course, 1), (Assert.Single(demote.Affected).Course.CourseId, demote.Affected[0].Findings));
        Assert.Equal((2L, 0L), (Unit.Count("rule_preview"), Unit.Count("rule_decision")));
        Unit.Pass(TimeSpan.FromDays(367));
        Assert.Equal(0, (await Tiers.PreviewAsync(officer, new TierChange(Rule, TierChangeKind.Demote))).Now);
    }

    [Fact]
    public async Task SignAsync_UnusablePreview_IsRefusedWithItsReason()
    {
        var preview = await Tiers.PreviewAsync(officer, new TierChange(Rule, TierChangeKind.Demote));
        Assert.Equal("reason-required", await RefusedAsync(() => Tiers.SignAsync(officer, preview.Id, " ")));
        Assert.Equal(
            "rule-tier.preview-missing",
            await RefusedAsync(() => Tiers.SignAsync(officer, default, "because"))
        );
        var ofSet = await Unit.RuleSets.PreviewAsync(officer, "us-2024");
        Assert.Equal(
            "rule-tier.preview-missing",
            await RefusedAsync(() => Tiers.SignAsync(officer, ofSet.Id, "because"))
        );
        await Assert.ThrowsAsync<NotAllowedException>(() => Tiers.SignAsync(Unit.Physician, preview.Id, "because"));
        Unit.Pass(RulePreview.FreshFor + TimeSpan.FromMilliseconds(1));
        Assert.Equal("rules.preview-old", await RefusedAsync(() => Tiers.SignAsync(officer, preview.Id, "because")));

        var outdated = await Tiers.PreviewAsync(officer, new TierChange(RuleId.AncStale, TierChangeKind.Demote));
        await ChangeAsync(TierChangeKind.Demote);
        Assert.Equal(
            "rules.preview-outdated",
            await RefusedAsync(() => Tiers.SignAsync(officer, outdated.Id, "because"))
        );
        Assert.Equal(1, Unit.Count("rule_decision"));
    }

    [Theory]
    [InlineData(RuleId.AncHold)]
    [InlineData(RuleId.ReactionStop)]
    [InlineData(RuleId.PressureHold)]
    public async Task PreviewAsync_RuleThatHoldsOrInterrupts_IsRefused(RuleId rule)
    {
        Assert.Equal(
            "rule-tier.holds",
            await RefusedAsync(() => Tiers.PreviewAsync(officer, new TierChange(rule, TierChangeKind.Demote)))
        );
        Assert.Equal(
            "rule-tier.holds",
            await RefusedAsync(() => Tiers.PreviewAsync(officer, new TierChange(rule, TierChangeKind.Retire)))
        );
    }

    [Fact]
    public async Task Canaries_OfChangedRules_ExpectTheNewTierAndNameTheDecisionOfARetiredOne()
    {
        await ChangeAsync(TierChangeKind.Demote);
        var demoted = (await Canaries.RunAsync(officer)).Single(run => run.Rule == Rule);
        Assert.Equal((CanaryOutcome.Fired, CanaryReason.ShownInContext), (demoted.Outcome, demoted.Reason));

        await ChangeAsync(TierChangeKind.Retire);
        Assert.Equal(
            RuleVitality.OtherRules,
            (await Canaries.HealthAsync()).Single(rule => rule.Rule == RuleId.AncHold).State
        );
        var retired = (await Canaries.RunAsync(officer)).Single(run => run.Rule == Rule);
        Assert.Equal(
            (CanaryOutcome.SwitchedOff, CanaryReason.Retired, "officer: too loud"),
            (retired.Outcome, retired.Reason, retired.Detail)
        );
        Assert.DoesNotContain(await Canaries.HealthAsync(), rule => rule.IsRed);
    }

    /// <summary>A new course whose first infusion was started without premedication.</summary>
    private async Task<CourseId> StartedAsync()
    {
        var course = await Unit.RegisterAsync();
        Assert.True((await Unit.StartAsync(await Unit.InfusionAsync(course))).Recorded);
        return course;
    }

    private static (AlertTier, string) Of(AlertItem alert) => (alert.Tier, alert.RuleSetVersion);

    private async Task ChangeAsync(TierChangeKind kind) =>
        await Tiers.SignAsync(officer, (await Tiers.PreviewAsync(officer, new TierChange(Rule, kind))).Id, "too loud");
}

public sealed class RuleTiersOnSqlite() : RuleTierConformance(TestUnit.OnSqlite());

public sealed class RuleTiersOnPostgres() : RuleTierConformance(TestUnit.OnPostgres());
