namespace Pharmacovigilance.Web.Demo;

/// <summary>A rate from a minute of the infusion on.</summary>
internal sealed record DemoRate(double Minute, decimal MlPerHour);

/// <summary>How the rate of an invented infusion rises, and when the bag is empty.</summary>
internal sealed record DemoRates(IReadOnlyList<DemoRate> Rates, double EndMinute)
{
    private const double Later = 30;

    /// <summary>An undisturbed infusion.</summary>
    /// <param name="initialMlPerHour">From the reference data; the rise after it is how this unit does it, not a rule.</param>
    public static DemoRates Undisturbed(int ordinal, decimal initialMlPerHour, int volumeMl) => ordinal switch
    {
        1 => Rising(0, volumeMl, [initialMlPerHour, 50, 75, 100, 125, 150], first: 60),
        2 => Rising(0, volumeMl, [initialMlPerHour, 100, 200], first: Later),
        _ => Rising(0, volumeMl, [initialMlPerHour], first: Later),
    };

    /// <summary>After an interruption: half the initial rate, then the initial rate, then twice that.</summary>
    public DemoRates ResumedAfter(double interruptedMinute, double resumedMinute, int volumeMl)
    {
        decimal initial = Rates[0].MlPerHour;
        return Rising(resumedMinute, volumeMl - GivenUntil(interruptedMinute), [initial / 2, initial, initial * 2], first: Later);
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

    private static DemoRates Rising(double minute, decimal volumeMl, IReadOnlyList<decimal> ladder, double first)
    {
        var rates = new List<DemoRate>();
        for (int i = 0; ; i++)
        {
            rates.Add(new DemoRate(minute, ladder[i]));
            double stays = i == 0 ? first : Later;
            double needed = (double)(volumeMl / ladder[i]) * 60;
            if (i == ladder.Count - 1 || needed <= stays) return new DemoRates(rates, minute + needed);
            volumeMl -= ladder[i] * (decimal)stays / 60;
            minute += stays;
        }
    }
}
