using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class DetectableExcessTests
{
    private static readonly ReferenceCount Neutropenia = new(36, 177),
        Urti = new(52, 152),
        Reaction = new(81, 177),
        Rare = new(5, 152);

    /// <summary>The exact median with the trial's result random too is 32, 13 and 6 patients; for the row as it stands it may differ by its discreteness.</summary>
    [Theory]
    [InlineData(36, 177, 32)]
    [InlineData(52, 152, 13)]
    [InlineData(81, 177, 6)]
    public void PatientsForDoubling_KnownTrials_LiesByTheMedianOfARandomTrial(int x, int n, int random) =>
        Assert.InRange(DetectableExcess.PatientsForDoubling(new ReferenceCount(x, n))!.Value, random - 2, random + 2);

    [Fact]
    public void PatientsForDoubling_IsTheFirstWhereHalfOfTheUnitsHaveSignalled()
    {
        foreach (var trial in new[] { Neutropenia, Urti, Reaction })
        {
            double rate = 2.0 * trial.PatientsWithEvent / trial.Patients;
            int patients = DetectableExcess.PatientsForDoubling(trial)!.Value;
            Assert.True(Reached(trial, rate, patients) >= 0.5);
            Assert.True(Reached(trial, rate, patients - 1) < 0.5);
        }
    }

    [Fact]
    public void PatientsForDoubledHazard_IsTheFirstWhereHalfOfTheUnitsHaveSignalled()
    {
        foreach (var trial in new[] { Neutropenia, Urti, Reaction })
        {
            double rate = 1 - Math.Pow(1 - ((double)trial.PatientsWithEvent / trial.Patients), 2);
            int patients = DetectableExcess.PatientsForDoubledHazard(trial)!.Value;
            Assert.True(Reached(trial, rate, patients) >= 0.5);
            Assert.True(Reached(trial, rate, patients - 1) < 0.5);
            Assert.True(patients > DetectableExcess.PatientsForDoubling(trial));
        }
    }

    /// <summary>What steps over most numbers of patients must see the boundary that the plain walk sees one by one.</summary>
    [Theory]
    [InlineData(18, 152)]
    [InlineData(129, 152)]
    [InlineData(146, 152)]
    [InlineData(151, 152)]
    public void PatientsForDoubledHazard_RareFrequentAndAlmostCertainEvents_AreFoundToo(int x, int n)
    {
        var trial = new ReferenceCount(x, n);
        double rate = 1 - Math.Pow(1 - ((double)x / n), 2);
        int patients = DetectableExcess.PatientsForDoubledHazard(trial)!.Value;

        Assert.True(Reached(trial, rate, patients) >= 0.5);
        Assert.True(Reached(trial, rate, patients - 1) < 0.5);
    }

    /// <summary>Of a trial so small nobody can say what "like the trial" is, however many patients the unit has.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(10, 20)]
    public void PatientsForDoubledHazard_TinyTrial_IsOutOfReach(int x, int n)
    {
        var trial = new ReferenceCount(x, n);

        Assert.Null(DetectableExcess.PatientsForDoubledHazard(trial));
        Assert.True(Reached(trial, 1 - Math.Pow(1 - ((double)x / n), 2), DetectableExcess.MostPatients) < 0.5);
    }

    [Fact]
    public void Of_FourteenPatients_AnExcessJustAboveShowsAndOneJustBelowDoesNot()
    {
        foreach (var trial in new[] { Neutropenia, Urti, Reaction, Rare })
        {
            var excess = DetectableExcess.Of(14, trial);
            double rate = (double)trial.PatientsWithEvent / trial.Patients;
            double byHazard = 1 - Math.Pow(1 - rate, excess.SmallestHazardRatio!.Value),
                byRate = rate * excess.SmallestRateRatio!.Value;
            Assert.Equal(byRate, byHazard, 1e-9);
            Assert.True(Reached(trial, byRate + 1e-6, 14) >= 0.5);
            Assert.True(Reached(trial, byRate - 1e-6, 14) < 0.5);
        }
    }

    [Fact]
    public void Of_MorePatients_ShowsNoLargerExcessOnly()
    {
        double before = double.PositiveInfinity;
        foreach (int m in new[] { 6, 10, 14, 40, 100, 400 })
        {
            double now = DetectableExcess.Of(m, Neutropenia).SmallestHazardRatio!.Value;
            Assert.True(now < before && now > 1, $"{m}: {now}");
            before = now;
        }
    }

    [Fact]
    public void Of_TooFewForAnyExcess_SaysNoneRatherThanALargeOne()
    {
        Assert.Null(DetectableExcess.Of(0, Reaction).SmallestHazardRatio);
        Assert.Null(DetectableExcess.Of(5, Reaction).SmallestRateRatio);
        Assert.NotNull(DetectableExcess.Of(6, Reaction).SmallestHazardRatio);
    }

    [Theory]
    [InlineData(0, 152)]
    [InlineData(152, 152)]
    public void Of_TrialWithoutARatioToIt_SaysNone(int x, int n)
    {
        var trial = new ReferenceCount(x, n);
        Assert.Equal(new ShowableExcess(null, null, null, null), DetectableExcess.Of(50, trial));
    }

    [Fact]
    public void PatientsForDoubling_MoreThanHalfOfTheTrialsPatients_CannotDouble()
    {
        var trial = new ReferenceCount(89, 177);
        Assert.Null(DetectableExcess.PatientsForDoubling(trial));
        Assert.NotNull(DetectableExcess.PatientsForDoubledHazard(trial));
    }

    [Fact]
    public void PatientsForDoubling_RareEvent_IsOutOfReach() =>
        Assert.Null(DetectableExcess.PatientsForDoubling(new ReferenceCount(1, 152)));

    [Fact]
    public void Of_BeyondTheHorizon_IsTheAnswerForTheHorizon() =>
        Assert.Equal(DetectableExcess.Of(DetectableExcess.MostPatients, Rare), DetectableExcess.Of(100_000, Rare));

    [Fact]
    public void Of_NegativePatients_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DetectableExcess.Of(-1, Urti));

    /// <summary>The same probability the slow way: every path of events is followed to its end over the searched boundary.</summary>
    private static double Reached(ReferenceCount trial, double rate, int patients)
    {
        int?[] boundary = SignalBoundary.Walk(patients, trial);
        double reached = 0;
        var paths = new Dictionary<int, double> { [0] = 1 };
        foreach (int? fewest in boundary)
        {
            var next = new Dictionary<int, double>();
            foreach (var (k, probability) in paths)
            {
                next[k] = next.GetValueOrDefault(k) + (probability * (1 - rate));
                next[k + 1] = next.GetValueOrDefault(k + 1) + (probability * rate);
            }

            reached += next.Where(path => path.Key >= fewest).Sum(path => path.Value);
            paths = next.Where(path => !(path.Key >= fewest)).ToDictionary();
        }

        return reached;
    }
}
