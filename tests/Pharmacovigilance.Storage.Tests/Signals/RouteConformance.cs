using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Tests.Signals;

/// <summary>Who is counted with whom: by route, in one window per patient and regimen, and never in silence.</summary>
public abstract class RouteConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly StreamKey Reactions = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = CtcaeTerms.InfusionRelatedReaction,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };

    private static RatePlans Plans => ClinicalUnit.Knowledge.RatePlans;

    [Theory]
    [InlineData(InfusionRoute.Subcutaneous)]
    [InlineData(InfusionRoute.IntravenousRapid)]
    public async Task Patient_FirstTreatedByAnotherRoute_FormsLinesWithoutReference(InfusionRoute route)
    {
        await Unit.GiveAsync(await Unit.RegisterAsync(), 1);
        int lines = (await Unit.Board.ReadAsync()).Count;
        var before = await PassedAsync();
        var course = await Unit.RegisterAsync();
        await GiveAsync(course, route);
        var infusion = await Unit.InfusionAsync(course);
        await Unit.EventAsync(course, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade3);

        var board = await Unit.Board.ReadAsync();
        var own = board.Where(row => row.Key.Route == route).ToList();
        Assert.Equal(lines / 2, own.Count);
        Assert.Equal(1, (await RowAsync(Reactions)).Counts.Treated);
        Assert.Equal(
            (1, 1),
            (
                (await RowAsync(Reactions with { Route = route })).Counts.Treated,
                (await RowAsync(Uri(route))).Counts.PatientsWithEvent
            )
        );
        Assert.Equal(0, (await RowAsync(Uri(InfusionRoute.Intravenous))).Counts.PatientsWithEvent);
        Assert.All(own, row => Assert.True(row.Evidence is null && row.Definition.Reference is null));

        // A correction of the route moves the patient, and every board that was shown can be shown again.
        var shown = (await PassedAsync(), BoardText.Of(board));
        var start = (await Unit.Infusions.FindAsync(infusion))!.Steps.Single(step =>
            step.Kind == InfusionStepKind.Started
        );
        var entry = new InfusionStepEntry(
            infusion,
            InfusionStepKind.Started,
            start.At,
            25_000,
            70_000,
            "Sarclisa",
            "B-1",
            Route: InfusionRoute.Intravenous
        );
        Assert.Equal(
            "reason-required",
            await RefusedAsync(() => Unit.Infusions.CorrectAsync(Unit.Nurse, start.Id, entry, " "))
        );
        await Unit.Infusions.CorrectAsync(Unit.Nurse, start.Id, entry, "the other product");

        Assert.DoesNotContain(await Unit.Board.ReadAsync(), row => row.Key.Route == route);
        Assert.Equal(
            (2, 1),
            (
                (await RowAsync(Reactions)).Counts.Treated,
                (await RowAsync(Uri(InfusionRoute.Intravenous))).Counts.PatientsWithEvent
            )
        );
        Assert.Equal(InfusionRoute.Intravenous, (await Unit.Infusions.FindAsync(infusion))!.State.Route);
        var fresh = new BoardStore(Unit.Unit.Database);
        Assert.Equal(shown.Item2, BoardText.Of(await fresh.AtAsync(shown.Item1)));
        Assert.Equal(lines, (await fresh.AtAsync(before)).Count);
    }

    [Fact]
    public async Task Start_WithoutAWord_GoesTheChosenWay_AndAnotherWaySaysWhy()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        await Unit.RatePlans.ChooseAsync(
            Unit.Physician,
            infusion,
            "rapid",
            Plans.HashOf("rapid")!,
            "two tolerated doses"
        );
        var entry = new InfusionStepEntry(
            infusion,
            InfusionStepKind.Started,
            Unit.Now,
            null,
            70_000,
            "Sarclisa",
            "B-1",
            Route: InfusionRoute.Subcutaneous
        );
        Assert.Equal(
            "infusion.route-not-as-chosen",
            await RefusedAsync(() => Unit.Infusions.RecordAsync(Unit.Nurse, entry))
        );
        Assert.Equal(
            "required",
            await RefusedAsync(() =>
                Unit.Infusions.RecordAsync(
                    Unit.Nurse,
                    entry with
                    {
                        Route = InfusionRoute.Intravenous,
                        Reason = "no pump",
                    }
                )
            )
        );

        await Unit.Infusions.RecordAsync(Unit.Nurse, entry with { Route = null, RateMicrolitresPerHour = 500_000 });
        var record = (await Unit.Infusions.FindAsync(infusion))!;
        Assert.Equal(
            (InfusionRoute.IntravenousRapid, "rapid", 700_000L),
            (record.State.Route, record.Plan.Table!.Id, record.State.DoseMicrograms)
        );
        Assert.Equal(InfusionState.From(record.Steps), record.State);
        Assert.Equal(
            "infusion.route-after-start",
            await RefusedAsync(() =>
                Unit.RatePlans.ChooseAsync(Unit.Physician, infusion, "later", Plans.HashOf("later")!, "slower")
            )
        );
    }

    [Fact]
    public async Task Start_ByAnotherRouteThanPlanned_HasNoTableOfTheIntravenousInfusion()
    {
        var infusion = await Unit.InfusionAsync(await Unit.RegisterAsync());
        await Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(
                infusion,
                InfusionStepKind.Started,
                Unit.Now,
                500_000,
                70_000,
                "Sarclisa",
                "B-1",
                Route: InfusionRoute.IntravenousRapid
            )
        );
        var record = (await Unit.Infusions.FindAsync(infusion))!;
        Assert.Equal(
            (InfusionRoute.IntravenousRapid, null, null),
            (record.Plan.Route, record.Plan.Table, record.ProgressAt(Unit.Now))
        );
    }

    [Theory]
    [InlineData(InfusionRoute.Subcutaneous, 0)]
    [InlineData(InfusionRoute.IntravenousRapid, 1)]
    public async Task Premedication_OfTheIntravenousPlan_IsWatchedForVeinsOnly(InfusionRoute route, int alerts)
    {
        var course = await Unit.RegisterAsync();
        await GiveAsync(course, route);
        Assert.Equal(
            alerts,
            (await Unit.Alerts.OfCourseAsync(course)).Count(alert => alert.Rule == RuleId.PremedicationMissing)
        );
    }

    [Fact]
    public async Task Patient_TreatedAgain_CountsOnceInTheWindowOfTheFirstInfusion()
    {
        var first = await Unit.RegisterAsync();
        await Unit.GiveAsync(first, 1);
        await Unit.CourseEnds.EndAsync(
            Unit.Physician,
            first,
            new CourseEnd(Unit.Unit.Clock.Today, CourseEndReason.ProgressiveDisease)
        );
        var second = await SecondCourseAsync(first);
        Unit.Pass(TimeSpan.FromDays(100));
        await Unit.GiveAsync(second, 1);
        await Unit.EventAsync(second, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade2);
        Assert.Equal((1, 1), K(await RowAsync(Uri(InfusionRoute.Intravenous))));

        // The trial of this line was followed for 35.3 months: the window is not begun anew by the second course.
        var third = await Unit.RegisterAsync();
        await Unit.GiveAsync(third, 1);
        var again = await SecondCourseAsync(third);
        Unit.Pass(TimeSpan.FromDays(1100));
        await Unit.GiveAsync(again, 1);
        await Unit.EventAsync(again, CtcaeTerms.UpperRespiratoryInfection, Grade.Grade2);
        Assert.Equal((1, 2), K(await RowAsync(Uri(InfusionRoute.Intravenous))));
        var detail = (await Unit.Unit.Stores.Streams.ReadAsync(Uri(InfusionRoute.Intravenous), 10))!;
        Assert.Equal((2, 1), (detail.M, detail.K));
    }

    [Fact]
    public async Task Patient_WhoIsLost_StaysInTheDenominatorAndOpensTheBound()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        await Unit.GiveAsync(await Unit.RegisterAsync(), 1, ReactionStatement.NotReported);
        await Unit.CourseEnds.EndAsync(
            Unit.Physician,
            course,
            new CourseEnd(Unit.Unit.Clock.Today, CourseEndReason.LostToFollowUp)
        );

        var counts = (await RowAsync(Reactions)).Counts;
        Assert.Equal(
            (0, 1, 1, 1),
            (counts.PatientsWithEvent, counts.PatientsAssessed, counts.NotAssessed, counts.Lost)
        );
        Assert.Equal((2, 2), (counts.AtMost, counts.Treated));
    }

    [Fact]
    public async Task Event_ThatBeganBeforeTreatmentAndWorsenedUnderIt_CountsInBothBands()
    {
        var course = await Unit.RegisterAsync();
        var row = await Unit.EventAsync(
            course,
            CtcaeTerms.UpperRespiratoryInfection,
            Grade.Grade2,
            onsetAt: Unit.Now.AddDays(-2)
        );
        await Unit.GiveAsync(course, 1);
        Assert.Equal((0, 1), K(await RowAsync(Uri(InfusionRoute.Intravenous))));
        await Unit.Courses.RecordAsync(Unit.Nurse, row, new EventCourseContent(Unit.Now, Grade.Grade3, null));

        Assert.Equal((1, 1), K(await RowAsync(Uri(InfusionRoute.Intravenous))));
        Assert.Equal((1, 1), K(await RowAsync(Uri(InfusionRoute.Intravenous) with { Band = GradeBand.GradeAtLeast3 })));
    }

    [Fact]
    public void FollowUp_OfGradeThreeAndHigher_IsNeverLongerThanOfAnyGrade() =>
        Assert.All(
            BoardStreams
                .Of(ClinicalUnit.Knowledge, EvidencePolicy.Of(EvidenceMethod.SameAsTrial))
                .Where(definition => definition.Key.Band is GradeBand.GradeAtLeast3),
            definition =>
                Assert.True(
                    (BoardStreams.FollowUp(ClinicalUnit.Knowledge, definition.Key) ?? TimeSpan.MaxValue)
                        <= (
                            BoardStreams.FollowUp(ClinicalUnit.Knowledge, definition.Key with { Band = GradeBand.Any })
                            ?? TimeSpan.MaxValue
                        ),
                    definition.Key.ToString()
                )
        );

    private static StreamKey Uri(InfusionRoute route) =>
        Reactions with
        {
            LltCode = CtcaeTerms.UpperRespiratoryInfection,
            Route = route,
        };

    private static (int K, int M) K(BoardRow row) => (row.Counts.PatientsWithEvent, row.Counts.PatientsAssessed);

    private async Task<BoardRow> RowAsync(StreamKey key) =>
        (await Unit.Board.ReadAsync()).Single(row => row.Key == key);

    private async Task<DateTimeOffset> PassedAsync()
    {
        var at = Unit.Now;
        await Task.CompletedTask;
        Unit.Pass(TimeSpan.FromMinutes(1));
        return at;
    }

    private async Task GiveAsync(CourseId course, InfusionRoute route)
    {
        var infusion = await Unit.InfusionAsync(course);
        long? rate = route == InfusionRoute.Subcutaneous ? null : 500_000;
        await Unit.Infusions.RecordAsync(
            Unit.Nurse,
            new(infusion, InfusionStepKind.Started, Unit.Now, rate, 70_000, "Sarclisa", "B-1", Route: route)
        );
        Unit.Pass(TimeSpan.FromMinutes(30));
        await Unit.EndAsync(infusion);
    }

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

public sealed class RouteOnSqlite() : RouteConformance(TestUnit.OnSqlite());

public sealed class RouteOnPostgres() : RouteConformance(TestUnit.OnPostgres());
