using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.AdverseEvents;

public abstract class CtcaeAdoptionConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private const string Anc = CtcaeTerms.NeutrophilCountDecreased;
    private Actor officer = null!;

    [Fact]
    public async Task AdoptAsync_Version6_ReportedNeutropeniaNoLongerComparesAndReactionsDo()
    {
        var course = await TreatedAsync();
        await Unit.EventAsync(course, Anc, Grade.Grade3);
        await Unit.EventAsync(course, CtcaeTerms.InfusionRelatedReaction, Grade.Grade2);
        var silent = await TreatedAsync();
        await AdoptAsync(CtcaeVersion.V60);

        var neutropenia = await Unit.CountsAsync(Regimen.IsaPd, Anc, GradeBand.Any);
        Assert.Equal(
            (0, 0, 2),
            (neutropenia.PatientsWithEvent, neutropenia.PatientsAssessed, neutropenia.NotComparable)
        );
        var row = await Unit.RowAsync(Regimen.IsaPd, Anc, GradeBand.Any);
        Assert.Equal(StreamState.NotComparable, row.State);
        var reactions = await Unit.CountsAsync(Regimen.IsaPd, CtcaeTerms.InfusionRelatedReaction, GradeBand.Any);
        Assert.Equal((1, 2, 0), (reactions.PatientsWithEvent, reactions.PatientsAssessed, reactions.NotComparable));
        Assert.Equal("6.0", Unit.Audit.Page(new AuditFilter(), take: 1)[0].Versions.Ctcae);
        Assert.NotEqual(course, silent);
    }

    [Fact]
    public async Task AdoptAsync_Version6_LaboratorySeriesAndHoldsStayBecauseTheyReadValues()
    {
        var course = await TreatedAsync();
        await AdoptAsync(CtcaeVersion.V60);
        await Unit.AncAsync(course, 0.3m);

        var counts = await Unit.CountsAsync(Regimen.IsaPd, Anc, GradeBand.GradeAtLeast3, EventBasis.Laboratory);
        Assert.Equal((1, 1, 0), (counts.PatientsWithEvent, counts.PatientsAssessed, counts.NotComparable));
        Assert.Single(await Unit.OpenHoldsAsync(course));
    }

    [Fact]
    public async Task Events_GradedByTheNewVersionOnly_AreCountedOnItAndComparedWithNothing()
    {
        await AdoptAsync(CtcaeVersion.V60);
        var course = await TreatedAsync();
        await Unit.Events.RecordAsync(
            Unit.Nurse,
            course,
            Unit.Content(Anc, Grade.Grade2) with
            {
                CtcaeVersion = CtcaeVersion.V60,
            }
        );

        var counts = await Unit.CountsAsync(Regimen.IsaPd, Anc, GradeBand.Any);
        Assert.Equal((1, 1, 0), (counts.PatientsWithEvent, counts.PatientsAssessed, counts.NotComparable));
        var row = await Unit.RowAsync(Regimen.IsaPd, Anc, GradeBand.Any);
        Assert.Equal(StreamState.NotComparable, row.State);
    }

    [Fact]
    public async Task RecordAsync_AfterTheChange_TakesOnlyTheVersionInForce()
    {
        var course = await TreatedAsync();
        var old = Unit.Content(Anc, Grade.Grade3);
        await AdoptAsync(CtcaeVersion.V60);

        Assert.Equal(
            "adverse-event.version-not-in-force",
            await RefusedAsync(() => Unit.Events.RecordAsync(Unit.Nurse, course, old))
        );
        await Unit.Events.RecordAsync(
            Unit.Nurse,
            course,
            old with
            {
                CtcaeVersion = CtcaeVersion.V60,
                Grade = Grade.Grade2,
            }
        );
        Assert.Equal(CtcaeVersion.V60, Assert.Single(await Unit.Events.OfCourseAsync(course)).Content.CtcaeVersion);
    }

    [Fact]
    public async Task CorrectAsync_AfterTheChange_KeepsTheVersionTheEventWasGradedBy()
    {
        var course = await TreatedAsync();
        var row = await Unit.EventAsync(course, Anc, Grade.Grade3);
        await AdoptAsync(CtcaeVersion.V60);
        await Unit.Events.CorrectAsync(Unit.Nurse, row, Unit.Content(Anc, Grade.Grade4), "value read again");

        var content = Assert.Single(await Unit.Events.OfCourseAsync(course)).Content;
        Assert.Equal((CtcaeVersion.V50, Grade.Grade4), (content.CtcaeVersion, content.Grade!.Value));
    }

    [Fact]
    public async Task RegradeFromValuesAsync_AddsARowBesideTheOldAndIsIdempotent()
    {
        var course = await TreatedAsync();
        var value = await Unit.AncAsync(course, 0.7m);
        var row = await Unit.Events.RecordAsync(
            Unit.Nurse,
            course,
            Unit.Content(Anc, Grade.Grade3) with
            {
                SourceObservationId = value,
            }
        );
        await AdoptAsync(CtcaeVersion.V60);
        Assert.Equal(1, await Unit.Regradings.DueAsync());

        Assert.Equal(1, await Unit.Regradings.RegradeFromValuesAsync(officer));
        Assert.Equal(0, await Unit.Regradings.RegradeFromValuesAsync(officer));
        var again = Assert.Single(await Unit.Regradings.OfEventAsync(row));
        Assert.Equal(
            (CtcaeVersion.V60, Grade.Grade2, value),
            (again.Version, again.Grade!.Value, again.SourceObservationId!.Value)
        );
        Assert.Equal(Grade.Grade3, Assert.Single(await Unit.Events.OfCourseAsync(course)).Content.Grade);
        Assert.Contains("adverse-event.regraded", Unit.Actions(course));
    }

    [Fact]
    public async Task RegradeFromValuesAsync_AfterAnySequenceOfVersions_IsIdempotentAndAgreesWithTheValue()
    {
        var course = await TreatedAsync();
        var rows = new Dictionary<AdverseEventId, LabValue>();
        foreach (decimal anc in new[] { 0.05m, 0.3m, 0.5m, 0.7m, 1.0m, 1.2m })
        {
            Assert.True(LabValue.TryRead(LabTest.NeutrophilCount, anc, "10*9/L", out var value, out _));
            var source = await Unit.AncAsync(course, anc);
            var grade = LabGrading.Propose(Unit.Known.Current.Ctcae, value, null).Grade;
            rows.Add(
                await Unit.Events.RecordAsync(
                    Unit.Nurse,
                    course,
                    Unit.Content(Anc, grade) with
                    {
                        SourceObservationId = source,
                    }
                ),
                value
            );
        }

        var inForce = CtcaeVersion.V50;
        foreach (
            var version in Gen.Elements(Enum.GetValues<CtcaeVersion>())
                .ListOf(6)
                .Sample(3)
                .SelectMany(sequence => sequence)
        )
        {
            if (version == inForce)
                continue;
            await AdoptAsync(inForce = version);
            await Unit.Regradings.RegradeFromValuesAsync(officer);
            Assert.Equal(0, await Unit.Regradings.RegradeFromValuesAsync(officer));
            foreach (var (row, value) in rows)
            {
                var again = await Unit.Regradings.OfEventAsync(row);
                Assert.Equal(again.Count, again.Select(grading => grading.Version).Distinct().Count());
                Assert.All(again, grading =>
                    Assert.Equal(
                        LabGrading.Propose(Unit.Known.Current.Library[grading.Version], value, null).Grade,
                        grading.Grade
                    )
                );
                Assert.True(version == CtcaeVersion.V50 || again.Any(grading => grading.Version == version));
            }
        }
    }

    [Fact]
    public async Task Event_FromAStoredValue_CountsOnTheScaleInForceWhateverItWasGradedBy()
    {
        await AdoptAsync(CtcaeVersion.V60);
        var course = await TreatedAsync();
        var value = await Unit.AncAsync(course, 0.7m);
        await Unit.Events.RecordAsync(
            Unit.Nurse,
            course,
            Unit.Content(Anc, Grade.Grade2) with
            {
                CtcaeVersion = CtcaeVersion.V60,
                SourceObservationId = value,
            }
        );

        var counts = await Unit.CountsAsync(Regimen.IsaPd, Anc, GradeBand.GradeAtLeast3);
        Assert.Equal((0, 1, 0), (counts.PatientsWithEvent, counts.PatientsAssessed, counts.NotComparable));
        await AdoptAsync(CtcaeVersion.V50);
        counts = await Unit.CountsAsync(Regimen.IsaPd, Anc, GradeBand.GradeAtLeast3);
        Assert.Equal((1, 1, 0), (counts.PatientsWithEvent, counts.PatientsAssessed, counts.NotComparable));
    }

    [Fact]
    public async Task Event_GradedByVersion5FromAStoredValue_CountsOnVersion6WithoutBeingGradedAgainByHand()
    {
        var course = await TreatedAsync();
        var value = await Unit.AncAsync(course, 0.3m);
        await Unit.Events.RecordAsync(
            Unit.Nurse,
            course,
            Unit.Content(Anc, Grade.Grade4) with
            {
                SourceObservationId = value,
            }
        );
        await AdoptAsync(CtcaeVersion.V60);

        var counts = await Unit.CountsAsync(Regimen.IsaPd, Anc, GradeBand.GradeAtLeast3);
        Assert.Equal((1, 1, 0), (counts.PatientsWithEvent, counts.PatientsAssessed, counts.NotComparable));
    }

    [Fact]
    public async Task RegradeAsync_ByAPerson_RefusesAGradeThatDoesNotExistAndASecondTime()
    {
        var course = await TreatedAsync();
        var row = await Unit.EventAsync(course, CtcaeTerms.Hypertension, Grade.Grade1);
        Assert.Equal(
            "adverse-event.graded-already",
            await RefusedAsync(() => Unit.Regradings.RegradeAsync(Unit.Nurse, row, Grade.Grade1))
        );
        await AdoptAsync(CtcaeVersion.V60);

        Assert.Equal(
            "adverse-event.grade-does-not-exist",
            await RefusedAsync(() => Unit.Regradings.RegradeAsync(Unit.Nurse, row, Grade.Grade1))
        );
        await Unit.Regradings.RegradeAsync(Unit.Nurse, row, null);
        Assert.Equal(ProposalOutcome.NotGraded, Assert.Single(await Unit.Regradings.OfEventAsync(row)).Outcome);
        Assert.Equal(
            "adverse-event.graded-already",
            await RefusedAsync(() => Unit.Regradings.RegradeAsync(Unit.Nurse, row, Grade.Grade2))
        );
    }

    [Fact]
    public async Task PreviewAsync_SaysWhatAdoptingThenDoesAndChangesNothing()
    {
        var course = await TreatedAsync();
        await Unit.EventAsync(course, Anc, Grade.Grade3);
        await Unit.EventAsync(course, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade2);
        await TreatedAsync();
        var before = await Unit.Board.ReadAsync();
        var preview = await Unit.Adoptions.PreviewAsync(CtcaeVersion.V60);
        Assert.Equal(before, await Unit.Board.ReadAsync());
        await Unit.Adoptions.AdoptAsync(officer, preview, "the hospital changes");
        var after = await Unit.Board.ReadAsync();

        var changed = before
            .Zip(after)
            .Where(pair => pair.First.State != pair.Second.State)
            .Select(pair => (pair.First.Key.LltCode, pair.First.Key.Basis, pair.First.Key.Band, pair.Second.State));
        Assert.Equal(changed, preview.Streams.Select(s => (s.LltCode, s.Basis, s.Band, s.After)));
        Assert.Contains(preview.Streams, s =>
            s
                is {
                    Regimen: Regimen.IsaPd,
                    LltCode: Anc,
                    Basis: EventBasis.AdverseEvent,
                    After: StreamState.NotComparable
                }
        );
        Assert.Equal((2, 0, 2), (preview.Courses, preview.Regradable, preview.Judged));
        // Of the family of infusion reactions, v6.0 grades cytokine release by other criteria.
        Assert.All(preview.Rules, rule =>
            Assert.Equal(rule.LltCode != CtcaeTerms.CytokineReleaseSyndrome, rule.SameCriteria)
        );
    }

    [Fact]
    public async Task AdoptAsync_WithoutReasonOrTwiceOrOnAnOldPreview_IsRefused()
    {
        var preview = await Unit.Adoptions.PreviewAsync(CtcaeVersion.V60);
        var other = await Unit.Adoptions.PreviewAsync(CtcaeVersion.V403);
        Assert.Equal("reason-required", await RefusedAsync(() => Unit.Adoptions.AdoptAsync(officer, preview, " ")));
        await Unit.Adoptions.AdoptAsync(officer, preview, "the hospital changes");
        Assert.Equal(
            "ctcae.in-force-already",
            await RefusedAsync(() => Unit.Adoptions.AdoptAsync(officer, preview, "again"))
        );
        Assert.Equal(
            "ctcae.preview-outdated",
            await RefusedAsync(() => Unit.Adoptions.AdoptAsync(officer, other, "back"))
        );
        await Assert.ThrowsAsync<NotAllowedException>(() => Unit.Adoptions.AdoptAsync(Unit.Nurse, preview, "not mine"));
        Assert.Equal(["the hospital changes"], (await Unit.Adoptions.AllAsync()).Select(a => a.Reason));
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
    }

    private async Task AdoptAsync(CtcaeVersion version) =>
        await Unit.Adoptions.AdoptAsync(officer, await Unit.Adoptions.PreviewAsync(version), "the hospital changes");

    private async Task<CourseId> TreatedAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        return course;
    }
}

public sealed class CtcaeAdoptionOnSqlite() : CtcaeAdoptionConformance(TestUnit.OnSqlite());

public sealed class CtcaeAdoptionOnPostgres() : CtcaeAdoptionConformance(TestUnit.OnPostgres());
