using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class CourseTallyTests
{
    private const string Uri = CtcaeTerms.UpperRespiratoryInfection;
    private const string Irr = CtcaeTerms.InfusionRelatedReaction;
    private const string Anc = CtcaeTerms.NeutrophilCountDecreased;
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Course_NotTreated_HasNoRows()
    {
        var facts = new TallyFacts([new(InfusionStatus.Planned, null, null), new(InfusionStatus.NotGiven, null, null)], [Event(Uri, Grade.Grade2)], []);

        Assert.Empty(CourseTally.Of(facts, [new(Uri, EventBasis.AdverseEvent)]));
        Assert.Empty(CourseTally.Of(new([], [], []), [new(Uri, EventBasis.AdverseEvent)]));
    }

    [Fact]
    public void Course_Treated_HasOneRowPerSeriesAndBand()
    {
        var rows = CourseTally.Of(Treated(), [new(Uri, EventBasis.AdverseEvent), new(Anc, EventBasis.Laboratory)]);

        Assert.Equal(
            [
                new(Uri, EventBasis.AdverseEvent, GradeBand.Any, TallyStatus.NoEvent),
                new(Uri, EventBasis.AdverseEvent, GradeBand.GradeAtLeast3, TallyStatus.NoEvent),
                new(Anc, EventBasis.Laboratory, GradeBand.Any, TallyStatus.NotAssessed),
                new TallyRow(Anc, EventBasis.Laboratory, GradeBand.GradeAtLeast3, TallyStatus.NotAssessed),
            ], rows);
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
        Assert.Equal((TallyStatus.Event, TallyStatus.NotAssessed), Reported(Uri, Event(Uri, null), Event(Uri, Grade.Grade2)));

    [Fact]
    public void Episodes_Repeated_CountOnce()
    {
        var facts = Treated() with { Events = [Event(Uri, null), Event(Uri, null), Event(Uri, null)] };

        Assert.Single(CourseTally.Of(facts, [new(Uri, EventBasis.AdverseEvent)]), row => row is { Band: GradeBand.Any, Status: TallyStatus.Event });
    }

    [Theory]
    [InlineData(-1, TallyStatus.NoEvent)]
    [InlineData(0, TallyStatus.Event)]
    [InlineData(1, TallyStatus.Event)]
    [InlineData(null, TallyStatus.Event)]
    public void Event_WithOnsetMinutesFromFirstStart_CountsFromTheStart(int? minutes, TallyStatus status) =>
        Assert.Equal(status, Reported(Uri, new TallyEvent(Uri, Grade.Grade2, minutes is { } m ? Start.AddMinutes(m) : null)).Any);

    [Fact]
    public void Event_OfAnotherTerm_DoesNotCount() =>
        Assert.Equal((TallyStatus.NoEvent, TallyStatus.NoEvent), Reported(Uri, Event(CtcaeTerms.LungInfection, Grade.Grade4)));

    [Theory]
    [InlineData(InfusionStatus.Ended, ReactionStatement.NoReactionObserved, TallyStatus.NoEvent)]
    [InlineData(InfusionStatus.Ended, ReactionStatement.ReactionsRecorded, TallyStatus.NoEvent)]
    [InlineData(InfusionStatus.Ended, ReactionStatement.NotReported, TallyStatus.NotAssessed)]
    [InlineData(InfusionStatus.Running, null, TallyStatus.NotAssessed)]
    public void InfusionReaction_WithoutEvent_IsAssessedOnlyByAStatement(InfusionStatus status, ReactionStatement? statement, TallyStatus expected)
    {
        var facts = new TallyFacts([new(status, Start, statement)], [], []);

        Assert.Equal((expected, expected), Both(CourseTally.Of(facts, [new(Irr, EventBasis.AdverseEvent)])));
        Assert.Equal((TallyStatus.NoEvent, TallyStatus.NoEvent), Both(CourseTally.Of(facts, [new(Uri, EventBasis.AdverseEvent)])));
    }

    [Fact]
    public void InfusionReaction_RecordedWithoutStatement_Counts()
    {
        var facts = new TallyFacts([new(InfusionStatus.Ended, Start, ReactionStatement.NotReported)], [Event(Irr, Grade.Grade2)], []);

        Assert.Equal((TallyStatus.Event, TallyStatus.NoEvent), Both(CourseTally.Of(facts, [new(Irr, EventBasis.AdverseEvent)])));
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
            Measured(new GradeProposal(ProposalOutcome.Ungradable, null, GradeReason.NoNumericCriterion, null, ProposalRemarks.None)));

    [Fact]
    public void LaboratoryValue_BeforeTheFirstStartOrOfAnotherTest_DoesNotCount()
    {
        var facts = Treated() with
        {
            LaboratoryValues = [new(Anc, Start.AddMinutes(-1), Proposal(Grade.Grade4)), new(CtcaeTerms.Anemia, Start, Proposal(Grade.Grade3))],
        };

        Assert.Equal((TallyStatus.NotAssessed, TallyStatus.NotAssessed), Both(CourseTally.Of(facts, [new(Anc, EventBasis.Laboratory)])));
    }

    [Fact]
    public void LaboratoryValue_LeavesTheReportedSeriesAlone()
    {
        var facts = Treated() with { LaboratoryValues = [new(Anc, Start, Proposal(Grade.Grade4))] };

        Assert.Equal((TallyStatus.NoEvent, TallyStatus.NoEvent), Both(CourseTally.Of(facts, [new(Anc, EventBasis.AdverseEvent)])));
    }

    private static readonly GradeProposal NoLowerLimit =
        new(ProposalOutcome.Ungradable, null, GradeReason.LowerLimitOfNormalMissing, null, ProposalRemarks.None);

    private static GradeProposal Proposal(Grade? grade) => grade is null
        ? new(ProposalOutcome.NotGraded, null, GradeReason.WithinNormal, null, ProposalRemarks.None)
        : new(ProposalOutcome.Proposed, grade, GradeReason.BelowLimit, null, ProposalRemarks.None);

    private static TallyFacts Treated() => new(
        [new(InfusionStatus.Planned, null, null), new(InfusionStatus.Ended, Start, ReactionStatement.NoReactionObserved), new(InfusionStatus.Running, Start.AddDays(7), null)],
        [], []);

    private static TallyEvent Event(string llt, Grade? grade) => new(llt, grade, Start.AddDays(3));

    private static (TallyStatus Any, TallyStatus AtLeast3) Reported(string llt, params TallyEvent[] events) =>
        Both(CourseTally.Of(Treated() with { Events = events }, [new(llt, EventBasis.AdverseEvent)]));

    private static (TallyStatus Any, TallyStatus AtLeast3) Measured(params GradeProposal[] proposals) =>
        Both(CourseTally.Of(Treated() with { LaboratoryValues = [.. proposals.Select(p => new TallyLaboratoryValue(Anc, Start.AddDays(1), p))] }, [new(Anc, EventBasis.Laboratory)]));

    private static (TallyStatus Any, TallyStatus AtLeast3) Both(IReadOnlyList<TallyRow> rows) =>
        (rows.Single(r => r.Band is GradeBand.Any).Status, rows.Single(r => r.Band is GradeBand.GradeAtLeast3).Status);
}
