using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Tests.Reference;

public class ReferenceSetTests
{
    private static readonly ReferenceSet Set = DataFiles.Rates;

    [Fact]
    public void Rows_WithCountAndPercent_ReproduceThePrintedPercent()
    {
        var checkedRows = Set.Rows.Where(r => r is { PatientsWithEvent: not null, Percent: not null }).ToList();

        Assert.All(checkedRows, r =>
        {
            var percent = r.Percent!.Value;
            var printed = Math.Round(
                100m * r.PatientsWithEvent!.Value / r.Patients,
                percent.Decimals,
                MidpointRounding.AwayFromZero
            );
            Assert.True(
                printed == percent.Value,
                $"{r.Id}: {r.PatientsWithEvent}/{r.Patients} prints as {printed}, not {percent}"
            );
        });
        Assert.True(checkedRows.Count > 150, $"only {checkedRows.Count} rows were checked");
    }

    [Fact]
    public void Rows_WhosePercentFitsSeveralCounts_HaveNoInventedCount()
    {
        Assert.All(Set.Rows.Where(r => r.Derivation == CountDerivation.FromPercent), r =>
            Assert.Equal([r.PatientsWithEvent!.Value], r.Percent!.Value.CountsOf(r.Patients))
        );
        Assert.Null(Set.Find("icaria-a-irr-any-usic-isapd")!.PatientsWithEvent);
    }

    [Theory]
    [InlineData(Regimen.IsaPd, CtcaeTerms.InfusionRelatedReaction, EventBasis.AdverseEvent, 58, 4)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.UpperRespiratoryInfection, EventBasis.AdverseEvent, 52, 5)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.LungInfection, EventBasis.AdverseEvent, 47, 38)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.Diarrhea, EventBasis.AdverseEvent, 39, 3)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.NeutrophilCountDecreased, EventBasis.AdverseEvent, 71, null)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.NeutrophilCountDecreased, EventBasis.Laboratory, 146, 129)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.Anemia, EventBasis.Laboratory, 151, 48)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.PlateletCountDecreased, EventBasis.Laboratory, 38, null, 45)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.Anaphylaxis, EventBasis.AdverseEvent, 0, 0)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.AllergicReaction, EventBasis.AdverseEvent, null, null)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.Anaphylaxis, EventBasis.AdverseEvent, null, null)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.FebrileNeutropenia, EventBasis.AdverseEvent, 18, 18)]
    [InlineData(Regimen.IsaPd, CtcaeTerms.Hypertension, EventBasis.AdverseEvent, null, null)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.InfusionRelatedReaction, EventBasis.AdverseEvent, 81, 1)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.UpperRespiratoryInfection, EventBasis.AdverseEvent, 66, null)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.LungInfection, EventBasis.AdverseEvent, 64, 39)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.Diarrhea, EventBasis.AdverseEvent, 70, 5)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.Hypertension, EventBasis.AdverseEvent, 67, 36)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.NeutrophilCountDecreased, EventBasis.AdverseEvent, null, null)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.NeutrophilCountDecreased, EventBasis.Laboratory, 97, 34)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.Anemia, EventBasis.Laboratory, 176, 39)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.PlateletCountDecreased, EventBasis.Laboratory, 167, 53)]
    [InlineData(Regimen.IsaKd, CtcaeTerms.FebrileNeutropenia, EventBasis.AdverseEvent, 2, null)]
    public void ForBoard_EachStream_HasTheChosenRowOrNone(
        Regimen regimen,
        string llt,
        EventBasis basis,
        int? any,
        int? atLeast3,
        int? of = null
    )
    {
        var patients = of ?? (regimen == Regimen.IsaPd ? 152 : 177);
        foreach (var (band, x) in new[] { (GradeBand.Any, any), (GradeBand.GradeAtLeast3, atLeast3) })
        {
            var row = Set.ForBoard(regimen, llt, basis, band);
            Assert.Equal(x, row?.PatientsWithEvent);
            if (row is not null)
                Assert.Equal(patients, row.Patients);
        }
    }

    [Fact]
    public void BoardRows_AreKnownAndOnePerStreamAndTheVerifiedOnesColour()
    {
        var board = Set.Rows.Where(r => r.OnBoard).ToList();

        Assert.All(board, r =>
            Assert.Equal(
                r.Status == RowStatus.Verified ? r : null,
                Set.ForBoard(r.Regimen!.Value, r.Llt!, r.Basis, r.Band!.Value)
            )
        );
        Assert.All(board, r => Assert.NotNull(r.PatientsWithEvent));
        Assert.All(board, r => Assert.StartsWith("On the board", r.Note, StringComparison.Ordinal));
        Assert.Equal(board.Count, board.DistinctBy(r => (r.Regimen, r.Llt, r.Basis, r.Band, r.Route)).Count());
    }

    [Fact]
    public void Hypertension379_OfTheReview_IsRejectedForGradeAtLeast3WithItsReason()
    {
        var row = Set.Find("ikema-b-hypertension-ge3-review-isakd")!;

        Assert.Equal(RowStatus.Rejected, row.Status);
        Assert.Contains("any-grade pair", row.StatusReason, StringComparison.Ordinal);
        Assert.DoesNotContain(Set.Rows, r =>
            r.Status != RowStatus.Rejected && r.Band == GradeBand.GradeAtLeast3 && r.Percent?.Value is 37.9m or 35.2m
        );
    }

    [Fact]
    public void Pneumonia243_OfTheReview_IsRejectedAsAmbiguousWithoutABand()
    {
        var row = Set.Find("icaria-b-pneumonia-band-unknown-review-isapd")!;

        Assert.Equal(RowStatus.Rejected, row.Status);
        Assert.Null(row.Band);
        Assert.Null(row.PatientsWithEvent);
        Assert.Contains("Ambiguous", row.StatusReason, StringComparison.Ordinal);
    }

    [Fact]
    public void RecalledRows_AreUnverifiedWithAReason()
    {
        var recalled = Set.Rows.Where(r => r.Source.Tag == "MEMORY").ToList();

        Assert.NotEmpty(recalled);
        Assert.All(recalled, r => Assert.Equal(RowStatus.Unverified, r.Status));
        Assert.All(recalled, r => Assert.NotNull(r.StatusReason));
    }

    [Fact]
    public void Cuts_WhoseFollowUpIsRecalled_SaySo()
    {
        var cut = Set.Cuts.Single(c => c.Id == "icaria-a");

        // The follow-up has been read since; the date has not.
        Assert.Equal(11.6m, cut.MedianFollowUpMonths);
        Assert.True(cut.MedianFollowUpVerified);
        Assert.False(cut.DateVerified);
        Assert.All(Set.Cuts.Where(c => c.Population.Id == "ikema"), c => Assert.True(c.MedianFollowUpVerified));
    }

    [Fact]
    public void Rows_OfEveryPublication_AreAllCarriedOver()
    {
        // 94 published lines give 174 rows, one for each arm with a figure; 83 more come from per-grade, per-arm and
        // per-source detail, and 2 from the review's other cohorts. 67 were found later: 55 published figures, one row for each
        // arm, and 12 sums of printed grades.
        Assert.Equal(326, Set.Rows.Count);
        Assert.Equal(
            12,
            Set.Rows.Count(r =>
                r.EnteredOn == new DateOnly(2026, 11, 30) && r.Derivation == CountDerivation.SumOfGrades
            )
        );
        Assert.Equal(3, Set.Rows.Count(r => r.InfusionOrdinal is not null));
        Assert.All(Set.Rows, r => Assert.NotEmpty(r.Source.Address));
    }
}
