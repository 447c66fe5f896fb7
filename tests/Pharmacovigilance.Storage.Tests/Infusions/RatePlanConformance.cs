using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Tests.Infusions;

public abstract class RatePlanConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly RatePlans Plans = ClinicalUnit.Knowledge.RatePlans;

    private Actor administrator = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        administrator = await Unit.Unit.AddPersonAsync("administrator", Role.Administrator);
    }

    private Task ChooseAsync(
        InfusionId infusion,
        string plan,
        string reason = "two tolerated doses",
        Actor? by = null
    ) => Unit.RatePlans.ChooseAsync(by ?? Unit.Physician, infusion, plan, Plans.HashOf(plan)!, reason);

    private async Task<InfusionPlan> PlanAsync(InfusionId infusion) => (await Unit.Infusions.FindAsync(infusion))!.Plan;

    [Fact]
    public async Task WithoutAChoice_TheTableOfTheOrdinalHolds()
    {
        var course = await Unit.RegisterAsync();
        Assert.Equal("first", (await PlanAsync(await Unit.InfusionAsync(course, 1))).Table!.Id);
        await Unit.GiveAsync(course, 1);
        Assert.Equal("second", (await PlanAsync(await Unit.InfusionAsync(course, 2))).Table!.Id);
        Assert.Equal("first", (await PlanAsync(await Unit.InfusionAsync(course, 1))).Table!.Id);
        await Unit.GiveAsync(course, 2);
        Assert.Equal("later", (await PlanAsync(await Unit.InfusionAsync(course, 3))).Table!.Id);
    }

    [Fact]
    public async Task Choice_OfAPhysician_HoldsForThatInfusionOnlyAndIsAudited()
    {
        var course = await Unit.RegisterAsync();
        var infusion = await Unit.InfusionAsync(course);
        Assert.Equal("reason-required", await RefusedAsync(() => ChooseAsync(infusion, "rapid", " ")));
        await Assert.ThrowsAsync<NotAllowedException>(() => ChooseAsync(infusion, "rapid", by: Unit.Nurse));
        Assert.Equal(
            "rate-table.content-changed",
            await RefusedAsync(() =>
                Unit.RatePlans.ChooseAsync(Unit.Physician, infusion, "rapid", Plans.HashOf("later")!, "why")
            )
        );
        Assert.Equal("first", (await PlanAsync(infusion)).Table!.Id);

        await ChooseAsync(infusion, "rapid");
        await ChooseAsync(infusion, "later", "rather by the label");

        var plan = await PlanAsync(infusion);
        Assert.Equal(
            ("later", "rather by the label", "physician"),
            (plan.Table!.Id, plan.Choice!.Reason, plan.Choice.ChosenBy)
        );
        Assert.Equal("first", (await PlanAsync(await Unit.InfusionAsync(course, 2))).Table!.Id);
        Assert.Equal(["infusion.plan-chosen", "infusion.plan-chosen"], Unit.Actions(course).TakeLast(2));
    }

    [Fact]
    public async Task Choice_WhoseTableChangedSince_OffersNothingAndStopsTheStart()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        await ChooseAsync(infusion, "rapid");
        var changed = ClinicalUnit.Knowledge with
        {
            RatePlans = Plans with
            {
                Tables =
                [
                    .. Plans.Tables.Select(table =>
                        table.Id == "rapid" ? table with { Stages = [new(400_000, null)] } : table
                    ),
                ],
            },
        };
        await Unit.Unit.ReopenAsync(changed);
        var later = Unit.Infusions;

        var plan = (await later.FindAsync(infusion))!.Plan;
        Assert.Equal((true, null, null), (plan.Changed, plan.Table, plan.Planner));
        Assert.Equal(
            "rate-table.choose-anew",
            await RefusedAsync(() =>
                later.RecordAsync(
                    Unit.Nurse,
                    new(infusion, InfusionStepKind.Started, Unit.Now, 500_000, 70_000, "Sarclisa", "B-1")
                )
            )
        );
    }

    [Fact]
    public async Task Subcutaneous_HasAFlatDoseAndNoRate()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        await ChooseAsync(infusion, Plans.Subcutaneous.Id, "poor veins");
        Assert.Equal("infusion.subcutaneous-has-no-rate", await RefusedAsync(() => Unit.StartAsync(infusion)));

        await Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(infusion, InfusionStepKind.Started, Unit.Now, null, 70_000, "Sarclisa Escena", "B-1")
        );
        var record = (await Unit.Infusions.FindAsync(infusion))!;
        Assert.Equal(
            (InfusionRoute.Subcutaneous, 1_400_000, null),
            (record.State.Route, record.State.DoseMicrograms, record.State.CurrentRateMicrolitresPerHour)
        );
        Assert.Null(record.ProgressAt(Unit.Now));
        Assert.Equal(InfusionState.From(record.Steps), record.State);
        Assert.Equal(
            "infusion.subcutaneous-has-no-rate",
            await RefusedAsync(() =>
                Unit.Infusions.RecordAsync(Unit.Nurse, new(infusion, InfusionStepKind.RateChanged, Unit.Now, 25_000))
            )
        );
        Assert.Equal("infusion.route-after-start", await RefusedAsync(() => ChooseAsync(infusion, "later")));
        await Unit.Infusions.CorrectAsync(
            Unit.Nurse,
            record.Steps[0].Id,
            new(infusion, InfusionStepKind.Started, Unit.Now, null, 71_000, "Sarclisa Escena", "B-2"),
            "batch misread"
        );
        Assert.Equal(1_400_000, (await Unit.Infusions.FindAsync(infusion))!.State.DoseMicrograms);
        await Unit.EndAsync(infusion);
        Assert.Equal("infusion.over", await RefusedAsync(() => ChooseAsync(infusion, Plans.Subcutaneous.Id)));
    }

    [Fact]
    public async Task Signature_SpeaksForExactlyThisContentUntilItIsTakenBack()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        string hash = Plans.HashOf("first")!;
        await Assert.ThrowsAsync<NotAllowedException>(() =>
            Unit.RateTables.SignAsync(Unit.Nurse, "first", hash, "leaflet")
        );
        Assert.Equal(
            "reference.document-required",
            await RefusedAsync(() => Unit.RateTables.SignAsync(administrator, "first", hash, " "))
        );
        Assert.Equal(
            "rate-table.content-changed",
            await RefusedAsync(() =>
                Unit.RateTables.SignAsync(administrator, "first", Plans.HashOf("later")!, "leaflet")
            )
        );
        Assert.Null((await PlanAsync(infusion)).Signature);

        await Unit.RateTables.SignAsync(administrator, "first", hash, "leaflet of November 2024");
        Assert.Equal(
            ("administrator", "leaflet of November 2024", "1"),
            (
                (await PlanAsync(infusion)).Signature!.SignedBy,
                (await PlanAsync(infusion)).Signature!.Document,
                (await PlanAsync(infusion)).Signature!.PlanVersion
            )
        );
        Assert.Equal(
            "rate-table.signed-already",
            await RefusedAsync(() => Unit.RateTables.SignAsync(administrator, "first", hash, "again"))
        );
        await ChangeFirstAsync();
        Assert.Null((await Unit.Infusions.FindAsync(infusion))!.Plan.Signature);
        await Unit.Unit.ReopenAsync(ClinicalUnit.Knowledge);

        Unit.Pass(TimeSpan.FromMinutes(1));
        await Unit.RateTables.WithdrawAsync(administrator, "first", hash, "wrong edition");
        Assert.Null((await PlanAsync(infusion)).Signature);
        Assert.Equal([true, false], (await Unit.RateTables.HistoryAsync()).Select(entry => entry.Withdrawn));
        Assert.Equal(
            "rate-table.not-signed",
            await RefusedAsync(() => Unit.RateTables.WithdrawAsync(administrator, "first", hash, "again"))
        );
    }

    private Task ChangeFirstAsync() =>
        Unit.Unit.ReopenAsync(
            ClinicalUnit.Knowledge with
            {
                RatePlans = Plans with
                {
                    Tables =
                    [
                        .. Plans.Tables.Select(table => table.Id == "first" ? table with { VolumeMl = 251 } : table),
                    ],
                },
            }
        );
}

public sealed class RatePlanOnSqlite() : RatePlanConformance(TestUnit.OnSqlite());

public sealed class RatePlanOnPostgres() : RatePlanConformance(TestUnit.OnPostgres());
