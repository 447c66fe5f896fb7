using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class CaseMixTests
{
    private static readonly CaseMixKnowledge Known = CaseMixKnowledge.Parse(
        DataFiles.Text("case-mix.json"),
        "case-mix.json",
        DataFiles.Rates
    );
    private static readonly CaseMixPatient Nothing = new()
    {
        Regimen = Regimen.IsaPd,
        Route = InfusionRoute.Intravenous,
        AgeYears = null,
        PriorLines = null,
        Egfr = null,
        Ecog = null,
        PremedicationInTime = null,
    };

    [Fact]
    public void Of_WhatIsNotKnown_IsNeitherHavingNorNot()
    {
        var mix = Assert.Single(Of([Nothing, Nothing with { AgeYears = 75 }, Nothing with { AgeYears = 74 }]));

        Assert.Equal((3, new CaseMixCount(1, 2, 1)), (mix.Patients, mix.Age75));
        Assert.Equal(new CaseMixCount(0, 0, 3), mix.EgfrBelow60);
        Assert.Equal(new CaseMixCount(0, 0, 3), mix.PremedicationInTime);
        Assert.Equal(new PriorLinesSpread(null, null, null), mix.Lines);
    }

    [Theory]
    [InlineData(CaseMixItem.Age75, 74, false)]
    [InlineData(CaseMixItem.Age75, 75, true)]
    [InlineData(CaseMixItem.OnePriorLine, 0, false)]
    [InlineData(CaseMixItem.OnePriorLine, 1, true)]
    [InlineData(CaseMixItem.OnePriorLine, 2, false)]
    [InlineData(CaseMixItem.EgfrBelow60, 59, true)]
    [InlineData(CaseMixItem.EgfrBelow60, 60, false)]
    [InlineData(CaseMixItem.Ecog2, 1, false)]
    [InlineData(CaseMixItem.Ecog2, 2, true)]
    [InlineData(CaseMixItem.Ecog2, 4, true)]
    public void Has_AtTheBoundary(CaseMixItem item, int number, bool has)
    {
        var patient = Nothing with { AgeYears = number, PriorLines = number, Egfr = number, Ecog = number };

        Assert.Equal(has, patient.Has(item));
        Assert.Null(Nothing.Has(item));
    }

    [Fact]
    public void Of_RegimensAndRoutes_StandApart()
    {
        var mixes = Of([
            Nothing with
            {
                Regimen = Regimen.IsaKd,
            },
            Nothing with
            {
                Route = InfusionRoute.Subcutaneous,
                AgeYears = 80,
            },
            Nothing with
            {
                AgeYears = 50,
            },
        ]);

        Assert.Equal(
            [
                (Regimen.IsaPd, InfusionRoute.Intravenous),
                (Regimen.IsaPd, InfusionRoute.Subcutaneous),
                (Regimen.IsaKd, InfusionRoute.Intravenous),
            ],
            mixes.Select(mix => (mix.Regimen, mix.Route))
        );
        Assert.Equal([0, 1, 0], mixes.Select(mix => mix.Age75.Having));
    }

    [Fact]
    public void Of_EarlierLines_HaveAMedianAndAreHeldAgainstTheEntryRule()
    {
        var mix = Assert.Single(
            Of([.. new int?[] { 1, 2, 3, 6, null }.Select(lines => Nothing with { PriorLines = lines, Ecog = lines })])
        );

        Assert.Equal(new PriorLinesSpread(2.5m, 1, 6), mix.Lines);
        Assert.Equal((1, 2), (mix.OutsideLines, mix.OutsideEcog));
        var kd = Assert.Single(
            Of([.. new[] { 0, 1, 3, 4 }.Select(lines => Nothing with { Regimen = Regimen.IsaKd, PriorLines = lines })])
        );
        Assert.Equal(2, kd.OutsideLines);
    }

    // The trial's share is 32 of 154, 20.8 %.
    [Theory]
    [InlineData(31, 100, 10.2, true)]
    [InlineData(30, 100, 9.2, false)]
    [InlineData(10, 100, -10.8, true)]
    [InlineData(11, 100, -9.8, false)]
    public void Compare_MoreThanTenPoints_Differs(int having, int of, double points, bool differs)
    {
        var line = Line(
            CaseMixItem.Age75,
            [.. Enumerable.Range(0, of).Select(i => Nothing with { AgeYears = i < having ? 80 : 60 })]
        );

        Assert.Equal(points, (double)line.Difference!.Value, 0.05);
        Assert.Equal(differs, line.Differs);
    }

    [Theory]
    [InlineData(19, false)]
    [InlineData(20, true)]
    public void Compare_ExactlyTenPoints_IsNotMore(int having, bool differs)
    {
        // IKEMA prints 9 %.
        var line = Line(
            CaseMixItem.Age75,
            [
                .. Enumerable
                    .Range(0, 100)
                    .Select(i => Nothing with { Regimen = Regimen.IsaKd, AgeYears = i < having ? 80 : 60 }),
            ]
        );

        Assert.Equal((having - 9m, differs), (line.Difference, line.Differs));
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void Compare_FewKnown_HasNeitherPercentNorDifference(int known, bool shows)
    {
        var line = Line(
            CaseMixItem.Age75,
            [.. Enumerable.Range(0, 40).Select(i => Nothing with { AgeYears = i < known ? 80 : null })]
        );

        Assert.Equal((shows, shows), (line.ShowsPercent, line.Difference is not null));
    }

    [Fact]
    public void Compare_OnePatient_IsNeverAHundredPercent()
    {
        var line = Assert.Single(CaseMixComparison.Of(Of([Nothing with { AgeYears = 80 }])[0], Known, 10).Lines, line =>
            line.Item is CaseMixItem.Age75
        );

        Assert.Equal((new CaseMixCount(1, 1, 0), false, false), (line.Unit, line.ShowsPercent, line.Differs));
    }

    /// <summary>IKEMA's 43 of 179 are of everybody randomised: what is not known in the unit may be either.</summary>
    [Theory]
    [InlineData(0, 100, 40, 0)]
    [InlineData(0, 100, 0, -24.0)]
    [InlineData(40, 60, 0, 16.0)]
    [InlineData(36, 24, 40, 12.0)]
    [InlineData(30, 30, 40, 6.0)]
    [InlineData(5, 85, 10, -9.0)]
    public void Compare_ShareOfEverybody_CountsOnlyWhatIsCertain(int below, int above, int unknown, double points)
    {
        var patients = Enumerable
            .Repeat(Nothing with { Regimen = Regimen.IsaKd, Egfr = 40 }, below)
            .Concat(Enumerable.Repeat(Nothing with { Regimen = Regimen.IsaKd, Egfr = 90 }, above))
            .Concat(Enumerable.Repeat(Nothing with { Regimen = Regimen.IsaKd }, unknown));

        Assert.Equal(points, (double)Line(CaseMixItem.EgfrBelow60, [.. patients]).Difference!.Value, 0.05);
    }

    [Fact]
    public void Compare_AnotherRouteThanTheTrials_HasNoTrial()
    {
        var comparison = CaseMixComparison.Of(
            Of([.. Enumerable.Repeat(Nothing with { Route = InfusionRoute.Subcutaneous, AgeYears = 80 }, 30)])[0],
            Known,
            10
        );

        Assert.All(comparison.Lines, line => Assert.True(line is { Trial: null, Rule: null, Difference: null }));
        Assert.Null(comparison.TrialLines);
        Assert.Empty(comparison.Differing);
    }

    [Fact]
    public void Compare_PremedicationInTime_IsNotKnownOfAnyTrial()
    {
        var line = Line(
            CaseMixItem.PremedicationInTime,
            [.. Enumerable.Repeat(Nothing with { PremedicationInTime = true }, 30)]
        );

        Assert.Null(line.Trial);
        Assert.Equal((new CaseMixCount(30, 30, 0), false), (line.Unit, line.Differs));
    }

    private static IReadOnlyList<CaseMix> Of(IReadOnlyList<CaseMixPatient> patients) => CaseMix.Of(patients, Known);

    private static CaseMixLine Line(CaseMixItem item, IReadOnlyList<CaseMixPatient> patients) =>
        CaseMixComparison.Of(Assert.Single(Of(patients)), Known, 10).Lines.Single(line => line.Item == item);
}
