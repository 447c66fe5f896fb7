using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Tests.Infusions;

public abstract class PremedicationConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact]
    public async Task RecordAsync_DrugsGivenByOthers_KeepsDoseRouteTimeAndBothPersons()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        await RecordAsync(
            infusion,
            new(
                "dexamethasone",
                40_000,
                PremedicationRoute.Intravenous,
                Unit.Now.AddMinutes(-40),
                new Giver(Unit.Physician.UserId, "physician")
            ),
            new(
                "paracetamol",
                1_000_000,
                PremedicationRoute.Oral,
                Unit.Now.AddMinutes(-30),
                new Giver(null, " Nina of ward 3 ")
            ),
            new("diphenhydramine", null, null, Unit.Now)
        );

        var given = (await Unit.Infusions.FindAsync(infusion))!.Premedication;
        Assert.Equal(
            [new Giver(Unit.Physician.UserId, "physician"), new Giver(null, "Nina of ward 3"), null],
            given.Select(drug => drug.GivenBy)
        );
        Assert.Equal(
            [Unit.Now.AddMinutes(-40), Unit.Now.AddMinutes(-30), Unit.Now],
            given.Select(drug => drug.GivenAt)
        );
        Assert.All(given, drug => Assert.Equal("nurse", drug.RecordedBy));
        Assert.Equal((40_000L, PremedicationRoute.Intravenous), (given[0].DoseMicrograms, given[0].Route));
    }

    [Theory]
    [InlineData(" ", "required")]
    [InlineData("n", null)]
    public async Task RecordAsync_GiverWithoutAName_IsRefused(string name, string? code)
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        Task ActAsync() =>
            RecordAsync(
                infusion,
                new PremedicationEntry("dexamethasone", 40_000, null, Unit.Now, new Giver(null, name))
            );

        if (code is null)
            await ActAsync();
        else
            Assert.Equal(code, await RefusedAsync(ActAsync));
    }

    [Fact]
    public async Task FindAsync_AfterFourInfusionsWithoutReaction_SaysWhatTheLabelSays()
    {
        var course = await Unit.RegisterAsync();
        for (int number = 1; number <= 3; number++)
            await Unit.GiveAsync(course, number);
        Assert.Null(await NoteAsync(course, 4));
        await Unit.GiveAsync(course, 4);

        Assert.Equal("EU", (await NoteAsync(course, 5))!.Jurisdiction);
        Assert.Null(await NoteAsync(course, 4));
    }

    [Fact]
    public async Task FindAsync_AfterAReactionRecordedLate_SaysNothing()
    {
        var course = await Unit.RegisterAsync();
        for (int number = 1; number <= 4; number++)
            await Unit.GiveAsync(course, number);
        var reaction = await Unit.EventAsync(
            course,
            CtcaeTerms.InfusionRelatedReaction,
            Grade.Grade1,
            await Unit.InfusionAsync(course, 2)
        );

        Assert.Null(await NoteAsync(course, 5));
        await Unit.Events.TakeBackAsync(Unit.Nurse, reaction, "another patient's");
        Assert.NotNull(await NoteAsync(course, 5));
    }

    [Fact]
    public async Task FindAsync_WithAnInfusionNobodyAskedAbout_SaysNothing()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1, ReactionStatement.NotReported);
        for (int number = 2; number <= 5; number++)
            await Unit.GiveAsync(course, number);

        Assert.Null(await NoteAsync(course, 6));
    }

    private async Task<PremedicationReconsideration?> NoteAsync(CourseId course, int number) =>
        (await Unit.Infusions.FindAsync(await Unit.InfusionAsync(course, number)))!.Reconsideration;

    private Task<StepOutcome> RecordAsync(InfusionId infusion, params PremedicationEntry[] drugs) =>
        Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(infusion, InfusionStepKind.Premedicated, Unit.Now, Premedication: drugs)
        );
}

public sealed class PremedicationOnSqlite() : PremedicationConformance(TestUnit.OnSqlite());

public sealed class PremedicationOnPostgres() : PremedicationConformance(TestUnit.OnPostgres());
