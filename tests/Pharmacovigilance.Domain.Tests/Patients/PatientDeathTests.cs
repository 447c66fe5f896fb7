using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Tests.Patients;

/// <summary>What says that a patient has died, since when, and what contradicts it.</summary>
public sealed class PatientDeathTests
{
    private static readonly DateTimeOffset Onset = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly UnitClock Clock = new(TimeProvider.System, TimeZoneInfo.Utc);
    private static readonly CtcaeTerm Infection = DataFiles.Ctcae50.Find(CtcaeTerms.LungInfection)!;
    private static readonly CtcaeTerm Neutrophils = DataFiles.Ctcae50.Find(CtcaeTerms.NeutrophilCountDecreased)!;

    [Fact]
    public void Of_NewEventOfGradeFive_IsDeadSinceTheOnset()
    {
        var death = PatientDeath.Of(
            [
                [Row(0, Grade.Grade5, recorded: Onset.AddDays(2))],
            ],
            [],
            Clock
        )!;
        Assert.Equal((DeathSource.Grade5, Onset), (death.Source, death.Latest));
        Assert.False(death.IsBefore(Onset));
        Assert.True(death.IsBefore(Onset.AddMinutes(1)));
    }

    [Fact]
    public void Of_CorrectedToGradeFive_LivedAtMostUntilTheCorrection() =>
        Assert.Equal(
            Onset.AddDays(4),
            PatientDeath
                .Of(
                    [
                        [
                            Row(0, Grade.Grade3),
                            Row(1, Grade.Grade5, recorded: Onset.AddDays(4)),
                            Row(2, Grade.Grade5, recorded: Onset.AddDays(6)),
                        ],
                    ],
                    [],
                    Clock
                )!
                .Latest
        );

    [Fact]
    public void Of_FatalOutcome_IsDeadSinceItsTime() =>
        Assert.Equal(
            (DeathSource.Outcome, Onset.AddDays(3)),
            Of(Row(0, Grade.Grade3, said: [Said(3, Grade.Grade5, EventOutcome.Fatal)]))
        );

    [Fact]
    public void Of_CriterionAlone_LivedAtMostUntilItWasWritten() =>
        Assert.Equal(
            (DeathSource.Seriousness, Onset.AddDays(1)),
            Of(Row(0, null, recorded: Onset.AddDays(1), serious: SeriousnessCriteria.ResultsInDeath))
        );

