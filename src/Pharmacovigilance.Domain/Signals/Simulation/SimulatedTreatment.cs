namespace Pharmacovigilance.Domain.Signals.Simulation;

/// <summary>The trials a unit is compared with, and its patients.</summary>
internal static class SimulatedTreatment
{
    // Sequences of their own: a run of other patients meets the same trials. Those of the regimens begin at 2.
    private const int PartOfUnit = 0;

    /// <summary>Fills what each stream was seen to be in the trial, and who was treated.</summary>
    public static void Of(SimulationPlan plan, EventTimeShelf times, int number, StreamState[] streams)
    {
        var ofUnit = SeededNumbers.Of(plan.Seed, number, PartOfUnit);
        double deviation = plan.TrueSpread == 0 ? 0 : plan.TrueSpread * ofUnit.Standard();
        foreach (var stream in streams)
        {
            if (plan.Trial is TrialOutcome.Posterior)
                stream.TrueRate = Posterior(ofUnit.Uniform(), stream.Stream);
        }

        foreach (var regimen in streams.GroupBy(stream => stream.Stream.Trial))
            Of(plan, times, regimen.Key, [.. regimen], number, deviation);
    }

    private static void Of(
        SimulationPlan plan,
        EventTimeShelf times,
        SimulatedTrial trial,
        StreamState[] streams,
        int number,
        double deviation
    )
    {
        var inTrial = SeededNumbers.Of(plan.Seed, number, 2 * (int)trial.Regimen);
        var inUnit = SeededNumbers.Of(plan.Seed, number, (2 * (int)trial.Regimen) + 1);
        var patients = new SimulatedPatients(
            trial,
            [.. streams.Select(stream => stream.Stream)],
            [.. streams.Select(stream => times.Of(stream, plan.HazardShape))]
        );
        double[] months = new double[streams.Length];
        double[] multiples = [.. streams.Select(stream => plan.MultipleOf(stream.Stream, deviation, stream.TrueRate))];
        if (plan.Trial is TrialOutcome.Simulated)
            Observe(trial, streams, patients, inTrial);
        else
            foreach (var stream in streams)
                stream.Seen = new ReferenceCount(stream.Stream.Expected, trial.Patients);
        for (
            double start = inUnit.Exponential(plan.PatientsPerMonth);
            start < plan.Months;
            start += inUnit.Exponential(plan.PatientsPerMonth)
        )
        {
            double window = patients.Draw(inUnit, multiples, months);
            for (int j = 0; j < months.Length; j++)
                streams[j].Add(start, months[j], window);
        }
    }

    private static void Observe(
        SimulatedTrial trial,
        StreamState[] streams,
        SimulatedPatients patients,
        SeededNumbers numbers
    )
    {
        double[] months = new double[streams.Length],
            same = [.. streams.Select(_ => 1.0)];
        int[] seen = new int[streams.Length];
        for (int i = 0; i < trial.Patients; i++)
        {
            patients.Draw(numbers, same, months);
            for (int j = 0; j < seen.Length; j++)
                seen[j] += double.IsFinite(months[j]) ? 1 : 0;
        }

        for (int j = 0; j < seen.Length; j++)
            streams[j].Seen = new ReferenceCount(seen[j], trial.Patients);
    }

    /// <summary>A quantile of Beta(x + ½, n − x + ½).</summary>
    private static double Posterior(double chance, SimulatedStream stream)
    {
        var seen = new ReferenceCount(stream.Expected, stream.Trial.Patients);
        return chance <= 0.5
            ? BetaQuantile.Lower(chance, seen.A, seen.B)
            : BetaQuantile.Upper(1 - chance, seen.A, seen.B);
    }
}
