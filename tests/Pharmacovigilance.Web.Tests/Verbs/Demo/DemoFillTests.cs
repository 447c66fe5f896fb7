using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Verbs.Demo;

namespace Pharmacovigilance.Web.Tests.Verbs.Demo;

public sealed class DemoFillTests
{
    [Fact]
    public async Task Fill_Twice_GivesTheSameDatabaseToTheLastByte()
    {
        await using var first = await DemoTestUnit.FilledAsync();
        await using var second = await DemoTestUnit.FilledAsync();
        Assert.Equal(await first.CopyAsync(), await second.CopyAsync());
    }

    [Fact]
    public async Task Fill_AsShipped_StandsAsAVisitorIsToFindIt()
    {
        await using var unit = await DemoTestUnit.FilledAsync(DemoParameters.Default);
        var snapshot = await unit.Get<UnitSnapshotReader>().ReadAsync(previous: null, Rooms.None);

        var today = snapshot.Today.Items.Where(i => i.Infusion.Head.PlannedOn == DemoParameters.Default.Today).ToList();
        Assert.Equal(DemoParameters.Default.Today, snapshot.Today.Date);
        Assert.Equal(2, today.Count(i => i.Infusion.State.Status == InfusionStatus.Running));
        Assert.InRange(today.Count(i => i.Infusion.State.Status == InfusionStatus.Premedicated), 1, 4);
        Assert.InRange(today.Count(i => i.Infusion.State.Status == InfusionStatus.Planned), 3, 8);
        Assert.InRange(today.Count(i => i.OpenHolds.Count > 0), 1, 2);
        Assert.InRange(snapshot.Alerts.Undecided.Count, 3, 8);
        Assert.Contains(snapshot.Alerts.Undecided, a => a.Rule == RuleId.AncHold);
        Assert.Contains(snapshot.Board.Rows, r => r.State is Domain.Signals.StreamState.Signal);
        var courses = await unit.Get<PatientStore>().SearchAsync();
        Assert.InRange(courses.Count, 38, 44);
        Assert.All(courses, c => Assert.StartsWith("DEMO-", c.Details.RecordNumber, StringComparison.Ordinal));
        Assert.Empty(unit.Log.Lines);
        Assert.False(unit.Get<DemoLive>().IsOn);
    }

    [Fact]
    public async Task Fill_WithoutPatients_OpensAnEmptyUnit()
    {
        await using var unit = await DemoTestUnit.FilledAsync(DemoTestUnit.Small with { Patients = 0 });
        Assert.DoesNotContain(await unit.Get<PatientStore>().SearchAsync(), c =>
            c.FirstDoseOn <= DemoParameters.Default.Today
        );
        Assert.Equal(unit.Get<DemoSimulator>().Opens, unit.Get<UnitClock>().Now, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Fill_OfARealUnit_IsRefused()
    {
        await using var unit = DemoTestUnit.Real();
        Assert.Null(unit.Find<DemoUnit>());
        Assert.Null(unit.Find<DemoLive>());
        Assert.Null(unit.Find<DemoSimulator>());
        var services = new Microsoft.Extensions.DependencyInjection.ServiceCollection();
        Assert.Throws<InvalidOperationException>(() => services.AddDemo(unit.Get<UnitPlace>(), DemoParameters.Default));
        Assert.Empty(services);
    }
}
