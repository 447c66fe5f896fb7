using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.Storage.Tests.Infusions;

/// <summary>What the store gives a page to offer the next rate by: plan, checks, reactions.</summary>
public abstract class RunningInfusionConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly VitalSigns Calm = new(72, 368, 97, 14);

    private async Task<InfusionProgress> ProgressAsync(InfusionId infusion) =>
        (await Unit.Infusions.FindAsync(infusion))!.ProgressAt(Unit.Now)!;

    private async Task<(CourseId Course, InfusionId Infusion)> RunningAsync()
    {
        var course = await Unit.RegisterAsync();
        var infusion = await Unit.InfusionAsync(course);
        await Unit.StartAsync(infusion);
        return (course, infusion);
    }

    [Fact]
    public async Task WholeFirstInfusion_WithAGrade2ReactionAtMinute55_IsOfferedStepByStep()
    {
        var (course, infusion) = await RunningAsync();
        Unit.Pass(TimeSpan.FromMinutes(55));
        await Unit.Events.RecordAsync(
            Unit.Nurse,
            course,
            new AdverseEventContent
            {
                LltCode = CtcaeTerms.InfusionRelatedReaction,
                CtcaeVersion = CtcaeVersion.V50,
                Grade = Grade.Grade2,
                OnsetAt = Unit.Now,
                InfusionId = infusion,
                ActionTaken = ActionTaken.DrugInterrupted,
            }
        );
        Assert.Equal(OfferBlock.ReactionAboveRestartGrade, (await ProgressAsync(infusion)).Block);

        Unit.Pass(TimeSpan.FromMinutes(25));
        await Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(
                infusion,
                InfusionStepKind.Resumed,
                Unit.Now,
                12_500,
                OfferedRateMicrolitresPerHour: 12_500,
                ReactionNow: ReactionNow.Resolved
            )
        );
        var watched = await ProgressAsync(infusion);
        Assert.Equal(
            (new RateOffer(OfferKind.ReturnToInitial, 25_000, Unit.Now.AddMinutes(30)), Unit.Now.AddMinutes(30)),
            (watched.Offer, watched.WatchUntil)
        );

        Unit.Pass(TimeSpan.FromMinutes(30));
        await Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(infusion, InfusionStepKind.RateChanged, Unit.Now, 25_000, OfferedRateMicrolitresPerHour: 25_000)
        );
        Assert.Equal(
            new RateOffer(OfferKind.ByTable, 50_000, Unit.Now.AddMinutes(60)),
            (await ProgressAsync(infusion)).Offer
        );
        // 55 min at 25 mL/h and 30 min at 12.5 mL/h: 22.917 + 6.25 mL.
        Assert.Equal(29_166, (await ProgressAsync(infusion)).GivenMicrolitres);
        Assert.Equal(
            ReactionNow.Resolved,
            Assert.Single((await Unit.Infusions.FindAsync(infusion))!.Checks).ReactionNow
        );
    }

    [Fact]
    public async Task SevereReaction_OffersNothingWhileItsHoldIsOpen()
    {
        var (course, infusion) = await RunningAsync();
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade3, infusion, Unit.Now);
        Assert.Equal(OfferBlock.Hold, (await ProgressAsync(infusion)).Block);
    }

    [Fact]
    public async Task ReactionOfUnknownOnset_CountsFromWhenItWasRecorded()
    {
        var (course, infusion) = await RunningAsync();
        await Unit.Checks.RecordAsync(Unit.Nurse, new(infusion, Unit.Now, Calm, ReactionNow: ReactionNow.Resolved));
        Unit.Pass(TimeSpan.FromMinutes(5));
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade1, infusion);
        Assert.Equal(OfferBlock.ReactionGoesOn, (await ProgressAsync(infusion)).Block);
    }

    [Fact]
    public async Task EventThatIsNoReaction_DoesNotBlock()
    {
        var (course, infusion) = await RunningAsync();
        await Unit.EventAsync(course, CtcaeTerms.Diarrhea, Grade.Grade2, infusion, Unit.Now);
        Assert.Null((await ProgressAsync(infusion)).Block);
    }

    [Fact]
    public async Task RateOtherThanOffered_WithoutAReason_IsRefusedAndWithOneIsKeptWithTheOffer()
    {
        var (_, infusion) = await RunningAsync();
        var entry = new InfusionStepEntry(
            infusion,
            InfusionStepKind.RateChanged,
            Unit.Now,
            40_000,
            OfferedRateMicrolitresPerHour: 25_000
        );
        Assert.Equal(
            "infusion.rate-not-as-offered",
            await RefusedAsync(() => Unit.Infusions.RecordAsync(Unit.Nurse, entry))
        );

        await Unit.Infusions.RecordAsync(Unit.Nurse, entry with { Reason = "patient has to leave" });
        var step = Assert.Single((await Unit.Infusions.FindAsync(infusion))!.Steps, s =>
            s.Kind == InfusionStepKind.RateChanged
        );
        Assert.Equal(
            (40_000, 25_000, "patient has to leave"),
            (step.RateMicrolitresPerHour, step.OfferedRateMicrolitresPerHour, step.Reason)
        );
    }

    [Fact]
    public async Task VitalSigns_WithPressure_AreOneEntryAndTwoRecords()
    {
        var (_, infusion) = await RunningAsync();
        var outcome = await Unit.Checks.RecordAsync(Unit.Nurse, new(infusion, Unit.Now, Calm, 165, 95));

        Assert.Equal(Grade.Grade3, outcome.Pressure!.Proposal.Grade);
        var record = (await Unit.Infusions.FindAsync(infusion))!;
        Assert.Equal(
            (Calm, Unit.Now, Unit.Now),
            (Assert.Single(record.Checks).Vitals, Assert.Single(record.Pressures).MeasuredAt, record.LastVitalsAt)
        );
    }

    [Theory]
    [InlineData(19, null, null, "vital-signs.pulse-implausible")]
    [InlineData(null, 120, null, "vital-signs.pressure-half")]
    [InlineData(null, 80, 120, "blood-pressure.SystolicNotAboveDiastolic")]
    [InlineData(null, null, null, "vital-signs.nothing-measured")]
    public async Task VitalSigns_ThatCannotBe_AreRefusedAndLeaveNothing(
        int? pulse,
        int? systolic,
        int? diastolic,
        string code
    )
    {
        var (_, infusion) = await RunningAsync();
        Assert.Equal(
            code,
            await RefusedAsync(() =>
                Unit.Checks.RecordAsync(Unit.Nurse, new(infusion, Unit.Now, new VitalSigns(pulse), systolic, diastolic))
            )
        );
        Assert.Equal((0, 0), (Unit.Count("bedside_check"), Unit.Count("blood_pressure")));
    }

    [Fact]
    public async Task Check_CorrectedAndTakenBack_StaysReadableAndCountsNoMore()
    {
        var (course, infusion) = await RunningAsync();
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade1, infusion, Unit.Now);
        Unit.Pass(TimeSpan.FromMinutes(1));
        var first = (
            await Unit.Checks.RecordAsync(Unit.Nurse, new(infusion, Unit.Now, Calm, ReactionNow: ReactionNow.Resolved))
        )
            .CheckId!
            .Value;
        Assert.Null((await ProgressAsync(infusion)).Block);

        Assert.Equal(
            "reason-required",
            await RefusedAsync(() => Unit.Checks.CorrectAsync(Unit.Nurse, first, new(infusion, Unit.Now, Calm), " "))
        );
        var second = (
            await Unit.Checks.CorrectAsync(
                Unit.Nurse,
                first,
                new(infusion, Unit.Now, Calm with { PulsePerMinute = 88 }),
                "wrong patient's reaction"
            )
        )
            .CheckId!
            .Value;
        Assert.Equal(OfferBlock.ReactionGoesOn, (await ProgressAsync(infusion)).Block);
        Assert.Equal(
            "observation.somebody-was-faster",
            await RefusedAsync(() =>
                Unit.Checks.CorrectAsync(Unit.Nurse, first, new(infusion, Unit.Now, Calm), "again")
            )
        );

        await Unit.Checks.TakeBackAsync(Unit.Nurse, infusion, second, "wrong patient");
        var record = (await Unit.Infusions.FindAsync(infusion))!;
        Assert.Equal((3, 0), (record.Checks.Count, record.StandingChecks.Count));
        Assert.Equal(
            ["bedside-check.recorded", "bedside-check.corrected", "bedside-check.entered-in-error"],
            Unit.Actions(course).TakeLast(3)
        );
        Assert.ThrowsAny<System.Data.Common.DbException>(() =>
            Execute("update bedside_check set pulse_per_minute = 60")
        );
        Assert.ThrowsAny<System.Data.Common.DbException>(() => Execute("delete from bedside_check"));
    }

    [Fact]
    public async Task Check_OfAnotherInfusion_IsNotCorrected()
    {
        var (_, infusion) = await RunningAsync();
        var (_, other) = await RunningAsync();
        var check = (await Unit.Checks.RecordAsync(Unit.Nurse, new(infusion, Unit.Now, Calm))).CheckId!.Value;
        Assert.Equal(
            "observation.somebody-was-faster",
            await RefusedAsync(() => Unit.Checks.CorrectAsync(Unit.Nurse, check, new(other, Unit.Now, Calm), "wrong"))
        );
    }

    private void Execute(string sql)
    {
        using var connection = Unit.Unit.Database.OpenWriter();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

public sealed class RunningInfusionOnSqlite() : RunningInfusionConformance(TestUnit.OnSqlite());

public sealed class RunningInfusionOnPostgres() : RunningInfusionConformance(TestUnit.OnPostgres());
