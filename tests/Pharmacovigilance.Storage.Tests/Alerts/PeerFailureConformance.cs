using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Alerts;

/// <summary>
/// Failures that other systems of this kind had, as tests: those that are tested nowhere else. The trait "peer-failure"
/// carries the number of each; docs/peer-failures.md lists all.
/// </summary>
public abstract class PeerFailureConformance(TestUnit unit) : ClinicalConformance(unit)
{
    [Fact, Trait("peer-failure", "01")]
    public async Task SameRulesAppliedThreeTimes_OneAlertAndOneCall()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.4m);
        for (int time = 0; time < 3; time++)
        {
            await Unit.Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "probe"), scope =>
            {
                CourseSettlement.Run(scope, course);
                return true;
            });
        }

        Assert.Single(await Unit.Alerts.OfCourseAsync(course));
        Assert.Single(await Unit.CallsAsync());
    }

    [Fact, Trait("peer-failure", "10")]
    public async Task PatientWithoutTreatmentOrEvents_GivesFiniteCountsAndNoRate()
    {
        await Unit.RegisterAsync();
        await Unit.GiveAsync(await Unit.RegisterAsync(Regimen.IsaKd), 1);

        foreach (var row in await Unit.Board.ReadAsync())
        {
            Assert.InRange(row.Counts.PatientsAssessed, 0, 1);
            Assert.Equal(0, row.Counts.PatientsWithEvent);
            if (row.Key.Regimen == Regimen.IsaPd)
                Assert.Equal(0, row.Counts.PatientsAssessed);
        }
    }

    [Fact, Trait("peer-failure", "12")]
    public async Task TermThatNobodyCoded_IsRefusedWithItsCodeAndNothingIsHalfSaved()
    {
        var course = await Unit.RegisterAsync();
        Assert.Equal(
            "adverse-event.term-unknown",
            await RefusedAsync(() => Unit.EventAsync(course, "99999999", Grade.Grade3))
        );
        Assert.Empty(await Unit.Events.OfCourseAsync(course));
    }

    [Fact, Trait("peer-failure", "14")]
    public async Task NameInAnyAlphabet_IsAuditedAsItIs()
    {
        var nurse = await Unit.Unit.AddPersonAsync("Дарья Ünal-Ødegård", Role.Nurse);
        var course = await Unit.Patients.RegisterAsync(nurse, Unit.NewPatient());
        Assert.Equal("Дарья Ünal-Ødegård", Unit.Audit.Page(new AuditFilter(course), take: 5)[^1].ActorName);
    }

    [Fact, Trait("peer-failure", "15")]
    public async Task EmptyUnit_CanBeRead()
    {
        var reader = Unit.Unit.Stores.Snapshots;
        var snapshot = await reader.ReadAsync(null, Rooms.None);
        Assert.Empty(snapshot.Today.Items);
        Assert.Empty(snapshot.Alerts.Undecided);
        Assert.All(snapshot.Board.Rows, row =>
            Assert.Equal((0, 0), (row.Counts.PatientsWithEvent, row.Counts.PatientsAssessed))
        );
    }

    [Fact, Trait("peer-failure", "18")]
    public async Task Audit_NamesWhoChanged_NotWhoLookedLast()
    {
        var course = await Unit.RegisterAsync();
        await Unit.AncAsync(course, 0.4m);
        var alert = (await Unit.AlertAsync(course, RuleId.AncHold)).AlertId;
        await Unit.Alerts.AcceptAsync(Unit.OtherPhysician, alert, null);
        await Unit.Alerts.AcknowledgeAsync(Unit.Physician, alert);
        _ = await Unit.Alerts.FindAsync(alert);

        Assert.Equal(
            "other",
            Unit.Audit.Page(new AuditFilter(course), take: 20).First(e => e.Entry.Action == "alert.accept").ActorName
        );
        Assert.DoesNotContain(Unit.Audit.Page(new AuditFilter(course), take: 20), e =>
            e.Entry.Action == "alert.acknowledge"
        );
    }

    [Theory, Trait("peer-failure", "22")]
    [InlineData(Grade.Grade1)]
    [InlineData(Grade.Grade2)]
    public async Task MildGrades_AreInTheGroupOfAnyGrade(Grade grade)
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        await Unit.EventAsync(course, CtcaeTerms.Diarrhea, grade);
        Assert.Equal(1, (await Unit.CountsAsync(Regimen.IsaPd, CtcaeTerms.Diarrhea, GradeBand.Any)).PatientsWithEvent);
        Assert.Equal(
            0,
            (await Unit.CountsAsync(Regimen.IsaPd, CtcaeTerms.Diarrhea, GradeBand.GradeAtLeast3)).PatientsWithEvent
        );
    }
}

public sealed class PeerFailuresOnSqlite() : PeerFailureConformance(TestUnit.OnSqlite());

public sealed class PeerFailuresOnPostgres() : PeerFailureConformance(TestUnit.OnPostgres());
