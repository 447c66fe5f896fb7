using System.Numerics;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>What a family says at one moment.</summary>
/// <param name="LnClosed">ln of the closed-averaging value, per stream.</param>
/// <param name="LnMean">ln of the mean of all streams' e-values.</param>
internal sealed record FamilyEvidence(double[] LnClosed, double LnMean);

/// <summary>
/// <see cref="EvidenceFamily.ClosedAveraging(IReadOnlyList{double})"/> for one family again and again, in time proportional to
/// its size: the order of the streams hardly changes from one patient to the next.
/// </summary>
/// <param name="size">Streams.</param>
internal sealed class ClosedAveraging(int size)
{
    // Between the strongest and the weakest, so that no exponential vanishes beside another.
    private const double WidestSpan = 600;

    private readonly int[] ascending = [.. Enumerable.Range(0, size)];
    private readonly double[] value = new double[Whole(size)],
        mean = new double[Whole(size)];

    /// <param name="lnE">ln e per stream at one moment.</param>
    public FamilyEvidence Of(ReadOnlySpan<double> lnE)
    {
        if (size == 0)
            return new FamilyEvidence([], 0);
        Sort(lnE);
        double scale = lnE[ascending[^1]];
        if (!(scale - lnE[ascending[0]] < WidestSpan))
            return new FamilyEvidence(EvidenceFamily.ClosedAveraging([.. lnE]), EvidenceFamily.Mean([.. lnE]));
        double all = 0;
        for (int rank = 0; rank < size; rank++)
            value[rank] = lnE[ascending[rank]] - scale;
        Array.Clear(value, size, value.Length - size);
        for (int i = 0; i < value.Length; i += Vector<double>.Count)
            Vector.Exp(new Vector<double>(value, i)).CopyTo(value, i);
        for (int rank = 0; rank < size; rank++)
            all += value[rank];
        // One that is no number can stand anywhere in the order.
        if (double.IsNaN(all))
            return new FamilyEvidence(EvidenceFamily.ClosedAveraging([.. lnE]), EvidenceFamily.Mean([.. lnE]));
        return new FamilyEvidence(Closed(scale), scale + Math.Log(all / size));
    }

    /// <summary>The stream itself and the weakest others, for as long as they lower the mean; the stronger the stream, the more of them.</summary>
    private double[] Closed(double scale)
    {
        double[] closed = new double[size];
        double weakest = 0;
        int others = 0;
        for (int rank = 0; rank < size; rank++)
        {
            while (others < rank && value[others] * (others + 1) < value[rank] + weakest)
                weakest += value[others++];
            mean[rank] = (value[rank] + weakest) / (others + 1);
        }

        for (int i = 0; i < mean.Length; i += Vector<double>.Count)
            Vector.Log(new Vector<double>(mean, i)).CopyTo(mean, i);
        for (int rank = 0; rank < size; rank++)
            closed[ascending[rank]] = scale + mean[rank];
        return closed;
    }

    /// <summary>As many as fill whole vectors.</summary>
    private static int Whole(int size) =>
        (size + Vector<double>.Count - 1) / Vector<double>.Count * Vector<double>.Count;

    /// <summary>Insertion: nearly nothing to do where the order is nearly right.</summary>
    private void Sort(ReadOnlySpan<double> lnE)
    {
        for (int i = 1; i < size; i++)
        {
            int one = ascending[i],
                at = i;
            for (; at > 0 && Stronger(lnE, ascending[at - 1], one); at--)
                ascending[at] = ascending[at - 1];
            ascending[at] = one;
        }
    }

    /// <summary>Of equal ones the later counts as stronger, so that the order does not depend on the one before.</summary>
    private static bool Stronger(ReadOnlySpan<double> lnE, int one, int other) =>
        lnE[one] > lnE[other] || (lnE[one] == lnE[other] && one > other);
}
