using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Storage.Tests.Alerts;

/// <summary>One order for every list: the patient in the chair, the dose that waits, then tier and age.</summary>
public abstract class UrgencyConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact]
    public async Task Undecided_OlderAndLouderAlerts_ComeAfterTheReactionInTheChairAndTheHoldOfToday()
    {
        var later = await Unit.Patients.RegisterAsync(
            Unit.Nurse,
            Unit.NewPatient(firstDoseOn: Unit.Unit.Clock.Today.AddDays(5))
        );
        await Unit.AncAsync(later, 0.3m);
        Unit.Pass(TimeSpan.FromMinutes(10));
        var today = await Unit.RegisterAsync();
        await Unit.AncAsync(today, 0.3m);
        Unit.Pass(TimeSpan.FromMinutes(10));
        var chair = await Unit.RegisterAsync();
        await Unit.AncAsync(chair, 2.0m);
        var infusion = await Unit.InfusionAsync(chair);
        await Unit.StartAsync(infusion);
        Unit.Pass(TimeSpan.FromMinutes(30));
        await Unit.EventAsync(chair, CtcaeTerms.InfusionRelatedReaction, Grade.Grade2, infusion);

        var order = (await Unit.Alerts.UndecidedAsync())
            .Where(alert => alert.Rule is RuleId.AncHold or RuleId.ReactionInterrupt)
            .ToList();
        Assert.Equal([chair, today, later], order.Select(alert => alert.Course.CourseId));
        Assert.Equal(
            [AlertSituation.ReactionNow, AlertSituation.HoldOfToday, AlertSituation.Other],
            order.Select(alert => alert.Situation)
        );
        Assert.Equal(AlertTier.Page, order[0].Tier);

        await Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(infusion, InfusionStepKind.Interrupted, Unit.Now, Reason: "reaction")
        );
        Assert.Equal(AlertSituation.ReactionNow, (await Unit.AlertAsync(chair, RuleId.ReactionInterrupt)).Situation);
        await Unit.EndAsync(infusion, ReactionStatement.ReactionsRecorded);
        Assert.Equal(AlertSituation.Other, (await Unit.AlertAsync(chair, RuleId.ReactionInterrupt)).Situation);
    }

    [Fact]
    public async Task Undecided_OfOneInstant_StandInOneOrderHoweverTheyAreRead()
    {
        for (int i = 0; i < 4; i++)
            await Unit.AncAsync(await Unit.RegisterAsync(), 0.3m);

        var undecided = (await Unit.Alerts.UndecidedAsync()).Where(alert => alert.Rule == RuleId.AncHold).ToList();
        Assert.Single(undecided.Select(alert => (alert.OpenedAt, alert.Tier, alert.Situation)).Distinct());
        Assert.Equal(undecided.OrderBy(alert => alert.AlertId.Value), undecided);
    }
}

public sealed class UrgencyOnSqlite() : UrgencyConformance(TestUnit.OnSqlite());

public sealed class UrgencyOnPostgres() : UrgencyConformance(TestUnit.OnPostgres());
