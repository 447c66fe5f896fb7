using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Storage.Tests.Patients;

public abstract class ParaproteinConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly Paraprotein IgGKappa = new(HeavyChain.IgG, LightChain.Kappa);
    private static readonly Paraprotein LambdaOnly = new(HeavyChain.None, LightChain.Lambda);

    [Fact]
    public async Task Register_WithoutParaprotein_IsUnknownAndNothingIsStored()
    {
        var course = (await Unit.Patients.FindAsync(await Unit.RegisterAsync()))!;
        Assert.Equal((Paraprotein.Unknown, 0), (course.Paraprotein, course.ParaproteinRevision));
        Assert.Equal(0, Unit.Count("patient_paraprotein"));
    }

    [Fact]
    public async Task Register_WithParaprotein_IsFoundWithTheCourseAndInTheList()
    {
        var id = await Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient() with { Paraprotein = IgGKappa });
        Assert.Equal(
            (IgGKappa, 1),
            ((await Unit.Patients.FindAsync(id))!.Paraprotein, (await Unit.Patients.FindAsync(id))!.ParaproteinRevision)
        );
        Assert.Equal(IgGKappa, Assert.Single(await Unit.Patients.SearchAsync()).Paraprotein);
    }

    [Fact]
    public async Task RecordParaprotein_FirstWithoutAReasonThenOnlyWithOne_KeepsEachRevision()
    {
        var id = await Unit.RegisterAsync();
        await Unit.Patients.RecordParaproteinAsync(Unit.Nurse, id, IgGKappa, reason: null);
        Assert.Equal(
            "patient.paraprotein-unchanged",
            await RefusedAsync(() => Unit.Patients.RecordParaproteinAsync(Unit.Nurse, id, IgGKappa, "again"))
        );
        Assert.Equal(
            "reason-required",
            await RefusedAsync(() => Unit.Patients.RecordParaproteinAsync(Unit.Nurse, id, LambdaOnly, " "))
        );
        await Unit.Patients.RecordParaproteinAsync(Unit.Physician, id, LambdaOnly, "read from another report");

        Assert.Equal(
            (LambdaOnly, 2),
            ((await Unit.Patients.FindAsync(id))!.Paraprotein, (await Unit.Patients.FindAsync(id))!.ParaproteinRevision)
        );
        Assert.Equal(2, Unit.Count("patient_paraprotein"));
        Assert.Equal(
            ["course.registered", "patient.paraprotein-recorded", "patient.paraprotein-corrected"],
            Unit.Actions(id)
        );
    }

    [Fact]
    public async Task RecordParaprotein_OfOneWithoutTheRole_IsRefused()
    {
        var id = await Unit.RegisterAsync();
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        await Assert.ThrowsAsync<Storage.Database.NotAllowedException>(() =>
            Unit.Patients.RecordParaproteinAsync(officer, id, IgGKappa, reason: null)
        );
        Assert.Equal(0, Unit.Count("patient_paraprotein"));
    }
}

public sealed class ParaproteinOnSqlite() : ParaproteinConformance(TestUnit.OnSqlite());

public sealed class ParaproteinOnPostgres() : ParaproteinConformance(TestUnit.OnPostgres());
