using MathNet.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// The exact probability that a unit like the trial is ever called worse within so many patients, looked at after each one,
/// with the trial's own result random too.
/// </summary>
public sealed class FalseAlarmProbability
{
    private readonly int patients;
    private readonly int?[][] boundaries;

    /// <param name="trialPatients">n of the trial.</param>
    /// <param name="patients">The longest horizon.</param>
    public FalseAlarmProbability(int trialPatients, double threshold, int patients)
    {
        this.patients = patients;
        boundaries = new int?[trialPatients + 1][];
        Parallel.For(0, trialPatients + 1, x =>
            boundaries[x] = SignalBoundary.Walk(patients, new ReferenceCount(x, trialPatients), threshold)
        );
    }

    /// <summary>The probabilities of a signal within 1 to so many patients, at index m − 1.</summary>
    /// <param name="rate">The true probability of an event per patient, in the trial and in the unit.</param>
    public double[] Within(double rate)
    {
        int n = boundaries.Length - 1;
        double[][] parts = new double[n + 1][];
        Parallel.For(0, n + 1, x => parts[x] = FirstPassage.Within(boundaries[x], rate));
        double[] all = new double[patients];
        for (int x = 0; x <= n; x++)
        {
            double weight = Math.Exp(
                SpecialFunctions.BinomialLn(n, x)
                    + LogSpace.Times(x, Math.Log(rate))
                    + LogSpace.Times(n - x, LogSpace.Log1P(-rate))
            );
            for (int i = 0; i < patients; i++)
                all[i] += weight * parts[x][i];
        }

        return all;
    }
}
