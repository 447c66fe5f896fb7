using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

/// <summary>The count of a subset never exceeds that of its set, whatever was recorded.</summary>
public class NestedCountTests
{
    private const string Uri = StreamCourses.Uri;
    private static readonly DateTimeOffset Start = StreamCourses.Start;
    private static readonly string[] Terms =
    [
        Uri,
        StreamCourses.Irr,
        StreamCourses.Anc,
        CtcaeTerms.Diarrhea,
        CtcaeTerms.Hypertension,
    ];

    private static readonly Gen<Grade?> AnyGrade = Gen.Elements<Grade?>(
        null,
        Grade.Grade1,
        Grade.Grade2,
        Grade.Grade3,
        Grade.Grade4,
        Grade.Grade5
    );
    private static readonly Gen<int> Day = Gen.Choose(-40, 120);

    private static readonly Gen<TallyEvent> Event =
        from term in Gen.Elements(Terms)
        from onset in Perhaps(Day)
        from grade in AnyGrade
        from version in Gen.Elements(Enum.GetValues<CtcaeVersion>())
        from later in Gen.Zip(Day, Gen.Zip(AnyGrade, Gen.Elements(true, false, false))).ListOf()
        from again in AnyGrade
        from route in Gen.Elements<InfusionRoute?>(null, InfusionRoute.Intravenous, InfusionRoute.Subcutaneous)
        select Recorded(
            term,
            onset,
            grade,
            version,
            [.. later.Where(one => onset is null || one.Item1 > onset).OrderBy(one => one.Item1)],
            again
        ) with
        {
            Route = route,
        };

    private static readonly Gen<TallyFacts> Facts =
        from events in Event.ListOf()
        from values in Gen.Zip(Day, AnyGrade).ListOf()
        from statement in Gen.Elements<ReactionStatement?>(
            null,
            ReactionStatement.NoReactionObserved,
            ReactionStatement.ReactionsRecorded,
            ReactionStatement.NotReported
        )
        from until in Perhaps(Gen.Choose(1, 100))
        from lost in Gen.Elements(true, false)
        from second in Gen.Elements(Enum.GetValues<InfusionRoute>())
        select new TallyFacts(
            [
                new(statement is null ? InfusionStatus.Running : InfusionStatus.Ended, Start, statement),
                new(InfusionStatus.Ended, Start.AddDays(14), ReactionStatement.NoReactionObserved, second),
            ],
            [.. events],
            [.. values.Select(value => StreamCourses.Value(value.Item1, value.Item2))],
            until is { } day ? Start.AddDays(day) : null,
            lost && until is { } end ? Start.AddDays(end - 30) : null
        );

    private static readonly Gen<TallyScale> Scales =
        from version in Gen.Elements(Enum.GetValues<CtcaeVersion>())
        from since in Day
        select new TallyScale(
            DataFiles.Library.Equivalence,
            CtcaeVersion.V403,
            new([new CtcaeAdoption(version, Start.AddDays(since))])
        );

    private static readonly Gen<(TimeSpan? Any, TimeSpan? Severe)> FollowUps =
        from any in Perhaps(Gen.Choose(1, 100))
        from less in Gen.Choose(0, 50)
        select (Days(any), Days(any - Math.Min(less, any ?? 0)));

    private static Gen<int?> Perhaps(Gen<int> number) =>
        Gen.OneOf(Gen.Constant((int?)null), number.Select(one => (int?)one));

    private static TimeSpan? Days(int? days) => days is { } known ? TimeSpan.FromDays(known) : null;

