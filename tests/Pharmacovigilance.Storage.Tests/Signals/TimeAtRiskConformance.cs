using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Tests.Signals;

/// <summary>How long patients are at risk in a line, and when the first event came: as the records say now, and as they said then.</summary>
public abstract class TimeAtRiskConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly StreamKey Infections = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = CtcaeTerms.UpperRespiratoryInfection,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };
    private static readonly StreamKey Reactions = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = CtcaeTerms.InfusionRelatedReaction,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };

    private DateTimeOffset StoredNow => TallyTimes.Stored(Unit.Now);

    [Fact]
    public async Task Event_CorrectedAndTakenBack_MovesTheTimeAndLeavesIt()
    {
        var course = await TreatedAsync();
        var first = await StartAsync();
        Unit.Pass(TimeSpan.FromDays(20));
        var at = StoredNow;
        var row = await Unit.EventAsync(course, Infections.LltCode, Grade.Grade2);
        Assert.Equal(at, (await TimesAsync(Infections)).FirstEventAt);

        var before = Unit.Now;
        Unit.Pass(TimeSpan.FromHours(1));
        row = await Unit.Events.CorrectAsync(
            Unit.Nurse,
            row,
            Unit.Content(Infections.LltCode, Grade.Grade2, onsetAt: at.AddDays(-3)),
            "began earlier"
        );
        Assert.Equal(at.AddDays(-3), (await TimesAsync(Infections)).FirstEventAt);
        await Unit.EventAsync(course, Infections.LltCode, Grade.Grade3);
        Assert.Equal(at.AddDays(-3), (await TimesAsync(Infections)).FirstEventAt);
        row = await Unit.Events.CorrectAsync(
            Unit.Nurse,
            row,
            Unit.Content(Infections.LltCode, Grade.Grade2) with
            {
                OnsetAt = null,
            },
            "nobody knows"
        );
        Assert.Null((await TimesAsync(Infections)).FirstEventAt);
        await Unit.Events.TakeBackAsync(Unit.Nurse, row, "another patient");
        Assert.Equal(at.AddHours(1), (await TimesAsync(Infections)).FirstEventAt);

        Assert.Equal(
            first + StreamTime.Of(35.3),
            (await TimesAsync(Infections)).WindowEnds!.Value,
            TimeSpan.FromMilliseconds(1)
        );
        var then = (await new BoardStore(Unit.Unit.Database).AtAsync(before)).Single(line => line.Key == Infections);
        Assert.Equal(1, then.Counts.PatientsWithEvent);
    }

    [Fact]
    public async Task End_ClosesTheWindow_AndSilenceIsKnownUntilThen()
    {
        var course = await TreatedAsync();
        Assert.Equal(StoredNow, await KnownUntilAsync());
        Unit.Pass(TimeSpan.FromDays(14));
        await Unit.AncAsync(course, 2.5m);
        Assert.Equal(StoredNow, await KnownUntilAsync());

        var end = new TreatmentEnd(Unit.Unit.Clock.Today, CourseEndReason.ProgressiveDisease);
        await Unit.CourseEnds.EndAsync(Unit.Nurse, course, new CourseEnd(end.On, end.Reason));
        Assert.Equal(end.CountsUntil(Unit.Unit.Clock), (await TimesAsync(Infections)).WindowEnds);
        Assert.Null(await KnownUntilAsync());
    }

    [Fact]
    public async Task LostPatient_IsKnownUpToTheLastRecord_AndUnknownAfterIt()
    {
        var course = await TreatedAsync();
        var last = StoredNow;
        Unit.Pass(TimeSpan.FromDays(14));
        await Unit.CourseEnds.EndAsync(
            Unit.Physician,
            course,
            new CourseEnd(Unit.Unit.Clock.Today, CourseEndReason.LostToFollowUp)
        );

        Assert.Equal(last, await KnownUntilAsync());
        Assert.Equal(TallyStatus.Lost, (await PatientAsync(Infections)).Status);
    }

    [Fact]
    public async Task Death_EndsTheWindowWithTheDayOfDeath()
    {
        var course = await TreatedAsync();
        Unit.Pass(TimeSpan.FromDays(9));
        await Unit.CourseEnds.EndAsync(Unit.Nurse, course, new CourseEnd(Unit.Unit.Clock.Today, CourseEndReason.Death));

        var ends = (await TimesAsync(Infections)).WindowEnds!.Value;
        Assert.InRange(ends, Unit.Now, Unit.Now.AddDays(2));
        Assert.Null(await KnownUntilAsync());
    }

    [Fact]
    public async Task SecondCourse_IsOneWindowFromTheFirstInfusion()
    {
        var course = await TreatedAsync();
        var first = await StartAsync();
        Unit.Pass(TimeSpan.FromDays(20));
        await Unit.CourseEnds.EndAsync(
            Unit.Nurse,
            course,
            new CourseEnd(Unit.Unit.Clock.Today, CourseEndReason.ProgressiveDisease)
        );
        var ended = (await TimesAsync(Infections)).WindowEnds;
        Unit.Pass(TimeSpan.FromDays(60));
        var second = await SecondCourseAsync(course);
        await Unit.GiveAsync(second, 1);
        await Unit.EventAsync(second, Infections.LltCode, Grade.Grade2);

        var (times, place) = ((await PatientAsync(Infections)).Times, (await PatientAsync(Infections)).Place);
        Assert.Equal(first, place.FirstInfusionAt);
        Assert.True(times.WindowEnds > ended);
        Assert.Equal(StoredNow, times.FirstEventAt);
        Assert.Equal(StoredNow, await KnownUntilAsync());
        Assert.Equal(
            (2, (int?)null),
            ((await TimesAsync(Reactions)).Infusions, (await TimesAsync(Reactions)).EventInfusion)
        );
    }

    [Fact]
    public async Task Reaction_IsPlacedAtItsInfusion()
    {
        var course = await TreatedAsync();
        await Unit.GiveAsync(course, 2);
        await Unit.EventAsync(course, Reactions.LltCode, Grade.Grade2, await Unit.InfusionAsync(course, 2));

        Assert.Equal((2, 2), ((await TimesAsync(Reactions)).Infusions, (await TimesAsync(Reactions)).EventInfusion));
        var later = await Unit.EventAsync(
            course,
            Reactions.LltCode,
            Grade.Grade1,
            await Unit.InfusionAsync(course, 1),
            onsetAt: Unit.Now.AddDays(-6)
        );
        Assert.Equal(1, (await TimesAsync(Reactions)).EventInfusion);
        await Unit.Events.TakeBackAsync(Unit.Nurse, later, "was a cough");
        Assert.Equal(2, (await TimesAsync(Reactions)).EventInfusion);
    }

    [Fact]
    public async Task CountingAnew_WritesNothingThatStandsAlready()
    {
        var course = await TreatedAsync();
        await Unit.EventAsync(course, Reactions.LltCode, Grade.Grade2, await Unit.InfusionAsync(course));
        await Unit.Unit.Stores.Tallies.CountAnewIfOutdatedAsync();
        var counted = (Unit.Count("tally_change"), Unit.Count("patient_contact"));
        string board = BoardText.Of(await Unit.Board.ReadAsync());

        await Unit.Unit.Queue.RunAsync(new WriteRequest(Unit.Nurse, "test.outdated"), scope =>
            scope.Execute("update tally_stamp set counted_by = 'earlier'")
        );
        Assert.True(await Unit.Unit.Stores.Tallies.CountAnewIfOutdatedAsync());

        Assert.Equal(counted, (Unit.Count("tally_change"), Unit.Count("patient_contact")));
        Assert.Equal(board, BoardText.Of(await new BoardStore(Unit.Unit.Database).ReadAsync()));
    }

    private async Task<CourseId> TreatedAsync()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        return course;
    }

    private async Task<DateTimeOffset> StartAsync() => (await PatientAsync(Infections)).Place.FirstInfusionAt;

    private async Task<TallyTimes> TimesAsync(StreamKey stream) => (await PatientAsync(stream)).Times;

    /// <summary>As remembered, and as read anew.</summary>
    private async Task<CohortPatient> PatientAsync(StreamKey stream)
    {
        var remembered = Assert.Single((await Unit.Board.StateAsync()).Cohort.Patients(stream));
        Assert.Equal(Assert.Single((await Fresh()).Cohort.Patients(stream)), remembered);
        return remembered;
    }

    private async Task<DateTimeOffset?> KnownUntilAsync()
    {
        var cohort = (await Unit.Board.StateAsync()).Cohort;
        var known = cohort.KnownUntil(cohort.Order[0].PatientId, Regimen.IsaPd);
        Assert.Equal(known, (await Fresh()).Cohort.KnownUntil(cohort.Order[0].PatientId, Regimen.IsaPd));
        return known;
    }

    private Task<BoardState> Fresh() => new BoardStore(Unit.Unit.Database).StateAsync();

    /// <summary>A second course of the same patient and regimen, as rows: nobody needs a form for it here.</summary>
    private Task<CourseId> SecondCourseAsync(CourseId first) =>
        Unit.Unit.Queue.RunAsync(new WriteRequest(Unit.Nurse, "test.second-course"), scope =>
        {
            var course = scope.NewId<CourseId>();
            scope.Execute(
                """
                insert into course (id, patient_id, code, regimen, first_dose_on, registered_at, registered_by)
                select @course, patient_id, code || '-2', regimen, first_dose_on, registered_at, registered_by from course where id = @first
                """,
                new { course, first }
            );
            scope.Execute(
                "insert into course_attending (course_id, revision, physician_id, since, recorded_by) select @course, revision, physician_id, since, recorded_by from course_attending where course_id = @first",
                new { course, first }
            );
            CalendarPlanning.TopUp(scope, course);
            return course;
        });
}

public sealed class TimeAtRiskOnSqlite() : TimeAtRiskConformance(TestUnit.OnSqlite());

public sealed class TimeAtRiskOnPostgres() : TimeAtRiskConformance(TestUnit.OnPostgres());
