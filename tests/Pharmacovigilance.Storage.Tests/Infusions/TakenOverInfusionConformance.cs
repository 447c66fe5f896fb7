using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Tests.Infusions;

/// <summary>An infusion taken over from another record keeps its unknowns through the database.</summary>
public abstract class TakenOverInfusionConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact]
    public async Task RecordAsync_TakenOverWithNothingButTheDay_KeepsWhatIsUnknown()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        await RecordAsync(new(infusion, InfusionStepKind.Started, Unit.Now, TakenOver: true, TimeKnown: false));
        await RecordAsync(
            new(
                infusion,
                InfusionStepKind.Ended,
                Unit.Now,
                Reaction: ReactionStatement.NotReported,
                TakenOver: true,
                TimeKnown: false
            )
        );

        var record = (await Unit.Infusions.FindAsync(infusion))!;
        Assert.Equal(InfusionState.From(record.Steps), record.State);
        Assert.Equal(
            (InfusionStatus.Ended, false, true),
            (record.State.Status, record.State.StartTimeKnown, record.State.PremedicationUnknown)
        );
        Assert.Equal(
            (null, null, null, null),
            (
                record.State.EndedAt,
                record.State.InitialRateMicrolitresPerHour,
                record.State.BatchNumber,
                record.State.DoseMicrograms
            )
        );
    }

    [Fact]
    public async Task RecordAsync_TakenOverStatingThatNoPremedicationWasGiven_IsKnown()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        await RecordAsync(new(infusion, InfusionStepKind.Premedicated, Unit.Now, TakenOver: true));
        await RecordAsync(new(infusion, InfusionStepKind.Started, Unit.Now, TakenOver: true));
        Assert.False((await Unit.Infusions.FindAsync(infusion))!.State.PremedicationUnknown);
    }

    [Fact]
    public async Task RecordAsync_ObservedPremedicationWithoutDrugs_IsRefused()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        Assert.Equal(
            "premedication.none",
            await RefusedAsync(() =>
                Unit.Infusions.RecordAsync(Unit.Nurse, new(infusion, InfusionStepKind.Premedicated, Unit.Now))
            )
        );
    }

    private async Task RecordAsync(InfusionStepEntry entry) =>
        Assert.True((await Unit.Infusions.RecordAsync(Unit.Nurse, entry)).Recorded);
}

public sealed class TakenOverInfusionOnSqlite() : TakenOverInfusionConformance(TestUnit.OnSqlite());

public sealed class TakenOverInfusionOnPostgres() : TakenOverInfusionConformance(TestUnit.OnPostgres());
