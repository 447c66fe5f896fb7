using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

public class PremedicationRulesTests
{
    [Theory]
    [InlineData(14, "dexamethasone 14")]
    [InlineData(15, null)]
    [InlineData(60, null)]
    [InlineData(61, "dexamethasone 61")]
    [InlineData(0, "dexamethasone 0")]
    public void Drug_GivenMinutesBeforeStart_IsOutsideOnlyBeyondTheWindow(int minutes, string? outside)
    {
        var findings = new TestCourse().Infusion(1, 0, premedicationMinutes: [minutes, 30, 30]).Evaluate();

        Assert.Empty(findings.Of(RuleId.PremedicationMissing));
        Assert.Equal(
            outside,
            findings.Of(RuleId.PremedicationOutsideWindow).SingleOrDefault()?.Fact(FactNames.DrugsMinutesBefore)
        );
    }

    [Theory]
    [InlineData(Regimen.IsaPd)]
    [InlineData(Regimen.IsaKd)]
    public void Drug_NotRecorded_IsNamedForEitherRegimen(Regimen regimen)
    {
        var finding = Assert.Single(
            new TestCourse(regimen: regimen)
                .Infusion(1, 0, premedicationMinutes: [30, null, null])
                .Evaluate()
                .Of(RuleId.PremedicationMissing)
        );

        Assert.Equal("paracetamol, diphenhydramine", finding.Fact(FactNames.MissingDrugs));
    }

    [Fact]
    public void Drug_GivenAfterTheStart_IsMissingBeforeIt()
    {
        var findings = new TestCourse().Infusion(1, 0, premedicationMinutes: [30, -1, 30]).Evaluate();

        Assert.Equal(
            "paracetamol",
            Assert.Single(findings.Of(RuleId.PremedicationMissing)).Fact(FactNames.MissingDrugs)
        );
        Assert.Empty(findings.Of(RuleId.PremedicationOutsideWindow));
    }

    [Fact]
    public void Drug_GivenEarlyAndAgainInTime_IsInTime()
    {
        var facts = new TestCourse().Infusion(1, 0, premedicationMinutes: [240, 30, 30]).Facts();
        var again = facts.Infusions[0].Premedication[0] with { GivenAt = TestCourse.At(0).AddMinutes(-20) };
        var repeated = facts with
        {
            Infusions = [facts.Infusions[0] with { Premedication = [.. facts.Infusions[0].Premedication, again] }],
        };

        Assert.Single(TestCourse.Evaluate(facts).Of(RuleId.PremedicationOutsideWindow));
        Assert.Empty(TestCourse.Evaluate(repeated).Of(RuleId.PremedicationOutsideWindow));
    }

    [Theory]
    [InlineData(-30, "14")]
    [InlineData(30, "61")]
    public void Drug_SecondsOutsideTheWindow_IsNotPrintedAsItsEdge(int seconds, string minutes)
    {
        var facts = new TestCourse().Infusion(1, 0, premedicationMinutes: [seconds < 0 ? 15 : 60, 30, 30]).Facts();
        var given = facts.Infusions[0].Premedication;
        var shifted = facts with
        {
            Infusions =
            [
                facts.Infusions[0] with
                {
                    Premedication =
                    [
                        given[0] with
                        {
                            GivenAt = given[0].GivenAt.AddSeconds(-seconds),
                        },
                        .. given.Skip(1),
                    ],
                },
            ],
        };

        Assert.Equal(
            $"dexamethasone {minutes}",
            Assert
                .Single(TestCourse.Evaluate(shifted).Of(RuleId.PremedicationOutsideWindow))
                .Fact(FactNames.DrugsMinutesBefore)
        );
    }

    [Theory]
    [InlineData(InfusionStatus.Planned)]
    [InlineData(InfusionStatus.Premedicated)]
    [InlineData(InfusionStatus.NotGiven)]
    public void Infusion_NotStarted_HasNothingMissingYet(InfusionStatus status) =>
        Assert.DoesNotContain(
            new TestCourse().Infusion(1, 0, status, premedicationMinutes: [null, null, null]).Evaluate(),
            f => f.Rule is RuleId.PremedicationMissing or RuleId.PremedicationOutsideWindow
        );

