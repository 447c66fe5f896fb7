using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.AdverseEvents;

namespace Pharmacovigilance.Storage.Tests.AdverseEvents;

/// <summary>Causality and reporting on a real database: newest counts, everything stays readable, a report closes its rule alone.</summary>
public abstract class ReportingConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private const string Gvp = "eu-gvp-vi";
    private const string Russia = "ru-medical-organisation";
    private Actor officer = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
    }

    [Fact]
    public async Task AssessAsync_SecondOfOneDrugAndMethod_NeedsAReasonAndKeepsTheFirst()
    {
        var (_, id) = await EventAsync();
        var pomalidomide = CausalityContent.By(SuspectDrug.Pomalidomide, WhoUmcCategory.Possible, "timing");
        await Unit.Causality.AssessAsync(Unit.Physician, id, pomalidomide, 0, null);
        await Unit.Causality.AssessAsync(
            Unit.Physician,
            id,
            CausalityContent.By(SuspectDrug.Isatuximab, WhoUmcCategory.Unlikely),
            0,
            null
        );
        Assert.Equal(
            "reason-required",
            await RefusedAsync(() =>
                Unit.Causality.AssessAsync(officer, id, pomalidomide with { WhoUmc = WhoUmcCategory.Probable }, 1, " ")
            )
        );
        Assert.Equal(
            "causality.somebody-was-faster",
            await RefusedAsync(() => Unit.Causality.AssessAsync(officer, id, pomalidomide, 0, "again"))
        );
        Unit.Pass(TimeSpan.FromHours(1));
        await Unit.Causality.AssessAsync(
            officer,
            id,
            pomalidomide with
            {
                WhoUmc = WhoUmcCategory.Probable,
            },
            1,
            "recovered after withdrawal"
        );

        var all = await Unit.Causality.OfEventAsync(id);
        Assert.Equal(
            [WhoUmcCategory.Probable, WhoUmcCategory.Possible],
            all.Where(one => one.Content.Drug == SuspectDrug.Pomalidomide).Select(one => one.Content.WhoUmc!.Value)
        );
        Assert.Equal(3, all.Count);
        Assert.Equal(("officer", "recovered after withdrawal"), (all[0].AssessedBy, all[0].Reason));
    }

    [Fact]
    public async Task AssessAsync_NaranjoWithNineAnswers_IsKeptWithoutAScore()
    {
        var (_, id) = await EventAsync();
        List<NaranjoAnswer> answers = [.. Enumerable.Repeat(NaranjoAnswer.Yes, 9), NaranjoAnswer.Unanswered];
        await Unit.Causality.AssessAsync(
            Unit.Physician,
            id,
            CausalityContent.By(SuspectDrug.Isatuximab, answers),
            0,
            null
        );
        Assert.Null(Assert.Single(await Unit.Causality.OfEventAsync(id)).Score);
        answers[9] = NaranjoAnswer.Unknown;
        Unit.Pass(TimeSpan.FromMinutes(1));
        await Unit.Causality.AssessAsync(
            Unit.Physician,
            id,
            CausalityContent.By(SuspectDrug.Isatuximab, answers),
            1,
            "completed"
        );
        var scored = (await Unit.Causality.OfEventAsync(id))[0];
        Assert.Equal(7, scored.Score);
        Assert.Equal(answers, scored.Content.Naranjo!);
    }

    [Fact]
    public async Task AssessAsync_NurseOrDrugOfTheOtherRegimen_IsRefused()
    {
        var (_, id) = await EventAsync();
        await Assert.ThrowsAsync<Storage.Database.NotAllowedException>(() =>
            Unit.Causality.AssessAsync(
                Unit.Nurse,
                id,
                CausalityContent.By(SuspectDrug.Isatuximab, WhoUmcCategory.Certain),
                0,
                null
            )
        );
        Assert.Equal(
            "causality.not-a-suspect",
            await RefusedAsync(() =>
                Unit.Causality.AssessAsync(
                    Unit.Physician,
                    id,
                    CausalityContent.By(SuspectDrug.Carfilzomib, WhoUmcCategory.Certain),
                    0,
                    null
                )
            )
        );
    }

    [Fact]
    public async Task DueAsync_UnitThatHasNotChosen_SaysSoAndListsNothing()
    {
        await EventAsync();
        var list = await Unit.Reporting.DueAsync();
        Assert.Null(list.Choice);
        Assert.Empty(list.Cases);
    }

    [Fact]
    public async Task DueAsync_SeriousFirstAndClosedOnesNot()
    {
        await Unit.Reporting.ChooseAsync(officer, [Gvp], "after authorisation");
        var (_, mild) = await EventAsync(serious: SeriousnessCriteria.None);
        var (_, serious) = await EventAsync(serious: SeriousnessCriteria.Hospitalisation);

        var list = await Unit.Reporting.DueAsync();
        Assert.Equal([serious, mild], list.Cases.Select(one => one.Event.EventId));
        var aware = list.Cases[0].AwareOn;
        Assert.Equal([aware.AddDays(15), aware.AddDays(90)], list.Cases.Select(one => one.FirstDueOn!.Value));

        await Unit.Reporting.SubmitAsync(officer, serious, Gvp, aware, "RZN-1");
        await Unit.Reporting.NotRequiredAsync(officer, mild, Gvp, "known to the holder");
        Assert.Empty((await Unit.Reporting.DueAsync()).Cases);
    }

    [Fact]
    public async Task SubmitAsync_OneRuleOfTwo_LeavesTheOtherOpenAndAWithdrawalOpensItAgain()
    {
        await Unit.Reporting.ChooseAsync(officer, [Gvp, Russia], "both");
        var (_, id) = await EventAsync(serious: SeriousnessCriteria.Hospitalisation);
        await Unit.Reporting.SubmitAsync(officer, id, Russia, (await CaseAsync(id)).AwareOn, " RZN-2 ");

        var standing = (await CaseAsync(id)).Standings.ToDictionary(one => one.Regime.Code, StringComparer.Ordinal);
        Assert.Equal((false, true), (standing[Russia].IsOpen, standing[Gvp].IsOpen));
        Assert.Equal(
            ("RZN-2", "officer"),
            (standing[Russia].ClosedBy!.Reference, standing[Russia].ClosedBy!.RecordedBy)
        );
        Assert.Equal(
            "reporting.closed-already",
            await RefusedAsync(() =>
                Unit.Reporting.SubmitAsync(officer, id, Russia, (DateOnly.FromDateTime(Unit.Now.Date)), "RZN-3")
            )
        );

        await Unit.Reporting.WithdrawAsync(officer, standing[Russia].ClosedBy!.Id, "wrong number");
        Assert.Contains((await CaseAsync(id)).Standings, one => one is { Regime.Code: Russia, IsOpen: true });
        Assert.Equal(
            "reporting.withdrawn-already",
            await RefusedAsync(() => Unit.Reporting.WithdrawAsync(officer, standing[Russia].ClosedBy!.Id, "again"))
        );
        Assert.Single((await Unit.Reporting.DueAsync()).Cases);
        Assert.Equal(2, (await CaseAsync(id)).History.Count);
    }

    [Fact]
    public async Task SubmitAsync_WithoutNumberInTheFutureOrUnderAnotherRule_IsRefused()
    {
        await Unit.Reporting.ChooseAsync(officer, [Gvp], "only this");
        var (_, id) = await EventAsync();
        var today = (await CaseAsync(id)).AwareOn;
        Assert.Equal(
            "reporting.reference-required",
            await RefusedAsync(() => Unit.Reporting.SubmitAsync(officer, id, Gvp, today, " "))
        );
        Assert.Equal(
            "reporting.submitted-in-future",
            await RefusedAsync(() => Unit.Reporting.SubmitAsync(officer, id, Gvp, today.AddDays(1), "1"))
        );
        Assert.Equal(
            "reporting.regime-not-chosen",
            await RefusedAsync(() => Unit.Reporting.SubmitAsync(officer, id, Russia, today, "1"))
        );
        await Assert.ThrowsAsync<Storage.Database.NotAllowedException>(() =>
            Unit.Reporting.SubmitAsync(Unit.Nurse, id, Gvp, today, "1")
        );
    }

    [Fact]
    public async Task NoteAwarenessAsync_Earlier_MovesDayZeroWithItsReason()
    {
        await Unit.Reporting.ChooseAsync(officer, [Gvp], "only this");
        var course = await CourseAsync();
        Unit.Pass(TimeSpan.FromDays(5));
        var id = await Unit.EventAsync(course, CtcaeTerms.Diarrhea, Grade.Grade2, onsetAt: Unit.Now.AddDays(-4));
        var recorded = await CaseAsync(id);
        Assert.Equal(
            "reporting.aware-after-recording",
            await RefusedAsync(() =>
                Unit.Reporting.NoteAwarenessAsync(Unit.Nurse, id, recorded.Recorded.AddMilliseconds(1), "call")
            )
        );
        Assert.Equal(
            "reporting.aware-before-onset",
            await RefusedAsync(() =>
                Unit.Reporting.NoteAwarenessAsync(Unit.Nurse, id, Unit.Now.AddDays(-4).AddMilliseconds(-1), "call")
            )
        );
        Assert.Equal(
            "reason-required",
            await RefusedAsync(() => Unit.Reporting.NoteAwarenessAsync(Unit.Nurse, id, Unit.Now.AddDays(-3), ""))
        );

        await Unit.Reporting.NoteAwarenessAsync(Unit.Nurse, id, Unit.Now.AddDays(-3), "the patient rang the ward");

        var noted = await CaseAsync(id);
        Assert.Equal(recorded.FirstDueOn!.Value.AddDays(-3), noted.FirstDueOn);
        Assert.Equal("the patient rang the ward", noted.Awareness!.Reason);
    }

    [Fact]
    public async Task Case_NoInfusionStarted_IsNotValidUntilOneHas()
    {
        await Unit.Reporting.ChooseAsync(officer, [Gvp], "only this");
        var course = await Unit.RegisterAsync();
        var id = await Unit.EventAsync(course, CtcaeTerms.Diarrhea, Grade.Grade2);
        var before = await CaseAsync(id);
        Assert.Equal([CasePart.SuspectProduct], before.Facts.Missing);
        Assert.Null(before.FirstDueOn);
        Assert.Single((await Unit.Reporting.DueAsync()).Cases);
        Unit.Pass(TimeSpan.FromDays(2));
        await Unit.AncAsync(course, 2.5m);
        await Unit.StartAsync(await Unit.InfusionAsync(course));
        Assert.Equal(before.AwareOn.AddDays(2 + 15), (await CaseAsync(id)).FirstDueOn);
    }

    [Fact]
    public async Task Case_CorrectedEvent_KeepsTheTimeOfItsFirstRecording()
    {
        await Unit.Reporting.ChooseAsync(officer, [Gvp], "only this");
        var (_, id) = await EventAsync();
        var first = await CaseAsync(id);
        Unit.Pass(TimeSpan.FromDays(3));
        await Unit.Events.CorrectAsync(
            Unit.Nurse,
            id,
            first.Event.Content with
            {
                Grade = Grade.Grade3,
            },
            "worse than thought"
        );
        Assert.Equal(
            (first.AwareAt, first.FirstDueOn),
            ((await CaseAsync(id)).AwareAt, (await CaseAsync(id)).FirstDueOn)
        );
    }

    [Fact]
    public async Task ChooseAsync_Decisions_AreVersionedAndUnknownOnesRefused()
    {
        Assert.Equal(
            "reporting.regime-unknown",
            await RefusedAsync(() => Unit.Reporting.ChooseAsync(officer, ["moon"], "why"))
        );
        await Assert.ThrowsAsync<Storage.Database.NotAllowedException>(() =>
            Unit.Reporting.ChooseAsync(Unit.Physician, [Gvp], "why")
        );
        await Unit.Reporting.ChooseAsync(officer, [Gvp], "first");
        Assert.Equal(
            "reporting.nothing-changed",
            await RefusedAsync(() => Unit.Reporting.ChooseAsync(officer, [Gvp], "again"))
        );
        await Unit.Reporting.ChooseAsync(officer, [Gvp, Russia], "second");
        var all = await Unit.Reporting.ChoicesAsync();
        Assert.Equal(["second", "first"], all.Select(choice => choice.Reason));
        Assert.Equal([Russia, Gvp], all[0].Regimes);
    }

    private async Task<ReportingCase> CaseAsync(AdverseEventId id) => (await Unit.Reporting.OfEventAsync(id))!;

    private async Task<CourseId> CourseAsync()
    {
        var course = await Unit.RegisterAsync(Regimen.IsaPd);
        await Unit.AncAsync(course, 2.5m);
        await Unit.StartAsync(await Unit.InfusionAsync(course));
        return course;
    }

    private async Task<(CourseId Course, AdverseEventId Event)> EventAsync(SeriousnessCriteria? serious = null)
    {
        var course = await CourseAsync();
        Unit.Pass(TimeSpan.FromMinutes(20));
        var content = Unit.Content(CtcaeTerms.Diarrhea, Grade.Grade2) with
        {
            SeriousnessAssessed = serious is not null,
            Seriousness = serious ?? SeriousnessCriteria.None,
        };
        return (course, await Unit.Events.RecordAsync(Unit.Nurse, course, content));
    }
}

public sealed class ReportingOnSqlite() : ReportingConformance(TestUnit.OnSqlite());

public sealed class ReportingOnPostgres() : ReportingConformance(TestUnit.OnPostgres());
