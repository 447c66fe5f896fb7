using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Reference;

/// <summary>What the shipped ledger says about populations, cuts and disagreements.</summary>
public class LedgerContentTests
{
    private static readonly ReferenceSet Set = DataFiles.Rates;

    [Theory]
    [InlineData("icariaMm", "IsaPd", 152, Regimen.IsaPd)]
    [InlineData("icariaMm", "Pd", 149, null)]
    [InlineData("ikema", "IsaKd", 177, Regimen.IsaKd)]
    [InlineData("ikema", "Kd", 122, null)]
    [InlineData("isaPhase2", "Isa", 109, null)]
    [InlineData("isaPhase2", "IsaD", 55, null)]
    [InlineData("isaKPhase1b", "IsaK", 33, null)]
    public void Arm_EachPopulation_HasItsSizeAndRegimen(string population, string arm, int patients, Regimen? regimen)
    {
        var found = Set.Populations.Single(p => p.Id == population).Arms.Single(a => a.Id == arm);
        Assert.Equal((patients, regimen), (found.Patients, found.Regimen));
        // The sizes of the phase II arms were calculated until its abstract, which prints them, was read.
        Assert.Null(found.Calculated);
    }

    [Theory]
    [InlineData("icaria-a", "IsaPd", 11.6, true, 41.0, true)]
    [InlineData("icaria-b", "IsaPd", 35.3, true, null, false)]
    [InlineData("icaria-c", "IsaPd", 52.4, true, 47.6, true)]
    [InlineData("icaria-c", "Pd", 52.4, true, 24.0, true)]
    [InlineData("ikema-a", "IsaKd", 20.73, true, 80.0, false)]
    [InlineData("ikema-b", "IsaKd", 44.0, true, null, false)]
    [InlineData("ikema-c", "IsaKd", 56.61, true, 94.0, true)]
    [InlineData("ikema-c", "Kd", 56.61, true, 61.9, true)]
    [InlineData("isa-phase2-review", "Isa", null, false, null, false)]
    public void Cut_EachArm_HasFollowUpAndExposureEachWithItsOwnMark(
        string id,
        string arm,
        double? months,
        bool followUpVerified,
        double? weeks,
        bool exposureVerified
    )
    {
        var cut = Set.Cuts.Single(c => c.Id == id);
        var exposure = cut.ExposureOf(arm);
        Assert.Equal((months, followUpVerified), ((double?)cut.MedianFollowUpMonths, cut.MedianFollowUpVerified));
        Assert.Equal((weeks, exposureVerified), ((double?)exposure?.MedianWeeks, exposure?.Verified ?? false));
    }

    [Fact]
    public void Cohorts_OfTheReview_AreConfirmedOrWithoutRateAndNeverOnTheBoard()
    {
        var infections = Set.Rows.Where(r => r.Population.Id == "isaPhase2").ToList();
        Assert.Equal(
            [("22.0", 24, 109), ("21.8", 12, 55)],
            infections.Select(r => (r.Percent!.Value.ToString(), r.PatientsWithEvent!.Value, r.Patients))
        );
        Assert.All(infections, r =>
            Assert.Equal(
                (CountDerivation.FromPercent, RowStatus.Verified, false),
                (r.Derivation!.Value, r.Status, r.OnBoard)
            )
        );

        Assert.DoesNotContain(Set.Rows, r => r.Population.Id == "isaKPhase1b");
        Assert.NotNull(Set.Populations.Single(p => p.Id == "isaKPhase1b").WithoutRate);
        Assert.All(Set.Rows.Where(r => r.Population.Kind == PopulationKind.Cohort), r => Assert.Null(r.Regimen));
    }

    [Fact]
    public void Trials_WereGradedByTheVersionTheBoardComparesOn_ToBeConfirmed() =>
        Assert.All(Set.Populations.Where(p => Set.Rows.Any(r => r.OnBoard && r.Population == p)), p =>
            Assert.Equal((CtcaeVersion.V403, false), (p.Ctcae!.Version, p.Ctcae.Verified))
        );

    [Theory]
    [InlineData("urti-isapd", "57 28.3 34.2")]
    [InlineData("neutropenia-isapd", "96 46.7")]
    [InlineData("hypertension-ge3-isakd", "22.6 - 21.0 37.9")]
    public void Comparison_NamedByTheReview_HoldsItsFigures(string key, string percents)
    {
        var comparison = Set.Comparisons.Single(c => c.Key == key);
        Assert.Equal(percents, string.Join(' ', Set.RowsOf(comparison).Select(r => r.Percent?.ToString() ?? "-")));
    }

    [Fact]
    public void Comparisons_AllOfThem_HaveTwoRowsOrMoreAndSayWhyInBothLanguages() =>
        Assert.All(Set.Comparisons, comparison =>
        {
            Assert.True(Set.RowsOf(comparison).Count() >= 2);
            Assert.Contains(comparison.Why.Ru, c => c is >= 'а' and <= 'я');
            Assert.DoesNotContain(comparison.Why.En, c => c is >= 'а' and <= 'я');
        });

