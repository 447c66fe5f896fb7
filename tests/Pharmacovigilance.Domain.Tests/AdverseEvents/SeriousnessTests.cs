using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public sealed class SeriousnessTests
{
    private static readonly AdverseEventContent Fresh = new()
    {
        LltCode = CtcaeTerms.InfusionRelatedReaction,
        CtcaeVersion = CtcaeVersion.V50,
        Grade = Grade.Grade4,
        OnsetAt = null,
    };

    [Fact]
    public void Criteria_AreTheSixOfIch() => Assert.Equal(6, SeriousnessAnswers.Criteria.Count);

    [Fact]
    public void IsSerious_GradeFourNobodyAssessed_IsNotAssessed()
    {
        Assert.Equal(CriterionAnswer.NotAssessed, Fresh.IsSerious);
        Assert.All(SeriousnessAnswers.Criteria, criterion =>
            Assert.Equal(CriterionAnswer.NotAssessed, Fresh.Answer(criterion))
        );
    }

    [Fact]
    public void IsSerious_OneYes_IsYesWhateverIsOpen()
    {
        var content = Fresh.With(SeriousnessCriteria.Hospitalisation, CriterionAnswer.Yes);
        Assert.Equal((CriterionAnswer.Yes, false), (content.IsSerious, content.SeriousnessAssessed));
        Assert.Equal(CriterionAnswer.NotAssessed, content.Answer(SeriousnessCriteria.LifeThreatening));
    }

    [Fact]
    public void IsSerious_FiveNoAndOneOpen_IsNotAssessed_TheSixthNoDecides()
    {
        var content = SeriousnessAnswers
            .Criteria.Take(5)
            .Aggregate(Fresh, (said, criterion) => said.With(criterion, CriterionAnswer.No));
        Assert.Equal(CriterionAnswer.NotAssessed, content.IsSerious);
        content = content.With(SeriousnessAnswers.Criteria[5], CriterionAnswer.No);
        Assert.Equal((CriterionAnswer.No, true), (content.IsSerious, content.SeriousnessAssessed));
    }

    [Fact]
    public void With_OneAnswerTakenBack_TheOthersStay()
    {
        var content = (
            Fresh with
            {
                SeriousnessAssessed = true,
                Seriousness = SeriousnessCriteria.Hospitalisation,
            }
        ).With(SeriousnessCriteria.Disability, CriterionAnswer.NotAssessed);
        Assert.Equal(CriterionAnswer.NotAssessed, content.Answer(SeriousnessCriteria.Disability));
        Assert.Equal(CriterionAnswer.Yes, content.Answer(SeriousnessCriteria.Hospitalisation));
        Assert.Equal(CriterionAnswer.No, content.Answer(SeriousnessCriteria.LifeThreatening));
        Assert.False(content.SeriousnessAssessed);
    }

    [Fact]
    public void Check_YesAndNoToOneCriterion_IsRefused()
    {
        var content = Fresh with
        {
            Seriousness = SeriousnessCriteria.Disability,
            SeriousnessRuledOut = SeriousnessCriteria.Disability,
        };
        Assert.Equal(
            "adverse-event.seriousness-contradicts",
            Assert.Single(AdverseEventRules.Check(content, DataFiles.Ctcae50, default)).Code
        );
    }

    [Fact]
    public void Check_GradeFive_DeathMayBeOpenButNotRuledOut()
    {
        var dead = Fresh with { Grade = Grade.Grade5 };
        Assert.Empty(AdverseEventRules.Check(dead, DataFiles.Ctcae50, default));
        Assert.Equal(
            "adverse-event.death-without-criterion",
            Assert
                .Single(
                    AdverseEventRules.Check(
                        dead.With(SeriousnessCriteria.ResultsInDeath, CriterionAnswer.No),
                        DataFiles.Ctcae50,
                        default
                    )
                )
                .Code
        );
    }
}
