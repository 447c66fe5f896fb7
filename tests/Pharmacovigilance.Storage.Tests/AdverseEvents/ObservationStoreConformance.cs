using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;

namespace Pharmacovigilance.Storage.Tests.AdverseEvents;

public abstract class ObservationStoreConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact]
    public async Task RecordLabAsync_PerMicrolitre_IsKeptAsEnteredAndComparedExactly()
    {
        var course = await Unit.RegisterAsync();
        var outcome = await Unit.Observations.RecordLabAsync(
            Unit.Nurse,
            new(course, LabTest.NeutrophilCount, 490m, "/uL", 1500m, Unit.Now)
        );

        var value = Assert.Single(await Unit.Observations.LabsAsync(course));
        Assert.Equal(
            (490m, "/uL", 0.49m, 1.5m),
            (value.Value.Entered, value.Value.EnteredUnit, value.Value.Canonical, value.LowerLimitOfNormal!.Canonical)
        );
        Assert.Equal((ProposalOutcome.Proposed, Grade.Grade4), (outcome.Proposal.Outcome, outcome.Proposal.Grade));
    }

    [Theory]
    [InlineData("g/dL", "laboratory.UnitForeign")]
    [InlineData("", "laboratory.UnitMissing")]
    [InlineData("10*9/L", "laboratory.Implausible-other-unit")]
    public async Task RecordLabAsync_UnitWrongOrMissing_IsRefusedWithTheAcceptedUnits(string unit, string code)
    {
        var course = await Unit.RegisterAsync();
        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            Unit.Observations.RecordLabAsync(
                Unit.Nurse,
                new(course, LabTest.NeutrophilCount, 490m, unit, null, Unit.Now)
            )
        );
        Assert.Equal(
            (code, "ANC", "490"),
            (refused.Refusals[0].Code, refused.Refusals[0].Arguments[0], refused.Refusals[0].Arguments[1])
        );
        Assert.Equal("10*9/L, /uL, /mm3, 10*3/uL", refused.Refusals[0].Arguments[3]);
        Assert.Equal(0, Unit.Count("laboratory_result"));
    }

    [Fact]
    public async Task RecordLabAsync_OnlyABound_IsKeptWithItsSignThroughCorrectionAndTakingBack()
    {
        var course = await Unit.RegisterAsync();
        LabEntry Bounded(decimal value, ValueBound bound) =>
            new(course, LabTest.NeutrophilCount, value, "10*9/L", null, Unit.Now) { Bound = bound };

        var outcome = await Unit.Observations.RecordLabAsync(Unit.Nurse, Bounded(0.1m, ValueBound.Below));
        var stored = Assert.Single(await Unit.Observations.LabsAsync(course));
        Assert.Equal(
            (Grade.Grade4, ValueBound.Below, "<0.1 10*9/L"),
            (outcome.Proposal.Grade, stored.Value.Bound, stored.EnteredValue)
        );

        var corrected = await Unit.Observations.CorrectLabAsync(
            Unit.Nurse,
            outcome.Id,
            Bounded(1.5m, ValueBound.AtMost),
            "read again"
        );
        Assert.Equal(GradeReason.BoundDoesNotDecide, corrected.Proposal.Reason);
        await Unit.Observations.TakeBackLabAsync(Unit.Nurse, corrected.Id, "another patient");
        Assert.Equal(
            ["<0.1 10*9/L", "≤1.5 10*9/L"],
            (await Unit.Observations.ReplacedAsync(course)).Select(old => old.Entered).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(ValueBound.Below, 0.5, true)]
    [InlineData(ValueBound.Below, 1.0, false)]
    [InlineData(ValueBound.Above, 0.4, false)]
    public async Task RecordLabAsync_OnlyABound_HoldsOnlyWhereItDecides(ValueBound bound, double value, bool holds)
    {
        var course = await Unit.RegisterAsync();
        await Unit.Observations.RecordLabAsync(
            Unit.Nurse,
            new(course, LabTest.NeutrophilCount, (decimal)value, "10*9/L", null, Unit.Now) { Bound = bound }
        );
        Assert.Equal(holds ? 1 : 0, Unit.Count("hold"));
    }

    [Fact]
    public async Task RecordLabAsync_LowerLimitMissing_SaysThatGrade1CannotBeExcluded()
    {
        var course = await Unit.RegisterAsync();
        var outcome = await Unit.Observations.RecordLabAsync(
            Unit.Nurse,
            new(course, LabTest.PlateletCount, 90m, "10*9/L", null, Unit.Now)
        );
        Assert.Equal(
            (ProposalOutcome.Ungradable, null, GradeReason.LowerLimitOfNormalMissing),
            (outcome.Proposal.Outcome, outcome.Proposal.Grade, outcome.Proposal.Reason)
        );
    }

    [Theory]
    [InlineData(LabTest.WhiteCellCount, 1.9, Grade.Grade3)]
    [InlineData(LabTest.LymphocyteCount, 0.49, Grade.Grade3)]
    public async Task RecordLabAsync_WhiteCellsAndLymphocytes_AreKeptAndGraded(LabTest test, double value, Grade grade)
    {
        var course = await Unit.RegisterAsync();
        var outcome = await Unit.Observations.RecordLabAsync(
            Unit.Nurse,
            new(course, test, (decimal)value, "10*3/uL", null, Unit.Now)
        );
        Assert.Equal(grade, outcome.Proposal.Grade);
        Assert.Equal(
            (test, (decimal)value),
            (
                Assert.Single(await Unit.Observations.LabsAsync(course)).Value.Test,
                (await Unit.Observations.LabsAsync(course))[0].Value.Canonical
            )
        );
    }

    [Fact]
    public async Task RecordLabAsync_HaemoglobinInMillimoles_IsReadBackInThatUnitSoThatItsPrintedLimitDecides()
    {
        var course = await Unit.RegisterAsync();
        await Unit.Observations.RecordLabAsync(
            Unit.Nurse,
            new(course, LabTest.Hemoglobin, 4.9m, "mmol/L", null, Unit.Now)
        );
        var value = Assert.Single(await Unit.Observations.LabsAsync(course)).Value;
        Assert.Equal((4.9m, "mmol/L", 78.96105m), (value.Entered, value.EnteredUnit, value.Canonical));
        Assert.Equal(Grade.Grade2, LabGrading.Propose(Unit.Known.Current.Ctcae, value, null).Grade);
    }

    [Fact]
    public async Task RecordSampleAsync_AllValuesGood_AreSavedTogetherAndSettleTheHold()
    {
        var course = await Unit.RegisterAsync();
        var outcomes = await Unit.Observations.RecordSampleAsync(
            Unit.Nurse,
            [
                new(course, LabTest.PlateletCount, 90m, "10*9/L", 150m, Unit.Now),
                new(course, LabTest.NeutrophilCount, 0.4m, "10*9/L", 1.8m, Unit.Now),
            ]
        );

        Assert.Equal([Grade.Grade1, Grade.Grade4], outcomes.Select(outcome => outcome.Proposal.Grade!.Value));
        Assert.Equal(2, Unit.Count("laboratory_result"));
        Assert.Single(await Unit.OpenHoldsAsync(course));
    }

    [Fact]
    public async Task RecordSampleAsync_OneValueRefused_SavesNone()
    {
        var course = await Unit.RegisterAsync();
        await Assert.ThrowsAsync<RefusedException>(() =>
            Unit.Observations.RecordSampleAsync(
                Unit.Nurse,
                [
                    new(course, LabTest.NeutrophilCount, 0.4m, "10*9/L", null, Unit.Now),
                    new(course, LabTest.PlateletCount, 90m, "furlong", null, Unit.Now),
                ]
            )
        );
        Assert.Equal(0, Unit.Count("laboratory_result"));
        Assert.Empty(await Unit.OpenHoldsAsync(course));
    }

    [Fact]
    public async Task RecordLabAsync_CollectedInTheFuture_IsRefused()
    {
        var course = await Unit.RegisterAsync();
        Assert.Equal("time.in-future", await RefusedAsync(() => Unit.AncAsync(course, 2m, Unit.Now.AddHours(1))));
    }

    [Fact]
    public async Task CorrectLabAsync_Value_ShowsTheNewAndKeepsTheOldWithItsReason()
    {
        var course = await Unit.RegisterAsync();
        var id = (
            await Unit.Observations.RecordLabAsync(
                Unit.Nurse,
                new(course, LabTest.Hemoglobin, 9.4m, "g/dL", null, Unit.Now)
            )
        ).Id;
        Assert.Equal(
            "reason-required",
            await RefusedAsync(() => Unit.Observations.CorrectLabAsync(Unit.Nurse, id, Hb(course, 104m), ""))
        );
        await Unit.Observations.CorrectLabAsync(Unit.Nurse, id, Hb(course, 104m), "read from the wrong line");

        Assert.Equal(104m, Assert.Single(await Unit.Observations.LabsAsync(course)).Value.Canonical);
        var old = Assert.Single(await Unit.Observations.ReplacedAsync(course));
        Assert.Equal(
            (LabTest.Hemoglobin, "9.4 g/dL", false, "read from the wrong line", "nurse"),
            (old.Test, old.Entered, old.TakenBack, old.Reason, old.ChangedBy)
        );
        Assert.Equal(
            "observation.somebody-was-faster",
            await RefusedAsync(() => Unit.Observations.CorrectLabAsync(Unit.Nurse, id, Hb(course, 90m), "again"))
        );
    }

    [Fact]
    public async Task TakeBack_LabAndBloodPressure_AreGoneFromTheListAndReadableWithTheirReason()
    {
        var course = await Unit.RegisterAsync();
        var lab = (
            await Unit.Observations.RecordLabAsync(
                Unit.Nurse,
                new(course, LabTest.Hemoglobin, 9.4m, "g/dL", 12m, Unit.Now)
            )
        ).Id;
        var pressure = (
            await Unit.Observations.RecordBloodPressureAsync(Unit.Nurse, new(course, 182, 95, Unit.Now))
        ).Id;
        Unit.Pass(TimeSpan.FromMinutes(1));
        await Unit.Observations.TakeBackLabAsync(Unit.Nurse, lab, "another patient's");
        Unit.Pass(TimeSpan.FromMinutes(1));
        await Unit.Observations.TakeBackBloodPressureAsync(Unit.Nurse, pressure, "cuff too small");

        Assert.Empty(await Unit.Observations.LabsAsync(course));
        Assert.Empty(await Unit.Observations.BloodPressuresAsync(course));
        Assert.Equal(
            ["182/95 mmHg", "9.4 g/dL"],
            (await Unit.Observations.ReplacedAsync(course)).Select(o => o.Entered)
        );
        Assert.All(await Unit.Observations.ReplacedAsync(course), o => Assert.True(o.TakenBack));
        Assert.Equal(
            "observation.somebody-was-faster",
            await RefusedAsync(() => Unit.Observations.TakeBackBloodPressureAsync(Unit.Nurse, pressure, "again"))
        );
    }

    [Fact]
    public async Task StandingAsync_LongHistory_IsCappedPerTestAndSaysHowManyThereAre()
    {
        var course = await Unit.RegisterAsync();
        const int more = ObservationStore.ShownPerSeries + 3;
        for (int i = 0; i < more; i++)
        {
            var at = Unit.Now.AddDays(-i);
            await Unit.Observations.RecordLabAsync(
                Unit.Nurse,
                new(course, LabTest.PlateletCount, 100m + i, "10*9/L", null, at)
            );
            await Unit.Observations.RecordBloodPressureAsync(Unit.Nurse, new(course, 120 + (i % 20), 80, at));
        }

        await Unit.AncAsync(course, 2.1m);
        var standing = (await Unit.Patients.StandingAsync(course))!;
        Assert.Equal([LabTest.NeutrophilCount, LabTest.PlateletCount], standing.Labs.Select(series => series.Test));
        Assert.Equal((ObservationStore.ShownPerSeries, more), (standing.Labs[1].Newest.Count, standing.Labs[1].Total));
        Assert.Equal([100m, 101m], standing.Labs[1].Newest.Take(2).Select(lab => lab.Value.Canonical));
        Assert.Equal(
            (ObservationStore.ShownPerSeries, more),
            (standing.BloodPressures.Newest.Count, standing.BloodPressures.Total)
        );
        var ready = Assert.IsType<Domain.Rules.AncReadiness.Ready>(standing.Readiness);
        Assert.Equal(2_100_000, ready.Count.MicroGigaPerLitre);
    }

    [Fact]
    public async Task CorrectLabAsync_ValueOfAnotherPatient_IsRefused()
    {
        var id = await Unit.AncAsync(await Unit.RegisterAsync(), 2m);
        var other = await Unit.RegisterAsync();
        Assert.Equal(
            "observation.somebody-was-faster",
            await RefusedAsync(() => Unit.Observations.CorrectLabAsync(Unit.Nurse, id, Unit.Anc(other, 0.2m), "moved"))
        );
        Assert.Empty(await Unit.OpenHoldsAsync(other));
    }

    [Theory]
    [InlineData(139, 89, false, null)]
    [InlineData(140, 80, false, Grade.Grade2)]
    [InlineData(160, 80, false, Grade.Grade3)]
    [InlineData(160, 80, true, null)]
    public async Task RecordBloodPressureAsync_Reading_ProposesAGradeUnlessItIsPartOfAReaction(
        int systolic,
        int diastolic,
        bool duringReaction,
        Grade? grade
    )
    {
        var course = await Unit.RegisterAsync();
        var outcome = await Unit.Observations.RecordBloodPressureAsync(
            Unit.Nurse,
            new(course, systolic, diastolic, Unit.Now, DuringReaction: duringReaction)
        );
        // 139/89 reaches grade 1 at most; which grade that is belongs to the dictionary's own tests.
        Assert.Equal(grade, outcome.Proposal.Grade is Grade.Grade1 ? null : outcome.Proposal.Grade);
        Assert.Equal(
            (systolic, duringReaction),
            (
                Assert.Single(await Unit.Observations.BloodPressuresAsync(course)).Reading.SystolicMmHg,
                (await Unit.Observations.BloodPressuresAsync(course))[0].DuringReaction
            )
        );
    }

    [Fact]
    public async Task RecordBloodPressureAsync_WithBaselineAndPersistence_KeepsBoth()
    {
        var course = await Unit.RegisterAsync();
        var baseline = Reading(120, 80);
        await Unit.Observations.RecordBloodPressureAsync(
            Unit.Nurse,
            new(course, 165, 95, Unit.Now, Baseline: baseline, Persistence: PressurePersistence.OverOneHour)
        );
        var finding = Assert.Single(await Unit.Observations.BloodPressuresAsync(course)).Finding;
        Assert.Equal(
            new PressureFinding(Reading(165, 95), DuringReaction: false, baseline, PressurePersistence.OverOneHour),
            finding
        );
    }

    [Fact]
    public async Task BaselineAsync_IsTheLastReadingBeforeTheFirstInfusionAndNoneOfAReaction()
    {
        var course = await Unit.RegisterAsync();
        Assert.Null(await Unit.Observations.BaselineAsync(course));
        await RecordAsync(118, 76);
        var taken = await RecordAsync(122, 80);
        await RecordAsync(190, 99);
        await Unit.Observations.TakeBackBloodPressureAsync(
            Unit.Nurse,
            (await Unit.Observations.BloodPressuresAsync(course))[0].Id,
            "another patient's"
        );
        await RecordAsync(150, 95, duringReaction: true);
        Assert.Equal(taken, (await Unit.Observations.BaselineAsync(course))!.Id);

        await Unit.StartAsync(await Unit.InfusionAsync(course));
        Unit.Pass(TimeSpan.FromMinutes(1));
        var outcome = await Unit.Observations.RecordBloodPressureAsync(Unit.Nurse, new(course, 150, 85, Unit.Now));
        Assert.Equal(taken, (await Unit.Observations.BaselineAsync(course))!.Id);
        var stored = (await Unit.Observations.BloodPressuresAsync(course)).Single(reading => reading.Id == outcome.Id);
        Assert.Equal(Reading(122, 80), stored.Finding.Baseline);

        async Task<ObservationId> RecordAsync(int systolic, int diastolic, bool duringReaction = false)
        {
            Unit.Pass(TimeSpan.FromMinutes(1));
            return (
                await Unit.Observations.RecordBloodPressureAsync(
                    Unit.Nurse,
                    new(course, systolic, diastolic, Unit.Now, DuringReaction: duringReaction)
                )
            ).Id;
        }
    }

    [Fact]
    public async Task RecordBloodPressureAsync_Swapped_IsRefused()
    {
        var course = await Unit.RegisterAsync();
        Assert.Equal(
            "blood-pressure.SystolicNotAboveDiastolic",
            await RefusedAsync(() =>
                Unit.Observations.RecordBloodPressureAsync(Unit.Nurse, new(course, 80, 120, Unit.Now))
            )
        );
    }

    private static BloodPressureReading Reading(int systolic, int diastolic) =>
        BloodPressureReading.TryRead(systolic, diastolic, out var reading, out var refusal)
            ? reading
            : throw new ArgumentException(refusal.Sentence, nameof(systolic));

    private LabEntry Hb(CourseId course, decimal gramsPerLitre) =>
        new(course, LabTest.Hemoglobin, gramsPerLitre, "g/L", null, Unit.Now);
}

public sealed class ObservationStoreOnSqlite() : ObservationStoreConformance(TestUnit.OnSqlite());

public sealed class ObservationStoreOnPostgres() : ObservationStoreConformance(TestUnit.OnPostgres());
