using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.AdverseEvents;

namespace Pharmacovigilance.Storage.Tests.AdverseEvents;

/// <summary>Of one instant the worse value stands, in whatever order the two were entered.</summary>
public abstract class TiedObservationsConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Theory]
    [InlineData(0.4, 3.0)]
    [InlineData(3.0, 0.4)]
    public async Task RecordLabAsync_LowAndNormalOfOneInstant_HoldsUntilALaterCount(double first, double second)
    {
        var course = await Unit.RegisterAsync();
        var at = Unit.Now;
        foreach (double value in new[] { first, second })
        {
            await Unit.AncAsync(course, (decimal)value, at);
            Unit.Pass(TimeSpan.FromMinutes(5));
        }

        Assert.Null(Assert.Single(await Unit.OpenHoldsAsync(course)).Criterion);
        Assert.False((await Unit.StartAsync(await Unit.InfusionAsync(course))).Recorded);
        var standing = (await Unit.Patients.StandingAsync(course))!;
        Assert.Equal(0.4m, standing.Labs.Single().Newest[0].Value.Canonical);
        Assert.IsType<AncReadiness.OnHold>(standing.Readiness);

        await Unit.AncAsync(course, 1.2m);
        Assert.NotNull(Assert.Single(await Unit.OpenHoldsAsync(course)).Criterion);
    }

    [Fact]
    public async Task CorrectLabAsync_TheWorseOfTwo_LeavesWhatStands()
    {
        var course = await Unit.RegisterAsync();
        var low = await Unit.AncAsync(course, 0.4m);
        await Unit.AncAsync(course, 3m);

        await Unit.Observations.CorrectLabAsync(Unit.Nurse, low, Unit.Anc(course, 4m), "typed wrongly");

        Assert.Empty(await Unit.OpenHoldsAsync(course));
        Assert.Equal(3m, (await Unit.Patients.StandingAsync(course))!.Labs.Single().Newest[0].Value.Canonical);
    }

    [Fact]
    public async Task LabSeries_TiesAtTheCut_AreDecidedByTheOrder()
    {
        var course = await Unit.RegisterAsync();
        var at = Unit.Now;
        var values = Enumerable
            .Range(0, ObservationStore.ShownPerSeries + 2)
            .Select(i => Unit.Anc(course, 2m + i, at))
            .ToList();
        await Unit.Observations.RecordSampleAsync(Unit.Nurse, values);

        Assert.Equal(
            Enumerable.Range(0, ObservationStore.ShownPerSeries).Select(i => 2m + i),
            (await Unit.Patients.StandingAsync(course))!.Labs.Single().Newest.Select(lab => lab.Value.Canonical)
        );
    }

    [Theory]
    [InlineData(120, 170)]
    [InlineData(170, 120)]
    public async Task BloodPressures_TwoOfOneInstant_TheHigherIsTheLatestAndHolds(int first, int second)
    {
        var course = await Unit.RegisterAsync(Regimen.IsaKd);
        await Unit.PressureAsync(course, first, 80);
        await Unit.PressureAsync(course, second, 80);

        Assert.Equal(170, (await Unit.Observations.BloodPressuresAsync(course))[0].Reading.SystolicMmHg);
        Assert.Equal(RuleId.PressureHold, Assert.Single(await Unit.OpenHoldsAsync(course)).Rule);
    }

    [Fact]
    public async Task AlertContext_TiedCounts_CompareWithTheTimeBefore()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 2m, Unit.Now.AddDays(-1));
        await Unit.AncAsync(course, 3m);
        await Unit.AncAsync(course, 2.5m);

        var context = (await Unit.Unit.Stores.AlertContexts.OfAsync([course]))[course];

        Assert.Equal((2.5m, 2m), (context.NeutrophilCounts[0].Value.Canonical, context.PreviousCount!.Value.Canonical));
    }
}

public sealed class TiedObservationsOnSqlite() : TiedObservationsConformance(TestUnit.OnSqlite());

public sealed class TiedObservationsOnPostgres() : TiedObservationsConformance(TestUnit.OnPostgres());
