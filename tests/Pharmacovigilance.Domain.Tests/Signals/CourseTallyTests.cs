using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class CourseTallyTests
{
    private const string Uri = CtcaeTerms.UpperRespiratoryInfection;
    private const string Irr = CtcaeTerms.InfusionRelatedReaction;
    private const string Anc = CtcaeTerms.NeutrophilCountDecreased;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TallyScale Scale = new(
        DataFiles.Library.Equivalence,
        CtcaeVersion.V403,
        CtcaeHistory.Undecided
    );

    [Fact]
    public void Course_NotTreated_HasNoRows()
    {
        var facts = new TallyFacts(
            [new(InfusionStatus.Planned, null, null), new(InfusionStatus.NotGiven, null, null)],
            [Event(Uri, Grade.Grade2)],
            []
        );

        Assert.Empty(CourseTally.Of(facts, [new(Uri, EventBasis.AdverseEvent)], Scale));
        Assert.Empty(CourseTally.Of(new([], [], []), [new(Uri, EventBasis.AdverseEvent)], Scale));
    }

    [Fact]
    public void Course_Treated_HasOneRowPerSeriesAndBand()
    {
        var rows = CourseTally.Of(
            Treated(),
            [new(Uri, EventBasis.AdverseEvent), new(Anc, EventBasis.Laboratory)],
            Scale
        );

        Assert.Equal(
            [
                new(Uri, EventBasis.AdverseEvent, GradeBand.Any, TallyStatus.NoEvent),
                new(Uri, EventBasis.AdverseEvent, GradeBand.GradeAtLeast3, TallyStatus.NoEvent),
                new(Anc, EventBasis.Laboratory, GradeBand.Any, TallyStatus.NotAssessed),
                new TallyRow(Anc, EventBasis.Laboratory, GradeBand.GradeAtLeast3, TallyStatus.NotAssessed),
            ],
            rows
        );
    }

    [Theory]
    [InlineData(Grade.Grade1, TallyStatus.NoEvent)]
    [InlineData(Grade.Grade2, TallyStatus.NoEvent)]
    [InlineData(Grade.Grade3, TallyStatus.Event)]
    [InlineData(Grade.Grade5, TallyStatus.Event)]
    [InlineData(null, TallyStatus.NotAssessed)]
    public void Event_OfGrade_CountsInItsBands(Grade? grade, TallyStatus atLeast3) =>
        Assert.Equal((TallyStatus.Event, atLeast3), Reported(Uri, Event(Uri, grade)));

    [Fact]
    public void Events_UnknownGradeBesideGrade3_CountAtLeast3() =>
        Assert.Equal((TallyStatus.Event, TallyStatus.Event), Reported(Uri, Event(Uri, null), Event(Uri, Grade.Grade3)));

    [Fact]
    public void Events_UnknownGradeBesideGrade2_AreNotAssessedAtLeast3() =>
        Assert.Equal(
            (TallyStatus.Event, TallyStatus.NotAssessed),
            Reported(Uri, Event(Uri, null), Event(Uri, Grade.Grade2))
        );

    [Fact]
    public void Episodes_Repeated_CountOnce()
    {
        var facts = Treated() with { Events = [Event(Uri, null), Event(Uri, null), Event(Uri, null)] };

        Assert.Single(CourseTally.Of(facts, [new(Uri, EventBasis.AdverseEvent)], Scale), row =>
            row is { Band: GradeBand.Any, Status: TallyStatus.Event }
        );
    }

    [Theory]
    [InlineData(-1, TallyStatus.NoEvent)]
    [InlineData(0, TallyStatus.Event)]
    [InlineData(1, TallyStatus.Event)]
    [InlineData(null, TallyStatus.Event)]
    public void Event_WithOnsetMinutesFromFirstStart_CountsFromTheStart(int? minutes, TallyStatus status) =>
        Assert.Equal(
            status,
            Reported(
                Uri,
                new TallyEvent(
                    Uri,
                    minutes is { } m ? Start.AddMinutes(m) : null,
                    [new(CtcaeVersion.V50, Grade.Grade2)]
                )
            ).Any
        );

    [Fact]
    public void Event_OfAnotherTerm_DoesNotCount() =>
        Assert.Equal(
            (TallyStatus.NoEvent, TallyStatus.NoEvent),
            Reported(Uri, Event(CtcaeTerms.LungInfection, Grade.Grade4))
        );

    [Theory]
    [InlineData(InfusionStatus.Ended, ReactionStatement.NoReactionObserved, TallyStatus.NoEvent)]
    [InlineData(InfusionStatus.Ended, ReactionStatement.ReactionsRecorded, TallyStatus.NoEvent)]
    [InlineData(InfusionStatus.Ended, ReactionStatement.NotReported, TallyStatus.NotAssessed)]
    [InlineData(InfusionStatus.Running, null, TallyStatus.NotAssessed)]
    public void InfusionReaction_WithoutEvent_IsAssessedOnlyByAStatement(
        InfusionStatus status,
        ReactionStatement? statement,
        TallyStatus expected
    )
    {
        var facts = new TallyFacts([new(status, Start, statement)], [], []);

        Assert.Equal((expected, expected), Both(CourseTally.Of(facts, [new(Irr, EventBasis.AdverseEvent)], Scale)));
        Assert.Equal(
            (TallyStatus.NoEvent, TallyStatus.NoEvent),
            Both(CourseTally.Of(facts, [new(Uri, EventBasis.AdverseEvent)], Scale))
        );
    }

    [Fact]
    public void InfusionReaction_RecordedWithoutStatement_Counts()
    {
        var facts = new TallyFacts(
            [new(InfusionStatus.Ended, Start, ReactionStatement.NotReported)],
            [Event(Irr, Grade.Grade2)],
            []
        );

        Assert.Equal(
            (TallyStatus.Event, TallyStatus.NoEvent),
            Both(CourseTally.Of(facts, [new(Irr, EventBasis.AdverseEvent)], Scale))
        );
    }

    [Theory]
    [InlineData(Grade.Grade1, TallyStatus.Event, TallyStatus.NoEvent)]
    [InlineData(Grade.Grade3, TallyStatus.Event, TallyStatus.Event)]
    [InlineData(null, TallyStatus.NoEvent, TallyStatus.NoEvent)]
    public void LaboratoryValue_Graded_CountsInItsBands(Grade? grade, TallyStatus any, TallyStatus atLeast3) =>
        Assert.Equal((any, atLeast3), Measured(Proposal(grade)));

    [Fact]
    public void LaboratoryValue_BetweenLimitAndUnknownLowerLimitOfNormal_IsNotGrade3ButMayBeGrade1()
    {
        Assert.Equal((TallyStatus.NotAssessed, TallyStatus.NoEvent), Measured(NoLowerLimit));
        Assert.Equal((TallyStatus.NotAssessed, TallyStatus.NoEvent), Measured(NoLowerLimit, Proposal(null)));
        Assert.Equal((TallyStatus.Event, TallyStatus.Event), Measured(NoLowerLimit, Proposal(Grade.Grade4)));
    }

    [Fact]
    public void LaboratoryValue_WithoutNumericCriterion_IsNotEvaluable() =>
        Assert.Equal(
            (TallyStatus.NotAssessed, TallyStatus.NotAssessed),
            Measured(
                new GradeProposal(
                    ProposalOutcome.Ungradable,
                    null,
                    GradeReason.NoNumericCriterion,
                    null,
                    ProposalRemarks.None
                )
            )
        );

    [Fact, Trait("peer-failure", "21")]
    public void LaboratoryValue_BeforeTheFirstStartOrOfAnotherTest_DoesNotCount()
    {
        var facts = Treated() with
        {
            LaboratoryValues =
            [
                new(Anc, Start.AddMinutes(-1), Proposal(Grade.Grade4)),
                new(CtcaeTerms.Anemia, Start, Proposal(Grade.Grade3)),
            ],
        };

        Assert.Equal(
            (TallyStatus.NotAssessed, TallyStatus.NotAssessed),
            Both(CourseTally.Of(facts, [new(Anc, EventBasis.Laboratory)], Scale))
        );
    }

    [Fact]
    public void LaboratoryValue_LeavesTheReportedSeriesAlone()
    {
        var facts = Treated() with { LaboratoryValues = [new(Anc, Start, Proposal(Grade.Grade4))] };

        Assert.Equal(
            (TallyStatus.NoEvent, TallyStatus.NoEvent),
            Both(CourseTally.Of(facts, [new(Anc, EventBasis.AdverseEvent)], Scale))
        );
    }

    [Theory]
    [InlineData(CtcaeVersion.V403, TallyStatus.Event)]
    [InlineData(CtcaeVersion.V50, TallyStatus.Event)]
    [InlineData(CtcaeVersion.V60, TallyStatus.NotComparable)]
    public void Neutropenia_Grade3_CountsOnlyOnAScaleThatAgreesWithTheTrials(
        CtcaeVersion version,
        TallyStatus status
    ) => Assert.Equal((status, status), Reported(Anc, Graded(Anc, new TallyGrading(version, Grade.Grade3))));

    [Fact]
    public void InfusionReaction_CountsByEveryVersion() =>
        Assert.All(Enum.GetValues<CtcaeVersion>(), version =>
            Assert.Equal(
                (TallyStatus.Event, TallyStatus.Event),
                Reported(Irr, Graded(Irr, new TallyGrading(version, Grade.Grade3)))
            )
        );

    [Fact]
    public void Event_NotComparable_BesideOneThatCounts_IsAnEvent() =>
        Assert.Equal(
            (TallyStatus.Event, TallyStatus.Event),
            Reported(Anc, Graded(Anc, new TallyGrading(CtcaeVersion.V60, Grade.Grade2)), Event(Anc, Grade.Grade4))
        );

    [Theory]
    [InlineData(Grade.Grade3, TallyStatus.Event, TallyStatus.Event)]
    [InlineData(Grade.Grade2, TallyStatus.Event, TallyStatus.NoEvent)]
    [InlineData(null, TallyStatus.NoEvent, TallyStatus.NoEvent)]
    public void Event_GradedAgainOnTheTrialsScale_CountsByThatGrade(
        Grade? again,
        TallyStatus any,
        TallyStatus atLeast3
    ) =>
        Assert.Equal(
            (any, atLeast3),
            Reported(
                Anc,
                Graded(
                    Anc,
                    new(CtcaeVersion.V60, Grade.Grade1),
                    new TallyGrading(CtcaeVersion.V403, again, MeetsNoGrade: again is null)
                )
            )
        );

    [Theory]
    [InlineData(-1, TallyStatus.NoEvent)]
    [InlineData(1, TallyStatus.NotComparable)]
    public void Silence_CountsAsAbsenceOnlyOnTheScaleTheStreamIsCountedOn(int daysFromStart, TallyStatus status)
    {
        var adopted = Scale with { History = new([new CtcaeAdoption(CtcaeVersion.V60, Start.AddDays(daysFromStart))]) };

        Assert.Equal((status, status), Both(CourseTally.Of(Treated(), [new(Anc, EventBasis.AdverseEvent)], adopted)));
        Assert.Equal(
            (TallyStatus.NoEvent, TallyStatus.NoEvent),
            Both(CourseTally.Of(Treated(), [new(Uri, EventBasis.AdverseEvent)], adopted))
        );
    }

    [Theory]
    [InlineData(CtcaeVersion.V60, TallyStatus.Event)]
    [InlineData(CtcaeVersion.V50, TallyStatus.NotComparable)]
    public void Event_WhereTheVersionInForceDiffersFromTheTrials_CountsOnThatVersion(
        CtcaeVersion version,
        TallyStatus status
    )
    {
        var adopted = Scale with { History = new([new CtcaeAdoption(CtcaeVersion.V60, Start.AddDays(-1))]) };
        var facts = Treated() with { Events = [Graded(Anc, new TallyGrading(version, Grade.Grade3))] };

        Assert.Equal((status, status), Both(CourseTally.Of(facts, [new(Anc, EventBasis.AdverseEvent)], adopted)));
    }

    [Theory]
    [InlineData(CtcaeTerms.Diarrhea, GradeBand.Any, null)]
    [InlineData(CtcaeTerms.Diarrhea, GradeBand.GradeAtLeast3, Grade.Grade3)]
    [InlineData(Anc, GradeBand.Any, null)]
    public void WithTrials_OfAUnitOnVersion5_SaysWhichGradeKeepsThemApart(string llt, GradeBand band, Grade? grade) =>
        Assert.Equal(
            (grade is null, grade),
            (Scale.WithTrials(llt, band).IsComparable, Scale.WithTrials(llt, band).Grade)
        );

    [Fact]
    public void Silence_AfterTheUnitReturnedBeforeTheFirstDose_IsAbsence()
    {
        var returned = Scale with
        {
            History = new([
                new(CtcaeVersion.V60, Start.AddDays(-9)),
                new CtcaeAdoption(CtcaeVersion.V50, Start.AddDays(-2)),
            ]),
        };

        Assert.Equal(
            (TallyStatus.NoEvent, TallyStatus.NoEvent),
            Both(CourseTally.Of(Treated(), [new(Anc, EventBasis.AdverseEvent)], returned))
        );
    }

    [Fact]
    public void Hypertension_ByVersion6_ComparesInNoBand() =>
        Assert.Equal(
            (TallyStatus.NotComparable, TallyStatus.NotComparable),
            Reported(
                CtcaeTerms.Hypertension,
                Graded(CtcaeTerms.Hypertension, new TallyGrading(CtcaeVersion.V60, Grade.Grade3))
            )
        );

    [Theory, Trait("peer-failure", "21")]
    [InlineData(-1, TallyStatus.Event)]
    [InlineData(0, TallyStatus.NoEvent)]
    [InlineData(1, TallyStatus.NoEvent)]
    public void Event_AfterTheEndOfTreatment_CountsUntilItsWindowEnds(int milliseconds, TallyStatus expected)
    {
        var until = new TreatmentEnd(new DateOnly(2026, 3, 20), CourseEndReason.ProgressiveDisease).CountsUntil(
            new UnitClock(TimeProvider.System, TimeZoneInfo.Utc)
        );
        Assert.Equal(new DateTimeOffset(2026, 4, 20, 0, 0, 0, TimeSpan.Zero), until);
        var facts = Treated() with
        {
            Events = [Event(Uri, Grade.Grade3) with { OnsetAt = until.AddMilliseconds(milliseconds) }],
            CountsUntil = until,
        };
        Assert.Equal((expected, expected), Both(CourseTally.Of(facts, [new(Uri, EventBasis.AdverseEvent)], Scale)));
    }

    [Fact]
    public void Event_ThatWorsenedAfterTheWindow_IsAnEventAndNotASevereOne()
    {
        var facts = Treated() with
        {
            Events = [Event(Uri, Grade.Grade3) with { SevereAt = Start.AddDays(50) }],
            CountsUntil = Start.AddDays(40),
        };
        Assert.Equal(
            (TallyStatus.Event, TallyStatus.NoEvent),
            Both(CourseTally.Of(facts, [new(Uri, EventBasis.AdverseEvent)], Scale))
        );
    }

    [Theory]
    [InlineData(299, TallyStatus.Event)]
    [InlineData(300, TallyStatus.NoEvent)]
    [InlineData(301, TallyStatus.NoEvent)]
    public void Event_LaterThanTheTrialWasFollowed_IsNoneAlthoughTreatmentGoesOn(int day, TallyStatus expected)
    {
        var facts = Treated() with { Events = [Event(Uri, Grade.Grade3) with { OnsetAt = Start.AddDays(day) }] };
        Assert.Equal(
            (expected, expected),
            Both(CourseTally.Of(facts, [new(Uri, EventBasis.AdverseEvent)], Scale, (_, _) => TimeSpan.FromDays(300)))
        );
        Assert.Equal(
            (TallyStatus.Event, TallyStatus.Event),
            Both(CourseTally.Of(facts, [new(Uri, EventBasis.AdverseEvent)], Scale))
        );
    }

    [Fact]
    public void Event_BothEndsOfTheWindow_TheEarlierCounts()
    {
        var facts = Treated() with
        {
            Events = [Event(Uri, Grade.Grade3) with { OnsetAt = Start.AddDays(80) }],
            CountsUntil = Start.AddDays(40),
        };
        Assert.Equal(
            (TallyStatus.NoEvent, TallyStatus.NoEvent),
            Both(CourseTally.Of(facts, [new(Uri, EventBasis.AdverseEvent)], Scale, (_, _) => TimeSpan.FromDays(300)))
        );
    }

    [Fact]
    public void Event_OfUnknownOnset_CountsWhateverTheWindow()
    {
        var facts = Treated() with
        {
            Events = [Event(Uri, Grade.Grade3) with { OnsetAt = null }],
            CountsUntil = Start.AddDays(1),
        };
        Assert.Equal(
            (TallyStatus.Event, TallyStatus.Event),
            Both(CourseTally.Of(facts, [new(Uri, EventBasis.AdverseEvent)], Scale, (_, _) => TimeSpan.FromDays(1)))
        );
    }

    [Fact]
    public void LaboratoryValue_AfterTheWindow_IsNotAssessed()
    {
        var facts = Treated() with
        {
            LaboratoryValues = [new TallyLaboratoryValue(Anc, Start.AddDays(301), Proposal(Grade.Grade4))],
        };
        Assert.Equal(
            (TallyStatus.NotAssessed, TallyStatus.NotAssessed),
            Both(CourseTally.Of(facts, [new(Anc, EventBasis.Laboratory)], Scale, (_, _) => TimeSpan.FromDays(300)))
        );
    }

    private static readonly GradeProposal NoLowerLimit = new(
        ProposalOutcome.Ungradable,
        null,
        GradeReason.LowerLimitOfNormalMissing,
        null,
        ProposalRemarks.None
    );

    private static GradeProposal Proposal(Grade? grade) =>
        grade is null
            ? new(ProposalOutcome.NotGraded, null, GradeReason.WithinNormal, null, ProposalRemarks.None)
            : new(ProposalOutcome.Proposed, grade, GradeReason.BelowLimit, null, ProposalRemarks.None);

    private static TallyFacts Treated() =>
        new(
            [
                new(InfusionStatus.Planned, null, null),
                new(InfusionStatus.Ended, Start, ReactionStatement.NoReactionObserved),
                new(InfusionStatus.Running, Start.AddDays(7), null),
            ],
            [],
            []
        );

    private static TallyEvent Event(string llt, Grade? grade) => Graded(llt, new TallyGrading(CtcaeVersion.V50, grade));

    private static TallyEvent Graded(string llt, params TallyGrading[] gradings) =>
        new(llt, Start.AddDays(3), gradings);

    private static (TallyStatus Any, TallyStatus AtLeast3) Reported(string llt, params TallyEvent[] events) =>
        Both(CourseTally.Of(Treated() with { Events = events }, [new(llt, EventBasis.AdverseEvent)], Scale));

    private static (TallyStatus Any, TallyStatus AtLeast3) Measured(params GradeProposal[] proposals) =>
        Both(
            CourseTally.Of(
                Treated() with
                {
                    LaboratoryValues = [.. proposals.Select(p => new TallyLaboratoryValue(Anc, Start.AddDays(1), p))],
                },
                [new(Anc, EventBasis.Laboratory)],
                Scale
            )
        );

    private static (TallyStatus Any, TallyStatus AtLeast3) Both(IReadOnlyList<TallyRow> rows) =>
        (rows.Single(r => r.Band is GradeBand.Any).Status, rows.Single(r => r.Band is GradeBand.GradeAtLeast3).Status);
}