    [Fact]
    public void Bands_OfEveryPatientAndSeries_AreNested() =>
        Prop.ForAll(
                (
                    from facts in Facts
                    from scale in Scales
                    from followUp in FollowUps
                    select (facts, scale, followUp)
                ).ToArbitrary(),
                c =>
                    Terms
                        .Select(term => new TallySeries(term, EventBasis.AdverseEvent))
                        .Append(new TallySeries(StreamCourses.Anc, EventBasis.Laboratory))
                        .All(series =>
                        {
                            var rows = CourseTally.Of(c.facts, [series], c.scale, (_, band) =>
                                band is GradeBand.Any ? c.followUp.Any : c.followUp.Severe
                            );
                            var (any, severe) = (rows[0].Status, rows[1].Status);
                            return (severe is not TallyStatus.Event || any is TallyStatus.Event)
                                && (any is not TallyStatus.NoEvent || severe is TallyStatus.NoEvent);
                        })
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Counts_OfACohort_AreNestedWithTheirBounds() =>
        Prop.ForAll(
                (from cohort in Facts.NonEmptyListOf() from scale in Scales select (cohort, scale)).ToArbitrary(),
                c =>
                    Terms.All(term =>
                    {
                        var rows = c
                            .cohort.SelectMany(facts =>
                                CourseTally.Of(facts, [new TallySeries(term, EventBasis.AdverseEvent)], c.scale)
                            )
                            .ToLookup(row => row.Band, row => row.Status);
                        var (any, severe) = (
                            StreamCounts.Of(rows[GradeBand.Any]),
                            StreamCounts.Of(rows[GradeBand.GradeAtLeast3])
                        );
                        return severe.PatientsWithEvent <= any.PatientsWithEvent
                            && severe.AtMost <= any.AtMost
                            && severe.Treated == any.Treated
                            && any.AtMost <= any.Treated
                            && any.PatientsWithEvent <= any.PatientsAssessed;
                    })
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void WorstGradeThreeOrHigher_OfAPatientsEvents_IsNoMoreThanTheBandCounts() =>
        Prop.ForAll(
                (from events in Event.ListOf() from until in Gen.Choose(1, 60) select (events, until)).ToArbitrary(),
                c =>
                {
                    var course = StreamCourses.Course(
                        events: [.. c.events.Select(one => new StreamEvent(one with { Route = null }, null))]
                    );
                    var all = StreamCourses.Cohort(StreamCourses.Any, c.until / 30.0, course);
                    int severe = StreamCourses
                        .Cohort(StreamCourses.Severe, c.until / 30.0, course)
                        .Count(patient => patient.HasEvent);
                    return all.Count(patient => patient.HasEvent && patient.Worst >= Grade.Grade3) <= severe;
                }
            )
            .QuickCheckThrowOnFailure();

    // Day of onset, grade then, days and grades after it; any grade, grade 3 or higher.
    [Theory]
    [InlineData(-5, 1, "20:3", TallyStatus.Event, TallyStatus.Event)]
    [InlineData(-5, 1, "20:2", TallyStatus.Event, TallyStatus.NoEvent)]
    [InlineData(-5, 2, "20:2", TallyStatus.NoEvent, TallyStatus.NoEvent)]
    [InlineData(-5, 2, "20:1", TallyStatus.NoEvent, TallyStatus.NoEvent)]
    [InlineData(-5, 3, "20:4", TallyStatus.Event, TallyStatus.Event)]
    [InlineData(-9, 4, "-5:1 20:3", TallyStatus.Event, TallyStatus.Event)]
    [InlineData(-9, 4, "-5:1", TallyStatus.NoEvent, TallyStatus.NoEvent)]
    [InlineData(-5, 1, "90:3", TallyStatus.NoEvent, TallyStatus.NoEvent)]
    [InlineData(5, 1, "20:3", TallyStatus.Event, TallyStatus.Event)]
    [InlineData(5, 1, "90:3", TallyStatus.Event, TallyStatus.NoEvent)]
    [InlineData(null, 2, "-5:2", TallyStatus.NoEvent, TallyStatus.NoEvent)]
    [InlineData(null, 2, "-5:2 20:3", TallyStatus.Event, TallyStatus.Event)]
    public void Event_ThatBeganBeforeTreatment_CountsIfItWorsenedUnderIt(
        int? onset,
        int grade,
        string course,
        TallyStatus any,
        TallyStatus severe
    )
    {
        var later = course
            .Split(' ')
            .Select(part => part.Split(':'))
            .Select(part => (int.Parse(part[0], null), ((Grade?)int.Parse(part[1], null), false)))
            .ToList();
        var facts = new TallyFacts(
            [new(InfusionStatus.Ended, Start, ReactionStatement.NoReactionObserved)],
            [Recorded(Uri, onset, (Grade)grade, CtcaeVersion.V50, later, null)],
            [],
            Start.AddDays(60)
        );
        var rows = CourseTally.Of(facts, [new TallySeries(Uri, EventBasis.AdverseEvent)], StreamCourses.Scale);

        Assert.Equal((any, severe), (rows[0].Status, rows[1].Status));
    }

    /// <summary>No shipped term is so; a hospital's own workbook may be.</summary>
    [Fact]
    public void Bands_OfATermWhoseVersionsAgreeFromGrade3OnOnly_AreNested()
    {
        const string Ache = "10000001";
        var library = DataFiles
            .Library.With(Workbook(CtcaeVersion.V403, (Grade.Grade1, "mild"), (Grade.Grade3, "severe")), [])
            .With(Workbook(CtcaeVersion.V50, (Grade.Grade3, "severe")), []);
        var scale = new TallyScale(
            library.Equivalence,
            CtcaeVersion.V403,
            new([new CtcaeAdoption(CtcaeVersion.V403, Start.AddDays(-1))])
        );
        var facts = new TallyFacts(
            [new(InfusionStatus.Ended, Start, ReactionStatement.NoReactionObserved)],
            [new TallyEvent(Ache, Start.AddDays(5), [new(CtcaeVersion.V50, Grade.Grade3)], Start.AddDays(5))],
            []
        );

        Assert.False(
            library.Equivalence.Between(Ache, GradeBand.Any, CtcaeVersion.V50, CtcaeVersion.V403).IsComparable
        );
        Assert.All(CourseTally.Of(facts, [new TallySeries(Ache, EventBasis.AdverseEvent)], scale), row =>
            Assert.Equal(TallyStatus.Event, row.Status)
        );

        static NciDictionary Workbook(CtcaeVersion version, params (Grade Grade, string Text)[] grades) =>
            new(
                version,
                [
                    new NciTerm
                    {
                        Llt = Ache,
                        Soc = "General disorders",
                        Name = "Ache",
                        Grades = grades.ToDictionary(g => g.Grade, g => g.Text),
                        Definition = "Invented.",
                        NavigationalNote = null,
                        Change = null,
                    },
                ]
            );
    }

    private static TallyEvent Recorded(
        string term,
        int? onset,
        Grade? grade,
        CtcaeVersion version,
        List<(int Day, (Grade? Grade, bool Over) Said)> later,
        Grade? again
    )
    {
        DateTimeOffset? at = onset is { } day ? Start.AddDays(day) : null;
        var grades = later.Where(one => !one.Said.Over && one.Said.Grade is not null).ToList();
        var worst = grades.Select(one => one.Said.Grade).Append(grade).Max();
        var severe =
            grade >= Grade.Grade3 ? at
            : grades.Exists(one => one.Said.Grade >= Grade.Grade3)
                ? Start.AddDays(grades.Find(one => one.Said.Grade >= Grade.Grade3).Day)
            : null;
        IReadOnlyList<TallyGrading> gradings =
        [
            new(version, grade is null && !(worst >= Grade.Grade3) ? null : worst),
            .. again is null ? [] : new[] { new TallyGrading(CtcaeVersion.V403, worst) },
        ];
        return new TallyEvent(term, at, gradings, severe)
        {
            Course =
            [
                .. at is { } began ? [new TallyStanding(began, grade)] : Array.Empty<TallyStanding>(),
                .. later.Select(one => new TallyStanding(
                    Start.AddDays(one.Day),
                    one.Said.Over ? null : one.Said.Grade,
                    one.Said.Over
                )),
            ],
        };
    }
}
