using MathNet.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>Fisher's exact test of two proportions, one-sided.</summary>
public static class FisherExact
{
    /// <summary>The probability of at least so many marked ones in a group, if the marks fell on all alike.</summary>
    /// <param name="marked">In the group, 0 to <paramref name="size"/>.</param>
    /// <param name="size">Of the group.</param>
    /// <param name="allMarked">In the group and outside it.</param>
    /// <param name="all">Of both.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count that no table of two groups can have.</exception>
    public static double AtLeast(int marked, int size, int allMarked, int all)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(marked);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(marked, Math.Min(size, allMarked));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, all);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(allMarked, all);
        // More marks outside the group than there are others.
        if (allMarked - marked > all - size)
            throw new ArgumentOutOfRangeException(
                nameof(allMarked),
                allMarked,
                "There are too few others for so many marks."
            );
        double total = SpecialFunctions.BinomialLn(all, size),
            sum = 0;
        for (int one = Math.Min(size, allMarked); one >= marked; one--)
            sum += Math.Exp(
                SpecialFunctions.BinomialLn(allMarked, one)
                    + SpecialFunctions.BinomialLn(all - allMarked, size - one)
                    - total
            );
        return Math.Min(1, sum);
    }
}
