using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public sealed class EventCourseTests
{
    private static readonly DateTimeOffset Onset = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly AdverseEventId Event = new(new Guid(1, 0, 0, new byte[8]));
    private static readonly CtcaeTerm Reaction = DataFiles.Ctcae50.Find(CtcaeTerms.InfusionRelatedReaction)!;

    [Fact]
    public void At_BeforeOnset_HasNotBegun() =>
        Assert.Equal(EventPhase.NotYet, Course(Grade.Grade2).At(Onset.AddMinutes(-1)).Phase);

    [Fact]
    public void At_OnsetItself_HasTheGradeItWasRecordedWith() =>
        Assert.Equal(new EventStanding(EventPhase.Graded, Grade.Grade2), Course(Grade.Grade2).At(Onset));

    [Fact]
    public void At_TheMinuteOfAChange_HasTheNewGradeAndBeforeItTheOld()
    {
        var course = Course(Grade.Grade2, Said(1, 30, Grade.Grade1));
        Assert.Equal(Grade.Grade2, course.At(Onset.AddMinutes(29)).Grade);
        Assert.Equal(Grade.Grade1, course.At(Onset.AddMinutes(30)).Grade);
    }

    [Theory]
    [InlineData(Grade.Grade1, true)]
    [InlineData(Grade.Grade2, false)]
    public void IsAtMost_GradeOne_HoldsForOneAndNotForTwo(Grade grade, bool expected) =>
        Assert.Equal(expected, Course(Grade.Grade3, Said(1, 10, grade)).Current.IsAtMost(Grade.Grade1));

    [Fact]
    public void IsAtMost_UnknownGrade_IsNever() => Assert.False(Course(null).Current.IsAtMost(Grade.Grade5));

    [Fact]
    public void IsAtMost_ResolvedEvent_IsAlways() =>
        Assert.True(Course(Grade.Grade4, Said(1, 60, outcome: EventOutcome.Recovered)).Current.IsAtMost(Grade.Grade1));

    [Fact]
    public void IsAtMost_EventNotBegun_IsNot() =>
        Assert.False(Course(Grade.Grade1).At(Onset.AddMinutes(-1)).IsAtMost(Grade.Grade1));

    [Fact]
    public void Worst_ImprovedEvent_StaysTheWorst()
    {
        var course = Course(
            Grade.Grade1,
            Said(1, 10, Grade.Grade3),
            Said(2, 40, Grade.Grade1),
            Said(3, 90, outcome: EventOutcome.Recovered)
        );
        Assert.Equal((Grade.Grade3, Grade.Grade1), (course.Worst, course.WorstUntil(Onset.AddMinutes(9))));
        Assert.Equal((EventPhase.Resolved, Onset.AddMinutes(90)), (course.Current.Phase, course.ResolvedAt));
    }

    [Fact]
    public void Worst_UnknownGradeAtOnset_IsNotCertain()
    {
        var course = Course(null, Said(1, 10, Grade.Grade2));
        Assert.Equal((Grade.Grade2, false), (course.Worst, course.IsWorstCertain));
        Assert.Null(Course(null).Worst);
    }

    [Fact]
    public void Outcome_OnlyAnOutcomeSaid_LeavesTheGrade()
    {
        var course = Course(Grade.Grade3, Said(1, 10, outcome: EventOutcome.Recovering));
        Assert.Equal((Grade.Grade3, EventOutcome.Recovering), (course.Current.Grade, course.Outcome));
    }

    [Fact]
    public void Outcome_NobodySaid_IsNullAndNotUnknown()
    {
        Assert.Null(Course(Grade.Grade2).Outcome);
        Assert.Equal(EventOutcome.Unknown, Course(Grade.Grade2, Said(1, 10, outcome: EventOutcome.Unknown)).Outcome);
        Assert.Equal(EventOutcome.Fatal, Course(Grade.Grade5).Outcome);
    }

    [Fact]
    public void Resolved_GradeAfterIt_GoesOnAgain()
    {
        var course = Course(Grade.Grade2, Said(1, 30, outcome: EventOutcome.Recovered), Said(2, 60, Grade.Grade3));
        Assert.Equal((EventPhase.Graded, Grade.Grade3), (course.Current.Phase, course.Worst));
        Assert.Null(course.ResolvedAt);
    }

    [Fact]
    public void Entry_CorrectedOrTakenBack_CountsNoMore()
    {
        var corrected = Said(2, 30, Grade.Grade2) with { Supersedes = Id(1), Reason = "slip" };
        Assert.Equal(Grade.Grade2, Course(Grade.Grade1, Said(1, 30, Grade.Grade4), corrected).Worst);
        var taken = Said(2, 30, Grade.Grade4) with
        {
            Supersedes = Id(1),
            Reason = "slip",
            Status = EventStatus.EnteredInError,
        };
        Assert.Equal(Grade.Grade1, Course(Grade.Grade1, Said(1, 30, Grade.Grade4), taken).Worst);
    }

    [Fact]
    public void Course_RowsInAnyOrder_IsTheSame() =>
        Prop.ForAll(Arbitrary(), seed =>
            {
                var random = new Random(seed);
                var rows = Enumerable
                    .Range(1, random.Next(1, 9))
                    .Select(i =>
                        random.Next(5) == 0
                            ? Said(i, random.Next(120), outcome: EventOutcome.Recovered)
                            : Said(i, random.Next(120), (Grade)random.Next(1, 5))
                    )
                    .ToArray();
                var shuffled = rows.ToArray();
                random.Shuffle(shuffled);
                var (one, other) = (Course(Grade.Grade2, rows), Course(Grade.Grade2, shuffled));
                var at = Onset.AddMinutes(random.Next(-10, 130));
                return one.Worst == other.Worst
                    && one.At(at) == other.At(at)
                    && one.Current == other.Current
                    && one.WorstUntil(at) == other.WorstUntil(at);
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Worst_OfAnyCourse_NeverFallsWithTimeAndIsNeverBelowTheCurrentGrade() =>
        Prop.ForAll(Arbitrary(), seed =>
            {
                var random = new Random(seed);
                var course = Course(
                    (Grade)random.Next(1, 5),
                    [
                        .. Enumerable
                            .Range(1, random.Next(9))
                            .Select(i => Said(i, random.Next(120), (Grade)random.Next(1, 5))),
                    ]
                );
                var (early, late) = (Onset.AddMinutes(random.Next(60)), Onset.AddMinutes(random.Next(60, 130)));
                return course.WorstUntil(early) <= course.WorstUntil(late)
                    && course.WorstUntil(late) <= course.Worst
                    && course.At(late).Grade <= course.WorstUntil(late);
            })
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(null, null, "event-course.nothing-said")]
    [InlineData(Grade.Grade1, EventOutcome.Recovered, "event-course.resolved-has-no-grade")]
    [InlineData(Grade.Grade5, null, "event-course.grade-5-is-fatal")]
    [InlineData(Grade.Grade3, EventOutcome.Fatal, "event-course.fatal-is-grade-5")]
    public void Check_ContradictingEntry_IsRefused(Grade? grade, EventOutcome? outcome, string code) =>
        Assert.Equal([code], Codes(new EventCourseContent(Onset.AddMinutes(5), grade, outcome)));

    [Fact]
    public void Check_Times_OnsetIsAllowedBeforeItAndTheFutureAreNot()
    {
        Assert.Empty(Codes(new EventCourseContent(Onset, Grade.Grade1, null)));
        Assert.Equal(
            ["event-course.before-onset"],
            Codes(new EventCourseContent(Onset.AddMilliseconds(-1), Grade.Grade1, null))
        );
        Assert.Empty(Codes(new EventCourseContent(Onset.AddDays(1).AddMinutes(2), Grade.Grade1, null)));
        Assert.Equal(
            ["time.in-future"],
            Codes(new EventCourseContent(Onset.AddDays(1).AddMinutes(2).AddMilliseconds(1), Grade.Grade1, null))
        );
    }

    [Fact]
    public void Check_GradeTheTermDoesNotHave_IsRefused()
    {
        var infection = DataFiles.Ctcae50.Find(CtcaeTerms.UpperRespiratoryInfection)!;
        var refusal = Assert.Single(
            EventCourseRules.Check(
                Content(Grade.Grade2),
                [],
                new EventCourseContent(Onset, Grade.Grade1, null),
                infection,
                Onset.AddDays(1)
            )
        );
        Assert.Equal("adverse-event.grade-does-not-exist", refusal.Code);
    }

    [Fact]
    public void Check_AfterDeathOrDeathBeforeALaterEntry_IsRefused()
    {
        Assert.Equal(
            ["event-course.after-death"],
            Codes(
                new EventCourseContent(Onset.AddMinutes(60), Grade.Grade1, null),
                Said(1, 60, Grade.Grade5, EventOutcome.Fatal)
            )
        );
        Assert.Equal(
            ["event-course.death-before-other"],
            Codes(
                new EventCourseContent(Onset.AddMinutes(30), Grade.Grade5, EventOutcome.Fatal),
                Said(1, 60, Grade.Grade1)
            )
        );
    }

    [Fact]
    public void Check_DeathThoughTheCriterionWasRuledOut_IsRefused()
    {
        var content = Content(Grade.Grade4) with { SeriousnessAssessed = true };
        var said = new EventCourseContent(Onset.AddMinutes(5), Grade.Grade5, EventOutcome.Fatal);
        Assert.Equal(
            "event-course.death-ruled-out",
            Assert.Single(EventCourseRules.Check(content, [], said, Reaction, Onset.AddDays(1))).Code
        );
    }

    private static IEnumerable<string> Codes(EventCourseContent said, params EventCourseEntry[] others) =>
        EventCourseRules
            .Check(Content(Grade.Grade2), others, said, Reaction, Onset.AddDays(1))
            .Select(refusal => refusal.Code);

    private static Arbitrary<int> Arbitrary() => Gen.Choose(0, int.MaxValue - 1).ToArbitrary();

    private static AdverseEventContent Content(Grade? grade) =>
        new()
        {
            LltCode = CtcaeTerms.InfusionRelatedReaction,
            CtcaeVersion = CtcaeVersion.V50,
            Grade = grade,
            OnsetAt = Onset,
        };

    private static EventCourse Course(Grade? onset, params EventCourseEntry[] rows) => new(Content(onset), rows);

    private static EventCourseEntryId Id(int i) => new(new Guid(i, 0, 0, new byte[8]));

    private static EventCourseEntry Said(int i, int minute, Grade? grade = null, EventOutcome? outcome = null) =>
        new()
        {
            Id = Id(i),
            EventId = Event,
            Supersedes = null,
            Status = EventStatus.Recorded,
            Content = new EventCourseContent(Onset.AddMinutes(minute), grade, outcome),
            RecordedAt = Onset.AddHours(i),
            RecordedBy = "nurse",
            Reason = null,
        };
}
