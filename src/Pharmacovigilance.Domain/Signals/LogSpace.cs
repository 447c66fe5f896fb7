namespace Pharmacovigilance.Domain.Signals;

/// <summary>Logarithms and exponentials near their zeros, where the plain formula loses its digits. .NET has none of them.</summary>
internal static class LogSpace
{
    /// <summary>ln(1 + x), to full relative precision also for tiny x.</summary>
    /// <param name="x">Above −1.</param>
    public static double Log1P(double x)
    {
        // Kahan: the rounding of 1 + x is the same in numerator and denominator and cancels.
        double sum = 1 + x;
        if (sum == 1)
            return x;
        return double.IsPositiveInfinity(sum) ? sum : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>eˣ − 1, to full relative precision also for tiny x.</summary>
    public static double ExpM1(double x)
    {
        if (Math.Abs(x) < 1e-5)
            return x + (x * x / 2) + (x * x * x / 6);
        double power = Math.Exp(x);
        if (power == 1)
            return x;
        double less = power - 1;
        return less == -1 || double.IsPositiveInfinity(power) ? less : less * (x / Math.Log(power));
    }

    /// <summary>ln(1 − eˣ) for x below 0.</summary>
    public static double Log1MExp(double x) => x > -Math.Log(2) ? Math.Log(-ExpM1(x)) : Log1P(-Math.Exp(x));

    /// <summary>ln(1 + eᶻ).</summary>
    public static double Softplus(double z) => z > 0 ? z + Log1P(Math.Exp(-z)) : Log1P(Math.Exp(z));

    /// <summary>count · value, where 0 · ln 0 is 0.</summary>
    public static double Times(double count, double value) => count == 0 ? 0 : count * value;

    /// <summary>ln of the mean of the exponentials; none of them is formed.</summary>
    public static double LogMeanExp(ReadOnlySpan<double> logarithms)
    {
        double most = double.NegativeInfinity;
        foreach (double one in logarithms)
            most = Math.Max(most, one);
        if (double.IsInfinity(most))
            return most;
        double sum = 0;
        foreach (double one in logarithms)
            sum += Math.Exp(one - most);
        return most + Math.Log(sum / logarithms.Length);
    }

    /// <summary>ln of the weighted mean of the exponentials.</summary>
    /// <param name="weights">Adding up to 1.</param>
    public static double LogMeanExp(ReadOnlySpan<double> logarithms, IReadOnlyList<double> weights)
    {
        double most = double.NegativeInfinity;
        foreach (double one in logarithms)
            most = Math.Max(most, one);
        if (double.IsInfinity(most))
            return most;
        double sum = 0;
        for (int i = 0; i < logarithms.Length; i++)
            sum += weights[i] * Math.Exp(logarithms[i] - most);
        return most + Math.Log(sum);
    }
}
