using MathNet.Numerics.Distributions;

namespace Pharmacovigilance.Domain.Signals.Simulation;

/// <summary>Random numbers that are the same for the same seed on every machine and in every version (SplitMix64).</summary>
internal sealed class SeededNumbers(ulong seed)
{
    private ulong state = seed;

    /// <summary>One sequence for each part of each unit of a run; what comes of one tells nothing of another.</summary>
    public static SeededNumbers Of(int seed, int unit, int part)
    {
        ulong ofRun = new SeededNumbers((ulong)(uint)seed).Next(),
            ofUnit = new SeededNumbers(ofRun ^ (uint)unit).Next();
        return new SeededNumbers(new SeededNumbers(ofUnit ^ (uint)part).Next());
    }

    /// <summary>Between 0 and 1, neither reached.</summary>
    public double Uniform() => ((Next() >> 12) + 0.5) / (1UL << 52);

    public double Exponential(double rate) => -Math.Log(Uniform()) / rate;

    public double Standard() => Math.Sqrt(-2 * Math.Log(Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    private ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        ulong mixed = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}

/// <summary>
/// Patients of one regimen: when each has the first event of each stream. Some patients are frailer than others, in every
/// term; the bands of one term are bands of the same events.
/// </summary>
internal sealed class SimulatedPatients
{
    /// <summary>Of the normal scores behind two terms of the same patient.</summary>
    private const double Correlation = 0.3;

    private readonly SimulatedTrial trial;
    private readonly FirstEventTime[] times;
    private readonly int[] terms;
    private readonly double[] chances;

    /// <param name="streams">All of one trial.</param>
    /// <param name="times">Of each stream.</param>
    public SimulatedPatients(
        SimulatedTrial trial,
        IReadOnlyList<SimulatedStream> streams,
        IReadOnlyList<FirstEventTime> times
    )
    {
        this.trial = trial;
        this.times = [.. times];
        string[] names = [.. streams.Select(stream => stream.Term).Distinct(StringComparer.Ordinal)];
        terms = [.. streams.Select(stream => Array.IndexOf(names, stream.Term))];
        chances = new double[names.Length];
    }

    /// <summary>Months from the first infusion to the first event of each stream; infinite where it does not come in time.</summary>
    /// <param name="multiples">Per stream, of the hazard; 1 for a patient like the trial's.</param>
    /// <returns>Months to the end of treatment or follow-up.</returns>
    public double Draw(SeededNumbers numbers, ReadOnlySpan<double> multiples, Span<double> months)
    {
        double last = Math.Min(trial.FollowUpMonths, numbers.Exponential(Math.Log(2) / trial.MedianTreatmentMonths)),
            frailty = numbers.Standard();
        for (int i = 0; i < chances.Length; i++)
            chances[i] = Normal.CDF(
                0,
                1,
                (Math.Sqrt(Correlation) * frailty) + (Math.Sqrt(1 - Correlation) * numbers.Standard())
            );
        for (int j = 0; j < times.Length; j++)
        {
            months[j] = times[j].Months(chances[terms[j]], multiples[j]);
            if (months[j] > last)
                months[j] = double.PositiveInfinity;
        }

        return last;
    }
}
