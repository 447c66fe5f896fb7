using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>A rate from a minute of the infusion on.</summary>
internal sealed record DemoRate(double Minute, decimal MlPerHour);

/// <summary>How the rate of an invented infusion rises, and when the bag is empty.</summary>
internal sealed record DemoRates(IReadOnlyList<DemoRate> Rates, double EndMinute)
{
    /// <summary>An undisturbed infusion, every step of the table at its time.</summary>
    public static DemoRates Undisturbed(RateTable table) =>
        Rising(
            0,
            table.VolumeMl,
            [.. table.Stages.Select(stage => (stage.RateMicrolitresPerHour / 1000m, stage.Lasts?.TotalMinutes))]
        );

    /// <summary>After an interruption: half the initial rate for the watch, the initial rate, and one step of the table; there this unit stays.</summary>
    public DemoRates ResumedAfter(double interruptedMinute, double resumedMinute, RateTable table, double watchMinutes)
    {
        decimal initial = Rates[0].MlPerHour;
        List<(decimal, double?)> ladder = [(initial / 2, watchMinutes), (initial, table.Stages[0].Lasts?.TotalMinutes)];
        if (table.Stages.Count > 1)
            ladder.Add((table.Stages[1].RateMicrolitresPerHour / 1000m, null));
        return Rising(resumedMinute, table.VolumeMl - GivenUntil(interruptedMinute), ladder);
    }

    private decimal GivenUntil(double minute)
    {
        decimal given = 0;
        for (int i = 0; i < Rates.Count && Rates[i].Minute < minute; i++)
        {
            double until = i + 1 < Rates.Count ? Math.Min(Rates[i + 1].Minute, minute) : minute;
            given += Rates[i].MlPerHour * (decimal)(until - Rates[i].Minute) / 60;
        }

        return given;
    }

    private static DemoRates Rising(
        double minute,
        decimal volumeMl,
        IReadOnlyList<(decimal MlPerHour, double? Stays)> ladder
    )
    {
        var rates = new List<DemoRate>();
        foreach (var (mlPerHour, stays) in ladder)
        {
            rates.Add(new DemoRate(minute, mlPerHour));
            double needed = (double)(volumeMl / mlPerHour) * 60;
            if (stays is not { } minutes || needed <= minutes)
                return new DemoRates(rates, minute + needed);
            volumeMl -= mlPerHour * (decimal)minutes / 60;
            minute += minutes;
        }

        throw new ArgumentException("The last rate has to stay until the bag is empty.", nameof(ladder));
    }
}
