using System.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>
/// e to the power of several numbers at once, from multiplications and additions alone. The framework's own may round
/// otherwise once it has been optimised while the program runs; a board of the past must come out the same to the bit.
/// </summary>
public static class VectorExponential
{
    private const double Log2E = 1.4426950408889634;

    // ln 2 in two parts, the first with so few digits that n times it is exact.
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    // Adding it leaves a whole number in the lowest bits.
    private const double Rounder = 6755399441055744.0;

    // Below it the result has no more than a denormal number to offer.
    private const double Least = -708;

    /// <summary>Within three units of the last place; what lies below −708 counts as −708.</summary>
    /// <param name="x">At most 709.</param>
    public static Vector<double> Of(Vector<double> x)
    {
        x = Vector.Max(x, new Vector<double>(Least));
        var rounded = (x * Log2E) + new Vector<double>(Rounder);
        var n = rounded - new Vector<double>(Rounder);
        var r = x - (n * Ln2High) - (n * Ln2Low);
        var power = Vector.AsVectorDouble((Vector.AsVectorInt64(rounded) << 52) + new Vector<long>(1023L << 52));
        return Series(r) * power;
    }

    /// <summary>The sum of the numbers, always in the same order.</summary>
    public static double Total(Vector<double> numbers)
    {
        double total = 0;
        for (int i = 0; i < Vector<double>.Count; i++)
            total += numbers[i];
        return total;
    }

    /// <summary>The series of e to a power of at most half of ln 2: after 13 terms nothing is left.</summary>
    private static Vector<double> Series(Vector<double> r)
    {
        var sum = new Vector<double>(1.0 / 6227020800);
        sum = (sum * r) + new Vector<double>(1.0 / 479001600);
        sum = (sum * r) + new Vector<double>(1.0 / 39916800);
        sum = (sum * r) + new Vector<double>(1.0 / 3628800);
        sum = (sum * r) + new Vector<double>(1.0 / 362880);
        sum = (sum * r) + new Vector<double>(1.0 / 40320);
        sum = (sum * r) + new Vector<double>(1.0 / 5040);
        sum = (sum * r) + new Vector<double>(1.0 / 720);
        sum = (sum * r) + new Vector<double>(1.0 / 120);
        sum = (sum * r) + new Vector<double>(1.0 / 24);
        sum = (sum * r) + new Vector<double>(1.0 / 6);
        sum = (sum * r) + new Vector<double>(0.5);
        sum = (sum * r) + Vector<double>.One;
        return (sum * r) + Vector<double>.One;
    }
}
