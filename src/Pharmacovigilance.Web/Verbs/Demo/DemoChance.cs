namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>Draws from a seeded source.</summary>
internal static class DemoChance
{
    /// <summary>A source of its own for each patient and subject, so that a change in one story leaves the others as they are.</summary>
    /// <remarks>The numbers are mixed (SplitMix64) because neighbouring seeds of <see cref="Random"/> begin alike.</remarks>
    public static Random Source(int seed, int patient, int subject)
    {
        ulong mixed = Mix(Mix(Mix((uint)seed) + (uint)patient) + (uint)subject);
        return new Random((int)(mixed >> 33));
    }

    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    public static bool Chance(this Random random, double probability) => random.NextDouble() < probability;

    /// <summary>A whole number from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public static int Between(this Random random, int from, int to) => random.Next(from, to + 1);

    public static T Of<T>(this Random random, IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];

    /// <summary>Exponentially distributed with a given median.</summary>
    public static double Exponential(this Random random, double median) =>
        -Math.Log(1 - random.NextDouble()) * median / Math.Log(2);

    /// <summary>Log-normally distributed with a given median; <paramref name="spread"/> is the standard deviation of the logarithm.</summary>
    public static double LogNormal(this Random random, double median, double spread)
    {
        double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return median * Math.Exp(normal * spread);
    }
}