    [Fact]
    public void Text_WithDrugNamesAndZone_SpeaksTheReadersLanguage()
    {
        var finding = Assert.Single(
            new TestCourse()
                .Infusion(1, 0, premedicationMinutes: [75, 30, 30])
                .Evaluate()
                .Of(RuleId.PremedicationOutsideWindow)
        );
        var names = RuleData.Plans[Regimen.IsaPd].Drugs.ToDictionary(d => d.Code, d => d.Name, StringComparer.Ordinal);
        var zone = TimeZoneInfo.CreateCustomTimeZone("unit", TimeSpan.FromHours(3), "unit", "unit");

        Assert.Equal(
            "Инфузия 1 начата 2 мар. 2026 11:00. Введено вне 15–60 мин до начала (минут до начала): Дексаметазон 75.",
            RuleData.Rules.TextOf(finding.Rule, finding.Facts, new FactReading("ru", zone, names))
        );
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(Grade.Grade1, false)]
    [InlineData(Grade.Grade2, true)]
    [InlineData(Grade.Grade3, true)]
    [InlineData(Grade.Grade4, false)]
    public void NextInfusion_AfterReactionOfGrade_IsProposedStrongerPremedication(Grade? grade, bool proposed)
    {
        var subjects = Stronger(
            new TestCourse()
                .Infusion(1, 0)
                .Infusion(2, 7, InfusionStatus.Planned)
                .Infusion(3, 14, InfusionStatus.Planned)
                .Reaction(grade, 1)
        );

        Assert.Equal(proposed ? [Infusion(2)] : [], subjects, StringComparer.Ordinal);
    }

    [Fact]
    public void NextInfusion_AfterAnaphylaxisAndGrade2_IsNotProposed() =>
        Assert.Empty(
            Stronger(
                new TestCourse()
                    .Infusion(1, 0)
                    .Infusion(2, 7, InfusionStatus.Planned)
                    .Reaction(Grade.Grade2, 1)
                    .Reaction(null, 1, id: 2, llt: CtcaeTerms.Anaphylaxis)
            )
        );

    [Fact]
    public void NextInfusion_OnePlannedNotGiven_IsTheOneAfterIt() =>
        Assert.Equal(
            [Infusion(3)],
            Stronger(
                new TestCourse()
                    .Infusion(1, 0)
                    .Infusion(2, 7, InfusionStatus.NotGiven)
                    .Infusion(3, 14, InfusionStatus.Planned)
                    .Reaction(Grade.Grade2, 1)
            ),
            StringComparer.Ordinal
        );

    [Fact]
    public void NextInfusion_OneBeforeTheLastStartedStillPlanned_IsTheOneAfterTheLastStarted() =>
        Assert.Equal(
            [Infusion(4)],
            Stronger(
                new TestCourse()
                    .Infusion(1, 0)
                    .Infusion(2, 7, InfusionStatus.Planned)
                    .Infusion(3, 14)
                    .Infusion(4, 21, InfusionStatus.Planned)
                    .Reaction(Grade.Grade2, 3, onset: 14.05)
            ),
            StringComparer.Ordinal
        );

    [Fact]
    public void NextInfusion_ReactionWasTwoInfusionsAgo_IsNotProposed() =>
        Assert.Equal(
            [Infusion(2)],
            Stronger(
                new TestCourse()
                    .Infusion(1, 0)
                    .Infusion(2, 7)
                    .Infusion(3, 14, InfusionStatus.Planned)
                    .Reaction(Grade.Grade2, 1)
            ),
            StringComparer.Ordinal
        );

    [Fact]
    public void Reaction_NotLinked_ProposesNothing() =>
        Assert.Empty(
            Stronger(
                new TestCourse()
                    .Infusion(1, 0)
                    .Infusion(2, 7, InfusionStatus.Planned)
                    .Reaction(Grade.Grade2, infusion: null)
            )
        );

    [Fact]
    public void Proposal_NamesWhatWasGivenBefore()
    {
        var finding = Assert.Single(
            new TestCourse()
                .Infusion(1, 0, premedicationMinutes: [30, 30, -10])
                .Infusion(2, 7, InfusionStatus.Premedicated)
                .Reaction(Grade.Grade2, 1, id: 1)
                .Reaction(Grade.Grade3, 1, id: 2)
                .Evaluate()
                .Of(RuleId.PremedicationStronger)
        );

        Assert.Equal("3", finding.Fact(FactNames.PreviousGrade));
        Assert.Equal("dexamethasone, paracetamol", finding.Fact(FactNames.PreviousPremedication));
    }

    [Theory]
    [InlineData(0.05, 0.10)]
    [InlineData(0.10, 0.05)]
    public void Proposal_AfterTwoReactionsOfTheSameGrade_StandsSinceTheEarlier(double first, double second)
    {
        var finding = Assert.Single(
            new TestCourse()
                .Infusion(1, 0)
                .Infusion(2, 7, InfusionStatus.Planned)
                .Reaction(Grade.Grade2, 1, id: 1, onset: first)
                .Reaction(Grade.Grade2, 1, id: 2, onset: second)
                .Evaluate()
                .Of(RuleId.PremedicationStronger)
        );

        Assert.Equal(TestCourse.At(0.05), finding.Since);
    }

    private static IEnumerable<string> Stronger(TestCourse course) =>
        course.Evaluate().Of(RuleId.PremedicationStronger).Select(f => f.Subject);

    private static string Infusion(int ordinal) => FindingSubject.OfInfusion(TestCourse.InfusionIdOf(ordinal));
}
