using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class DescriptiveComparisonTests
{
    private static readonly ReferenceRate Urti = // 52 of 152: Wilson 95 % interval 27.1 to 42.1 %
        DataFiles.Rates.ForBoard(Regimen.IsaPd, CtcaeTerms.UpperRespiratoryInfection, EventBasis.AdverseEvent, GradeBand.Any)!;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(40, 40)]
    public void State_WithoutReference_IsNoReferenceWhateverTheCounts(int k, int m)
    {
        var comparison = DescriptiveComparison.Of(k, m, reference: null);

        Assert.Equal(ComparisonState.NoReference, comparison.State);
        Assert.Equal(ComparisonReason.NoRowForStream, comparison.Reason);
        Assert.Null(comparison.ReferenceInterval);
    }

    [Theory]
    [InlineData(0, 0, ComparisonReason.NobodyTreated)]
    [InlineData(1, 1, ComparisonReason.BelowMinimum)]
    [InlineData(9, 9, ComparisonReason.BelowMinimum)]
    public void State_BelowTheMinimum_IsTooFewEvenIfEveryPatientHadTheEvent(int k, int m, ComparisonReason reason)
    {
        var comparison = DescriptiveComparison.Of(k, m, Urti);

        Assert.Equal(ComparisonState.TooFewPatients, comparison.State);
        Assert.Equal(reason, comparison.Reason);
        Assert.Equal(10, comparison.MinimumPatients);
        Assert.Equal(m == 0, comparison.Unit is null);
    }

    [Theory]
    [InlineData(10, 10, ComparisonState.AboveReference, ComparisonReason.IntervalAboveReference)]
    [InlineData(9, 10, ComparisonState.AboveReference, ComparisonReason.IntervalAboveReference)]
    [InlineData(7, 10, ComparisonState.WithinExpectation, ComparisonReason.IntervalsOverlap)]
    [InlineData(12, 30, ComparisonState.WithinExpectation, ComparisonReason.IntervalsOverlap)]
    [InlineData(0, 10, ComparisonState.WithinExpectation, ComparisonReason.IntervalsOverlap)]
    [InlineData(0, 40, ComparisonState.WithinExpectation, ComparisonReason.IntervalBelowReference)]
    public void State_WithEnoughPatients_IsAboveOnlyWhenTheIntervalsPartCompany(int k, int m, ComparisonState state, ComparisonReason reason)
    {
        var comparison = DescriptiveComparison.Of(k, m, Urti);

        Assert.Equal(state, comparison.State);
        Assert.Equal(reason, comparison.Reason);
        Assert.Equal(state == ComparisonState.AboveReference, comparison.Unit!.Value.Lower > comparison.ReferenceInterval!.Value.Upper);
    }

    [Fact]
    public void Minimum_SetByTheUnit_IsUsedAndReported()
    {
        Assert.Equal(ComparisonState.TooFewPatients, DescriptiveComparison.Of(12, 14, Urti, minimumPatients: 15).State);
        Assert.Equal(ComparisonState.AboveReference, DescriptiveComparison.Of(12, 14, Urti, minimumPatients: 14).State);
        Assert.Throws<ArgumentOutOfRangeException>(() => DescriptiveComparison.Of(1, 2, Urti, minimumPatients: 0));
    }

    [Fact]
    public void Of_UnverifiedOrUncountedRow_Refuses()
    {
        Assert.Throws<ArgumentException>(() => DescriptiveComparison.Of(5, 20, DataFiles.Rates.Find("ikema-b-hypertension-ge3-memory-isakd")));
        Assert.Throws<ArgumentException>(() => DescriptiveComparison.Of(5, 20, DataFiles.Rates.Find("icaria-a-irr-any-usic-isapd")));
    }

    [Fact]
    public void Of_MoreEventsThanPatients_Refuses() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DescriptiveComparison.Of(11, 10, Urti));
}