    [Fact]
    public void UnverifiedRowsForTheBoard_AreOfStreamsThatTheBoardShowsAndHaveNoReference()
    {
        var candidates = Set.Rows.Where(r => r is { OnBoard: true, Status: RowStatus.Unverified }).ToList();
        var streams = BoardSeries.Of(DataFiles.Library[Set.Ctcae!.Version]);

        Assert.Equal(3, candidates.Count);
        Assert.All(candidates, r => Assert.Contains(new TallySeries(r.Llt!, r.Basis), streams));
        Assert.All(candidates, r => Assert.NotNull(r.PatientsWithEvent));
        Assert.All(candidates, r => Assert.Same(r, Set.CandidateFor(r.Regimen!.Value, r.Llt!, r.Basis, r.Band!.Value)));
    }

    [Theory]
    [InlineData(GradeBand.Any, InfusionRoute.Intravenous, "irakliaSc 1.5 4, irakliaIv 25.0 -, isaPdPhase1b 42 19")]
    [InlineData(GradeBand.Any, InfusionRoute.Subcutaneous, "irakliaSc 1.5 4, irakliaIv 25.0 -, isaPdPhase1b 42 19")]
    [InlineData(GradeBand.GradeAtLeast3, InfusionRoute.Intravenous, "")]
    public void Beside_InfusionReactionsOfIsaPd_ShowsOtherTrialsByRoute(
        GradeBand band,
        InfusionRoute route,
        string expected
    ) =>
        Assert.Equal(
            expected.Split(", ", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            Set.Beside(
                    new StreamKey
                    {
                        Regimen = Regimen.IsaPd,
                        LltCode = CtcaeTerms.InfusionRelatedReaction,
                        Basis = EventBasis.AdverseEvent,
                        Band = band,
                        Route = route,
                    }
                )
                .Select(r =>
                    $"{r.Population.Id} {r.Percent} {r.PatientsWithEvent?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"}"
                )
                .Order(StringComparer.Ordinal)
        );

    [Fact]
    public void Rates_OfAnotherRoute_AreOfNoStreamYet() =>
        Assert.All(Set.Rows.Where(r => r.Route is not InfusionRoute.Intravenous), r => Assert.False(r.OnBoard));

    [Fact]
    public void Bounds_AreOfLinesWithoutAVerifiedRateAndNeverARow()
    {
        Assert.Equal(15, Set.Bounds.Count);
        Assert.All(Set.Bounds, bound => Assert.NotEqual(bound.AtMost is null, bound.AtLeast is null));
        Assert.All(Set.Bounds.Where(bound => bound.Llt is not null), bound =>
            Assert.All(bound.Bands, band =>
                Assert.Null(Set.ForBoard(bound.Arm.Regimen!.Value, bound.Llt!, bound.Basis, band))
            )
        );
        Assert.Equal(
            [(30, 152)],
            Set.BoundsOf(
                    new StreamKey
                    {
                        Regimen = Regimen.IsaPd,
                        LltCode = CtcaeTerms.Hypertension,
                        Basis = EventBasis.AdverseEvent,
                        Band = GradeBand.GradeAtLeast3,
                    }
                )
                .Select(b => (b.AtMost!.Value, b.Patients))
        );
        Assert.Equal(
            [3],
            Set.BoundsOf(
                    new StreamKey
                    {
                        Regimen = Regimen.IsaKd,
                        LltCode = CtcaeTerms.Anaphylaxis,
                        Basis = EventBasis.AdverseEvent,
                        Band = GradeBand.Any,
                    }
                )
                .Select(b => b.AtMost!.Value)
        );
        Assert.Empty(
            Set.BoundsOf(
                new StreamKey
                {
                    Regimen = Regimen.IsaPd,
                    LltCode = CtcaeTerms.Hypertension,
                    Basis = EventBasis.AdverseEvent,
                    Band = GradeBand.Any,
                    Route = InfusionRoute.Subcutaneous,
                }
            )
        );
    }

    [Fact]
    public void GradeThreeUrti_OfTheReview_SaysThatItsArmIsNotStated() =>
        Assert.Equal(["icaria-b-urti-ge3-review-isapd"], Set.Rows.Where(r => !r.ArmStated).Select(r => r.Id));

    [Fact]
    public void RecalledRows_ThatWereNotFound_StayRecalled() =>
        Assert.Equal(28, Set.Rows.Count(r => r is { Status: RowStatus.Unverified, Source.Read: false }));

    [Fact]
    public void VerifiedRows_EachOfThem_NameASourceThatWasReadAndADay()
    {
        Assert.All(Set.Rows.Where(r => r.Status == RowStatus.Verified), r => Assert.True(r.Source.Read));
        Assert.All(Set.Rows, r => Assert.InRange(r.EnteredOn, new DateOnly(2026, 11, 22), new DateOnly(2026, 11, 30)));
    }

    [Fact]
    public void Texts_AllThatAreShown_HaveARussianOne()
    {
        var texts = Set
            .Populations.SelectMany(p => new[] { p.Title, p.Publication })
            .Concat(Set.Cuts.SelectMany(c => new[] { c.Label, c.Note }))
            .Concat(Set.Rows.SelectMany(r => new[] { r.Event, r.Grouping, r.StatusReason, r.Note }.OfType<string>()))
            .Where(text => text.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToList();

        Assert.True(texts.Count > 100);
        Assert.All(texts.Except(["ICARIA-MM", "IKEMA", "IMROZ", "19.7 %."], StringComparer.Ordinal), text =>
            Assert.NotEqual(text, Set.In(text, "ru"))
        );
        Assert.All(texts, text => Assert.Equal(text, Set.In(text, "en")));
    }
}
