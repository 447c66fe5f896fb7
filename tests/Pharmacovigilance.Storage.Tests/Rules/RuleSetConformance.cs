using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Rules;

namespace Pharmacovigilance.Storage.Tests.Rules;

/// <summary>Changing the rule set: preview, signature, and what happens to what is already there.</summary>
public abstract class RuleSetConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private Actor officer = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
    }

    [Fact]
    public async Task ActivateAsync_AfterAPreview_NewAlertsPinTheSetAndTheAuditSaysSo()
    {
        await ActivateAsync("eu-2025");
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.7m);

        Assert.Equal("eu-2025/1+local/1", (await Unit.AlertAsync(course, RuleId.NeutropeniaPrompt)).RuleSetVersion);
        Assert.Empty(await Unit.OpenHoldsAsync(course));
        Assert.Equal("eu-2025/1+local/1", Unit.Audit.Page(new AuditFilter(), take: 1)[0].Versions.RuleSet);
        var decision = Assert.Single(await Unit.RuleSets.DecisionsAsync());
        Assert.Equal(
            (RuleDecisionKind.RuleSet, "eu-2025/1+local/1", "newer label", "officer"),
            (decision.Kind, decision.Stamp, decision.Reason, decision.SignedBy)
        );
        Assert.NotNull(decision.PreviewId);
    }

    [Fact]
    public async Task ActivateAsync_OpenAlert_KeepsItsPinAndEndsByItsOwnRules()
    {
        await ActivateAsync("us-2024");
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.4m);
        await ActivateAsync("eu-2023");
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.AncAsync(course, 0.45m);

        var alert = await Unit.AlertAsync(course, RuleId.PomalidomideNeutrophils);
        Assert.Equal((AlertStatus.Open, "us-2024/1+local/1"), (alert.Status, alert.RuleSetVersion));
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.AncAsync(course, 0.5m);
        Assert.Equal(AlertStatus.Resolved, (await Unit.AlertAsync(course, RuleId.PomalidomideNeutrophils)).Status);
        // Pomalidomide may come back at 0.5, isatuximab not before 1.0.
        Assert.Equal(RuleId.AncHold, Assert.Single(await Unit.OpenHoldsAsync(course)).Rule);
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.AncAsync(course, 1.0m);
        Assert.NotNull(Assert.Single(await Unit.OpenHoldsAsync(course)).Criterion);
    }

    [Fact]
    public async Task ActivateAsync_WhatWasOnRecord_TurnsIntoNoAlertAndWhatIsEnteredLateDoes()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.7m);
        await ActivateAsync("eu-2025");
        await Unit.AncAsync(course, 2.0m);
        Assert.Empty(await Unit.Alerts.OfCourseAsync(course));

        await Unit.EventAsync(course, CtcaeTerms.FebrileNeutropenia, Grade.Grade3, onsetAt: Unit.Now.AddDays(-5));
        Assert.Equal("eu-2025/1+local/1", (await Unit.AlertAsync(course, RuleId.FebrileNeutropenia)).RuleSetVersion);
    }

    [Fact]
    public async Task ActivateAsync_WithoutAFreshPreview_IsRefused()
    {
        Assert.Equal(
            "rules.preview-missing",
            await RefusedAsync(() => Unit.RuleSets.ActivateAsync(officer, new RulePreviewId(Guid.Empty), "because"))
        );
        var old = await Unit.RuleSets.PreviewAsync(officer, "eu-2025");
        Unit.Pass(RulePreview.FreshFor);
        Assert.Equal("reason-required", await RefusedAsync(() => Unit.RuleSets.ActivateAsync(officer, old.Id, "  ")));
        Unit.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(
            "rules.preview-old",
            await RefusedAsync(() => Unit.RuleSets.ActivateAsync(officer, old.Id, "because"))
        );

        var outdated = await Unit.RuleSets.PreviewAsync(officer, "eu-2025");
        await ActivateAsync("us-2024");
        Assert.Equal(
            "rules.preview-outdated",
            await RefusedAsync(() => Unit.RuleSets.ActivateAsync(officer, outdated.Id, "because"))
        );
        Assert.Equal(1, Unit.Count("rule_decision"));
    }

    [Fact]
    public async Task ActivateAsync_RetiredSetOrWrongRole_IsRefused()
    {
        Assert.Equal("rules.retired", await RefusedAsync(() => Unit.RuleSets.PreviewAsync(officer, "us-2020")));
        Assert.Equal("rules.unknown", await RefusedAsync(() => Unit.RuleSets.PreviewAsync(officer, "eu-1999")));
        Assert.Equal(
            "rules.in-force-already",
            await RefusedAsync(() => Unit.RuleSets.PreviewAsync(officer, "eu-2023"))
        );
        var preview = await Unit.RuleSets.PreviewAsync(officer, "us-2024");
        await Assert.ThrowsAsync<NotAllowedException>(() =>
            Unit.RuleSets.ActivateAsync(Unit.Physician, preview.Id, "because")
        );
        await Assert.ThrowsAsync<NotAllowedException>(() => Unit.RuleSets.PreviewAsync(Unit.Nurse, "us-2024"));
    }

    [Fact, Trait("peer-failure", "20")]
    public async Task PreviewAsync_CountsByRuleOverTheLastYear_AndChangesNothing()
    {
        var treated = await Unit.RegisterAsync();
        await Unit.AncAsync(treated, 0.7m);
        await Unit.AncAsync(await Unit.RegisterAsync(Regimen.IsaKd), 0.4m);
        var before = (await Unit.Alerts.AllAsync()).Count;
        var eu = await Unit.RuleSets.PreviewAsync(officer, "eu-2025");
        var us = await Unit.RuleSets.PreviewAsync(officer, "us-2024");

        Assert.Equal((2, 1, 1), (eu.Courses, eu.HoldsInForce, eu.HoldsOther));
        Assert.Equal(
            new RuleAgreement(RuleId.NeutropeniaPrompt, 0, 0, 1, 0),
            eu.Rules.Single(r => r.Rule == RuleId.NeutropeniaPrompt)
        );
        Assert.Equal(treated, Assert.Single(eu.Differences).Course.CourseId);
        Assert.Equal(new RuleAgreement(RuleId.AncHold, 1, 0, 0, 0), us.Rules.Single(r => r.Rule == RuleId.AncHold));
        Assert.Equal(
            new RuleAgreement(RuleId.CarfilzomibNeutrophils, 0, 0, 1, 0),
            us.Rules.Single(r => r.Rule == RuleId.CarfilzomibNeutrophils)
        );
        Assert.DoesNotContain(us.Rules, r => r.Rule == RuleId.PomalidomideNeutrophils);
        Assert.Equal((before, 2L), ((await Unit.Alerts.AllAsync()).Count, Unit.Count("rule_preview")));

        Unit.Pass(TimeSpan.FromDays(367));
        Assert.Empty((await Unit.RuleSets.PreviewAsync(officer, "eu-2025")).Rules);
    }

    [Fact]
    public async Task CompareAsync_OneCourse_SaysWhatTheOtherSetWouldHaveSaid()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.4m);
        await Unit.AncAsync(await Unit.RegisterAsync(), 0.3m);
        var comparison = (await Unit.RuleSets.CompareAsync(course, "us-2024"))!;

        Assert.All(comparison.Findings, f => Assert.Equal(course, f.Shown.CourseId));
        Assert.Equal(FindingAgreement.Same, comparison.Findings.Single(f => f.Shown.Rule == RuleId.AncHold).Agreement);
        Assert.Equal(
            FindingAgreement.OnlyOther,
            comparison.Findings.Single(f => f.Shown.Rule == RuleId.PomalidomideNeutrophils).Agreement
        );
        Assert.Null(await Unit.RuleSets.CompareAsync(new CourseId(Guid.Empty), "us-2024"));
    }

    [Fact, Trait("peer-failure", "19")]
    public async Task Version6InForce_DeepNeutropenia_StillHoldsUnderEverySet()
    {
        await Unit.Adoptions.AdoptAsync(officer, await Unit.Adoptions.PreviewAsync(CtcaeVersion.V60), "newer version");
        foreach (string set in new[] { "eu-2023", "eu-2025", "us-2024" })
        {
            if (Unit.Known.Current.Rules.Id != set)
                await ActivateAsync(set);
            var course = await Unit.RegisterAsync();
            await Unit.AncAsync(course, 0.3m);
            Assert.Equal(RuleId.AncHold, Assert.Single(await Unit.OpenHoldsAsync(course)).Rule);
        }
    }

    [Fact]
    public async Task PartnerDrugAlert_DoesNotStopTheInfusion()
    {
        await ActivateAsync("us-2024");
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 2.0m);
        await Unit.PlateletsAsync(course, 24.9m);

        Assert.Equal(AlertStatus.Open, (await Unit.AlertAsync(course, RuleId.PomalidomidePlatelets)).Status);
        Assert.True((await Unit.StartAsync(await Unit.InfusionAsync(course))).Recorded);
        await Unit.PlateletsAsync(course, 49.9m);
        Assert.Equal(AlertStatus.Open, (await Unit.AlertAsync(course, RuleId.PomalidomidePlatelets)).Status);
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.PlateletsAsync(course, 50m);
        Assert.Equal(AlertStatus.Resolved, (await Unit.AlertAsync(course, RuleId.PomalidomidePlatelets)).Status);
    }

    [Fact]
    public async Task Tables_AreAppendOnly()
    {
        await Unit.AncAsync(await Unit.RegisterAsync(), 0.4m);
        await ActivateAsync("us-2024");
        foreach (string table in new[] { "rule_preview", "rule_decision", "rule_past" })
            await Assert.ThrowsAnyAsync<Exception>(() =>
                Unit.Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "test"), scope =>
                    scope.Execute($"delete from {table}")
                )
            );
        Assert.Equal((1L, 1L, 1L), (Unit.Count("rule_preview"), Unit.Count("rule_decision"), Unit.Count("rule_past")));
    }

    private async Task ActivateAsync(string set) =>
        await Unit.RuleSets.ActivateAsync(officer, (await Unit.RuleSets.PreviewAsync(officer, set)).Id, "newer label");
}

public sealed class RuleSetOnSqlite() : RuleSetConformance(TestUnit.OnSqlite());

public sealed class RuleSetOnPostgres() : RuleSetConformance(TestUnit.OnPostgres());
