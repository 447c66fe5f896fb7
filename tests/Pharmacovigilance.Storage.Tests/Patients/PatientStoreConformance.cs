using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Tests.Patients;

public abstract class PatientStoreConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact]
    public async Task RegisterAsync_NewPatient_PlansSixInfusionsOfTheRegimen()
    {
        var course = await Unit.Patients.RegisterAsync(
            Unit.Nurse,
            Unit.NewPatient(firstDoseOn: new DateOnly(2026, 3, 2))
        );

        var calendar = await Unit.Infusions.CalendarAsync(course);
        Assert.Equal(
            ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23", "2026-03-30", "2026-04-13"],
            calendar.Select(i => StoredText.Date(i.Head.PlannedOn))
        );
        Assert.Equal(
            [(1, 1), (1, 8), (1, 15), (1, 22), (2, 1), (2, 15)],
            calendar.Select(i => (i.Head.Cycle, i.Head.DayOfCycle))
        );
        Assert.All(calendar, i => Assert.Equal(InfusionState.Planned, i.State));
        Assert.All(calendar, i => Assert.Null(i.Head.GivenOrdinal));
    }

    [Fact]
    public async Task RegisterAsync_EachCourse_HasItsOwnCodeAndPatient()
    {
        var first = await Unit.Patients.FindAsync(await Unit.RegisterAsync());
        var second = await Unit.Patients.FindAsync(await Unit.RegisterAsync(Regimen.IsaKd));

        Assert.Equal(("C-0001", "C-0002"), (first!.Code, second!.Code));
        Assert.NotEqual(first.PatientId, second.PatientId);
        Assert.Equal((Regimen.IsaKd, "physician", 1), (second.Regimen, second.AttendingPhysician, second.Revision));
    }

    [Fact]
    public async Task RegisterAsync_RecordNumberTaken_IsRefusedAndNothingRemains()
    {
        await Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient("N 7"));

        Assert.Equal(
            "patient.record-number-taken",
            await RefusedAsync(() => Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient(" N 7 ")))
        );
        Assert.Equal((1, 1, 6), (Unit.Count("patient"), Unit.Count("course"), Unit.Count("infusion")));
    }

    [Fact]
    public async Task RegisterAsync_NumberACorrectionGaveUp_IsFree()
    {
        var course = await Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient("N 7"));
        await Unit.Patients.CorrectAsync(Unit.Nurse, course, Details("N 8"), "digit misread");

        await Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient("N 7"));
        Assert.Equal(
            "patient.record-number-taken",
            await RefusedAsync(() => Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient("N 8")))
        );
    }

    [Fact]
    public async Task RegisterAsync_SeveralThingsWrong_NamesThemAll()
    {
        var bad = Unit.NewPatient(" ", family: "") with { FirstDoseOn = new DateOnly(2026, 3, 2).AddYears(2) };
        var refused = await Assert.ThrowsAsync<RefusedException>(() => Unit.Patients.RegisterAsync(Unit.Nurse, bad));
        Assert.Equal(["recordNumber", "familyName", "firstDoseOn"], refused.Refusals.Select(r => r.Field));
    }

    [Fact]
    public async Task RegisterAsync_PhysicianIsANurseOrDisabled_IsRefused()
    {
        var nurse = Unit.NewPatient() with { AttendingPhysicianId = Unit.Nurse.UserId!.Value };
        Assert.Equal(
            "course.physician-unknown",
            await RefusedAsync(() => Unit.Patients.RegisterAsync(Unit.Nurse, nurse))
        );

        await Unit.Unit.Accounts.DisableAsync(Actor.Product, Unit.Physician.UserId!.Value, "left the unit");
        Assert.Equal(
            "course.physician-unknown",
            await RefusedAsync(() => Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient()))
        );
    }

    [Fact]
    public async Task RegisterAsync_BySomebodyWithoutTheRole_IsRefused()
    {
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        await Assert.ThrowsAsync<NotAllowedException>(() => Unit.Patients.RegisterAsync(officer, Unit.NewPatient()));
        Assert.Equal(0, Unit.Count("patient"));
    }

    [Fact]
    public async Task RegisterAsync_SameKeyTwice_GivesOneCourse()
    {
        var patient = Unit.NewPatient();
        var first = await Unit.Patients.RegisterAsync(Unit.Nurse, patient, "form-1");
        Assert.Equal(first, await Unit.Patients.RegisterAsync(Unit.Nurse, patient, "form-1"));
        Assert.Equal(1, Unit.Count("course"));
    }

    [Fact]
    public async Task CorrectAsync_WithReason_ShowsTheNewDetailsAndKeepsTheOld()
    {
        var course = await Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient("N 1", "Falk"));
        await Unit.Patients.CorrectAsync(Unit.Nurse, course, Details("N 1", "Falck"), "spelling");

        var record = await Unit.Patients.FindAsync(course);
        Assert.Equal(("Falck", 2), (record!.Details.FamilyName, record.Revision));
        Assert.Equal(
            ["Falk", "Falck"],
            Unit.Unit.Read(s => s.Query<string>("select family_name from patient_detail order by revision"))
        );
        var entry = Unit.Audit.Page(new AuditFilter(course, ActionPrefix: "patient.corrected"))[0];
        Assert.Equal("spelling", entry.Entry.Reason);
        Assert.Contains(
            "\"replaces\":{\"recordNumber\":\"N 1\",\"familyName\":\"Falk\"",
            entry.Entry.Details,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task CorrectAsync_WithoutReasonOrToAnothersNumber_IsRefused()
    {
        var course = await Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient("N 1"));
        await Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient("N 2"));

        Assert.Equal(
            "reason-required",
            await RefusedAsync(() => Unit.Patients.CorrectAsync(Unit.Nurse, course, Details("N 3"), " "))
        );
        Assert.Equal(
            "patient.record-number-taken",
            await RefusedAsync(() => Unit.Patients.CorrectAsync(Unit.Nurse, course, Details("N 2"), "digit"))
        );
        await Unit.Patients.CorrectAsync(Unit.Nurse, course, Details("N 1"), "given name");
    }

    [Fact]
    public async Task AssignPhysicianAsync_OpenAndLaterAlerts_CallTheNewPhysician()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.49m);
        await Unit.Patients.AssignPhysicianAsync(Unit.Nurse, course, Unit.OtherPhysician.UserId!.Value, "holiday");
        await Unit.Alerts.OverrideAsync(
            Unit.OtherPhysician,
            (await Unit.AlertAsync(course, Domain.Rules.RuleId.AncHold)).AlertId,
            Domain.Alerts.OverrideReason.WillMonitor,
            null
        );
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.AncAsync(course, 0.48m);

        Assert.Equal("other", (await Unit.Patients.FindAsync(course))!.AttendingPhysician);
        var calls = await Unit.CallsAsync();
        Assert.Equal(
            [Unit.Physician.UserId, Unit.OtherPhysician.UserId, Unit.OtherPhysician.UserId],
            calls.Select(o => (UserId?)o.PersonId)
        );
    }

    [Theory]
    [InlineData("ёлкин")]
    [InlineData("ЁЛКИН")]
    [InlineData("Елена")]
    [InlineData("  ёлкина елена ")]
    [InlineData("елена ёлкина")]
    [InlineData("Ü-19")]
    [InlineData("c-0001")]
    public async Task SearchAsync_AnyScriptAndCase_FindsThePatient(string text)
    {
        await Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient("ü-19", "Ёлкина ", "Елена"));
        await Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient("R-2", "Falk", "Ida"));

        Assert.Equal("Ёлкина", Assert.Single(await Unit.Patients.SearchAsync(text)).Details.FamilyName);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    [InlineData("Falk Елена")]
    public async Task SearchAsync_WildcardsOrWordsOfTwoPatients_FindNobody(string text)
    {
        await Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient("1", "Ёлкина", "Елена"));
        await Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient("2", "Falk", "Ida"));
        Assert.Empty(await Unit.Patients.SearchAsync(text));
    }

    [Fact]
    public async Task SearchAsync_Nothing_ListsEverybodyByName()
    {
        foreach (string family in new[] { "Berg", "Adler", "Ёлкина" })
            await Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient(family: family));
        Assert.Equal(
            ["Adler", "Berg", "Ёлкина"],
            (await Unit.Patients.SearchAsync(" ")).Select(c => c.Details.FamilyName)
        );
    }

    [Fact]
    public async Task OverviewAsync_EachCourse_ShowsItsOwnNextInfusionAlertsAndHold()
    {
        var held = await Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient(family: "Adler"));
        var running = await Unit.Patients.RegisterAsync(Unit.Nurse, Unit.NewPatient(family: "Berg"));
        await Unit.AncAsync(held, 0.4m);
        await Unit.AncAsync(running, 2.4m);
        await Unit.StartAsync(await Unit.InfusionAsync(running));
        var rows = await Unit.Patients.OverviewAsync();

        Assert.Equal([held, running], rows.Select(r => r.Course.CourseId));
        Assert.Equal(
            (Unit.Unit.Clock.Today, false, 1, true),
            (rows[0].NextPlannedOn, rows[0].Running, rows[0].UndecidedAlerts, rows[0].OnHold)
        );
        Assert.Equal(
            (Unit.Unit.Clock.Today.AddDays(7), true, false),
            (rows[1].NextPlannedOn, rows[1].Running, rows[1].OnHold)
        );
        Assert.Equal((await Unit.Alerts.OfCourseAsync(running)).Count, rows[1].UndecidedAlerts);
        Assert.Equal(held, Assert.Single(await Unit.Patients.OverviewAsync("adler")).Course.CourseId);
    }

    [Fact]
    public async Task StandingAsync_Course_IsEverythingRecordedAboutItAndNothingElse()
    {
        var course = await Unit.RegisterAsync();
        var other = await Unit.RegisterAsync();
        foreach (var one in new[] { course, other })
        {
            await Unit.AncAsync(one, 0.4m);
            await Unit.EventAsync(one, Domain.AdverseEvents.CtcaeTerms.Diarrhea, null);
            await Unit.Observations.RecordBloodPressureAsync(Unit.Nurse, new(one, 120, 80, Unit.Now));
        }

        var standing = (await Unit.Patients.StandingAsync(course))!;
        Assert.Equal(
            (6, 1, 1, 1, 1, 1, 0),
            (
                standing.Calendar.Count,
                standing.Alerts.Count,
                standing.Holds.Count,
                standing.Labs.Count,
                standing.BloodPressures.Newest.Count,
                standing.Events.Count,
                standing.Replaced.Count
            )
        );
        Assert.All(standing.Events, e => Assert.Equal(course, e.CourseId));
        Assert.Null(await Unit.Patients.StandingAsync(Unit.Unit.Ids.Next<CourseId>(Unit.Now)));
    }

    [Fact]
    public async Task FindAsync_UnknownCourse_IsNull() =>
        Assert.Null(await Unit.Patients.FindAsync(Unit.Unit.Ids.Next<CourseId>(Unit.Now)));

    private static PatientDetails Details(string number, string family = "Falk") =>
        new()
        {
            RecordNumber = number,
            FamilyName = family,
            GivenName = "Ida",
            BirthDate = new DateOnly(1956, 4, 3),
            Sex = Sex.Female,
        };
}

public sealed class PatientStoreOnSqlite() : PatientStoreConformance(TestUnit.OnSqlite());

public sealed class PatientStoreOnPostgres() : PatientStoreConformance(TestUnit.OnPostgres());
