using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Verbs.Demo;

namespace Pharmacovigilance.Web.Tests.Verbs.Demo;

/// <summary>The invented patients fall ill as often as the trial's patients did.</summary>
public sealed class DemoFateTests
{
    private const int Seeds = 100;
    private const int PatientsEach = 60;
    private static readonly Knowledge Knowledge = KnowledgeFiles.Load();

    [Theory]
    [InlineData(Regimen.IsaPd, CtcaeTerms.InfusionRelatedReaction, EventBasis.AdverseEvent, GradeBand.Any)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.InfusionRelatedReaction, EventBasis.AdverseEvent, GradeBand.GradeAtLeast3)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.InfusionRelatedReaction, EventBasis.AdverseEvent, GradeBand.Any)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.InfusionRelatedReaction, EventBasis.AdverseEvent, GradeBand.GradeAtLeast3)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.NeutrophilCountDecreased, EventBasis.Laboratory, GradeBand.Any)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.NeutrophilCountDecreased, EventBasis.Laboratory, GradeBand.GradeAtLeast3)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.NeutrophilCountDecreased, EventBasis.AdverseEvent, GradeBand.Any)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.NeutrophilCountDecreased, EventBasis.Laboratory, GradeBand.Any)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.NeutrophilCountDecreased, EventBasis.Laboratory, GradeBand.GradeAtLeast3)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.PlateletCountDecreased, EventBasis.Laboratory, GradeBand.GradeAtLeast3)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.Hypertension, EventBasis.AdverseEvent, GradeBand.Any)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.Hypertension, EventBasis.AdverseEvent, GradeBand.GradeAtLeast3)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.UpperRespiratoryInfection, EventBasis.AdverseEvent, GradeBand.Any)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.Diarrhea, EventBasis.AdverseEvent, GradeBand.Any)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.LungInfection, EventBasis.AdverseEvent, GradeBand.Any)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.FebrileNeutropenia, EventBasis.AdverseEvent, GradeBand.GradeAtLeast3)]
    public void Share_OverManySeeds_IsTheReferenceRate(Regimen regimen, string llt, EventBasis basis, GradeBand band)
    {
        double expected = DemoRisk.Fraction(Knowledge.Rates.ForBoard(regimen, llt, basis, band)!);
        AssertNear(expected, Share(regimen, fate => Has(fate, llt, basis, band)));
    }

    [Fact]
    public void Share_OfTheStreamThatDiffers_IsItsRiskRatioTimesTheReference()
    {
        var reference = Knowledge.Rates.ForBoard(
            Regimen.IsaPd,
            CtcaeTerms.UpperRespiratoryInfection,
            EventBasis.AdverseEvent,
            GradeBand.Any
        )!;
        AssertNear(
            DemoRisk.Fraction(reference) * DemoParameters.Default.RespiratoryInfectionRiskRatioIsaPd,
            Share(Regimen.IsaPd, fate => fate.Events.ContainsKey(CtcaeTerms.UpperRespiratoryInfection))
        );
    }

    [Fact]
    public void Reactions_IsaPd_AllBeginAtTheFirstInfusion() =>
        Assert.All(Fates(Regimen.IsaPd).Where(f => f.Reactions.Count > 0), fate =>
            Assert.Contains(1, fate.Reactions.Keys)
        );

    [Fact]
    public void Reactions_IsaKd_BeginInCycleOneAsOftenAsPublished()
    {
        var reactors = Fates(Regimen.IsaKd).Where(f => f.Reactions.Count > 0).ToList();
        double share = reactors.Count(f => f.Reactions.Keys.Min() <= 4) / (double)reactors.Count;
        AssertNear(DemoParameters.Default.FirstCycleShareOfReactorsIsaKd, share, reactors.Count);
    }

    [Fact]
    public void Grades_OfAllEvents_ExistForTheirTerm() =>
        Assert.All(Fates(Regimen.IsaPd).Concat(Fates(Regimen.IsaKd)).SelectMany(f => f.Events), e =>
            Assert.True(Knowledge.Ctcae.Find(e.Key)!.Allows(e.Value), $"{e.Key} {e.Value}")
        );

    private static bool Has(DemoFate fate, string llt, EventBasis basis, GradeBand band)
    {
        Grade? worst = (basis, llt) switch
        {
            (EventBasis.Laboratory, _) => fate.Worst[Knowledge.Ctcae.Find(llt)!.Laboratory!.Test],
            (_, CtcaeTerms.InfusionRelatedReaction) => fate.Reactions.Count == 0 ? null : fate.Reactions.Values.Max(),
            (_, CtcaeTerms.NeutrophilCountDecreased) => fate.NeutropeniaReported
                ? fate.Worst[LabTest.NeutrophilCount]
                : null,
            _ => fate.Events.TryGetValue(llt, out var grade) ? grade : null,
        };
        return worst >= (band == GradeBand.Any ? Grade.Grade1 : Grade.Grade3);
    }

    private static double Share(Regimen regimen, Func<DemoFate, bool> has) =>
        Fates(regimen).Count(has) / (double)(Seeds * PatientsEach);

    private static IEnumerable<DemoFate> Fates(Regimen regimen) =>
        from seed in Enumerable.Range(1, Seeds)
        from patient in Enumerable.Range(0, PatientsEach)
        select DemoFate.Draw(Knowledge, DemoParameters.Default with { Seed = seed }, regimen, patient);

    /// <summary>Four standard errors: with 6,000 patients a right rate fails once in some 16,000 looks, a rate off by 3 points nearly always.</summary>
    private static void AssertNear(double expected, double observed, int draws = Seeds * PatientsEach)
    {
        double tolerance = 4 * Math.Sqrt(expected * (1 - expected) / draws);
        Assert.True(
            Math.Abs(observed - expected) <= tolerance,
            $"Expected {expected:0.0000} ± {tolerance:0.0000}, observed {observed:0.0000}."
        );
    }
}