    [Fact]
    public void Of_EndOfTheCourse_IsDeadAfterThatDay()
    {
        var death = PatientDeath.Of([], [new DateOnly(2026, 3, 5)], Clock)!;
        Assert.False(death.IsBefore(new DateTimeOffset(2026, 3, 5, 23, 59, 0, TimeSpan.Zero)));
        Assert.True(death.IsBefore(new DateTimeOffset(2026, 3, 6, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Of_OnsetOfWhichOnlyTheDayIsKnown_IsTheEndOfThatDay()
    {
        var row = Row(0, Grade.Grade5, recorded: Onset.AddDays(2));
        var death = PatientDeath.Of(
            [
                [row with { Content = row.Content with { OnsetTimeKnown = false } }],
            ],
            [],
            Clock
        )!;
        Assert.Equal(PartialTime.On(Clock.DateOf(Onset), Clock).Latest, death.Latest);
    }

    [Fact]
    public void Of_TakenBackOrNeverSaid_IsNoDeath()
    {
        Assert.Null(
            PatientDeath.Of(
                [
                    [Row(0, Grade.Grade5), Row(1, Grade.Grade5) with { Status = EventStatus.EnteredInError }],
                ],
                [],
                Clock
            )
        );
        Assert.Null(
            PatientDeath.Of(
                [
                    [Row(0, Grade.Grade5), Row(1, Grade.Grade4)],
                ],
                [],
                Clock
            )
        );
        Assert.Null(PatientDeath.Of([], [], Clock));
    }

    [Fact]
    public void Of_SeveralStatements_IsTheEarliest() =>
        Assert.Equal(
            Onset,
            PatientDeath
                .Of(
                    [
                        [Row(0, Grade.Grade5)],
                    ],
                    [new DateOnly(2026, 3, 9)],
                    Clock
                )!
                .Latest
        );

    [Theory]
    [InlineData(Grade.Grade3, false, "death.criterion-without-grade-5")]
    [InlineData(Grade.Grade4, false, "death.criterion-without-grade-5")]
    [InlineData(Grade.Grade5, false, null)]
    [InlineData(null, false, null)]
    [InlineData(Grade.Grade3, true, null)]
    public void Check_ResultsInDeath_NeedsGradeFiveOrAFatalCourse(Grade? grade, bool fatal, string? code) =>
        Assert.Equal(
            code,
            DeathRules
                .Check(
                    Content(grade, SeriousnessCriteria.ResultsInDeath),
                    fatal ? [Said(3, Grade.Grade5, EventOutcome.Fatal)] : [],
                    Infection
                )
                .SingleOrDefault()
                ?.Code
        );

    [Fact]
    public void Check_TermWithoutGradeFive_TakesTheCriterion() =>
        Assert.Empty(DeathRules.Check(Content(Grade.Grade4, SeriousnessCriteria.ResultsInDeath), [], Neutrophils));

    [Fact]
    public void Check_GradeFiveOverACourseThatGoesOn_IsRefused()
    {
        Assert.Equal(
            "death.course-goes-on",
            Assert
                .Single(DeathRules.Check(Content(Grade.Grade5), [Said(2, null, EventOutcome.Recovered)], Infection))
                .Code
        );
        Assert.Equal(
            "death.course-goes-on",
            Assert.Single(DeathRules.Check(Content(Grade.Grade5), [Said(2, Grade.Grade2)], Infection)).Code
        );
    }

    [Theory]
    [InlineData(Grade.Grade5, null, EventOutcome.Recovered, "death.event-has-grade-5")]
    [InlineData(Grade.Grade5, Grade.Grade1, null, "death.event-has-grade-5")]
    [InlineData(Grade.Grade5, null, EventOutcome.Fatal, null)]
    [InlineData(Grade.Grade3, null, EventOutcome.Recovered, null)]
    public void CheckCourse_AfterGradeFive_TakesOnlyTheDeathItself(
        Grade grade,
        Grade? said,
        EventOutcome? outcome,
        string? code
    ) =>
        Assert.Equal(
            code,
            DeathRules
                .CheckCourse(Content(grade), new EventCourseContent(Onset.AddDays(2), said, outcome))
                .SingleOrDefault()
                ?.Code
        );

    private static (DeathSource, DateTimeOffset) Of(AdverseEventRow row) =>
        PatientDeath.Of(
            [
                [row],
            ],
            [],
            Clock
        )
            is { } death
            ? (death.Source, death.Latest)
            : default;

    private static AdverseEventContent Content(Grade? grade, SeriousnessCriteria serious = SeriousnessCriteria.None) =>
        new()
        {
            LltCode = CtcaeTerms.LungInfection,
            CtcaeVersion = CtcaeVersion.V50,
            Grade = grade,
            OnsetAt = Onset,
            Seriousness = serious,
        };

    private static AdverseEventRow Row(
        int position,
        Grade? grade,
        DateTimeOffset? recorded = null,
        SeriousnessCriteria serious = SeriousnessCriteria.None,
        IReadOnlyList<EventCourseEntry>? said = null
    ) =>
        new()
        {
            RowId = new AdverseEventId(new Guid(position + 1, 0, 0, new byte[8])),
            EventId = new AdverseEventId(new Guid(1, 0, 0, new byte[8])),
            Supersedes = position == 0 ? null : new AdverseEventId(new Guid(position, 0, 0, new byte[8])),
            CourseId = new CourseId(Guid.Empty),
            PatientId = new PatientId(Guid.Empty),
            Status = EventStatus.Recorded,
            Content = Content(grade, serious),
            RecordedAt = recorded ?? Onset,
            RecordedBy = "nurse",
            Reason = null,

            CourseEntries = said ?? [],
        };

    private static EventCourseEntry Said(int day, Grade? grade, EventOutcome? outcome = null) =>
        new()
        {
            Id = new EventCourseEntryId(new Guid(day, 1, 0, new byte[8])),
            EventId = new AdverseEventId(new Guid(1, 0, 0, new byte[8])),
            Supersedes = null,
            Status = EventStatus.Recorded,
            Content = new EventCourseContent(Onset.AddDays(day), grade, outcome),
            RecordedAt = Onset.AddDays(day),
            RecordedBy = "nurse",
            Reason = null,
        };
}
