using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Tests.Infusions;

/// <summary>What a physician orders in place of the plan decides what is missing.</summary>
public abstract class PremedicationOrderConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private PremedicationOrderStore Orders => Unit.Unit.Stores.PremedicationOrders;

    [Fact]
    public async Task Order_NoDrugs_NothingIsMissingFromThenOn()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 2.0m);
        await Orders.OrderAsync(Unit.Physician, course, [], "tolerated elsewhere", 0);
        await Unit.StartAsync(await Unit.InfusionAsync(course));

        Assert.DoesNotContain(await Unit.Alerts.OfCourseAsync(course), alert =>
            alert.Rule == RuleId.PremedicationMissing
        );
        Assert.Equal(
            ("tolerated elsewhere", "physician"),
            Assert.Single((await Unit.Patients.StandingAsync(course))!.PremedicationOrders) is var order
                ? (order.Reason, order.By)
                : default
        );
    }

    [Fact]
    public async Task Order_AfterTheStart_ChangesNothingAboutIt()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 2.0m);
        await Unit.StartAsync(await Unit.InfusionAsync(course));
        Unit.Pass(TimeSpan.FromMinutes(1));
        await Orders.OrderAsync(Unit.Physician, course, [], "too late", 0);

        Assert.Contains(await Unit.Alerts.OfCourseAsync(course), alert => alert.Rule == RuleId.PremedicationMissing);
    }

    [Fact]
    public async Task Order_ThatCannotBe_IsRefused()
    {
        var course = await Unit.RegisterAsync();
        string[] all =
        [
            .. ClinicalUnit.Knowledge.PremedicationOf(Domain.Patients.Regimen.IsaPd).Drugs.Select(drug => drug.Code),
        ];

        Assert.Equal(
            "premedication.order-unchanged",
            await RefusedAsync(() => Orders.OrderAsync(Unit.Physician, course, all, "as before", 0))
        );
        Assert.Equal(
            "premedication.order-foreign",
            await RefusedAsync(() => Orders.OrderAsync(Unit.Physician, course, ["montelukast"], "new", 0))
        );
        Assert.Equal(
            "reason-required",
            await RefusedAsync(() => Orders.OrderAsync(Unit.Physician, course, [], " ", 0))
        );
        Assert.Equal(
            "premedication.order-changed",
            await RefusedAsync(() => Orders.OrderAsync(Unit.Physician, course, [], "second", 1))
        );
        await Assert.ThrowsAsync<Storage.Database.NotAllowedException>(() =>
            Orders.OrderAsync(Unit.Nurse, course, [], "not mine", 0)
        );
        Assert.Equal(0, Unit.Count("premedication_order"));
    }
}

public sealed class PremedicationOrderOnSqlite() : PremedicationOrderConformance(TestUnit.OnSqlite());

public sealed class PremedicationOrderOnPostgres() : PremedicationOrderConformance(TestUnit.OnPostgres());
