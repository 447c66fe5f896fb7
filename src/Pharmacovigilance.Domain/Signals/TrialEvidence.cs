namespace Pharmacovigilance.Domain.Signals;

/// <summary>The evidence against the trial itself, in one sum per hazard ratio over grids that all trials share.</summary>
/// <remarks>
/// Boards that know no spread print a fingerprint of these values. Two sums (<see cref="SpreadEvidence"/>) give the same to 1e-10,
/// which is not the same print, so this way of summing stays.
/// </remarks>
internal sealed class TrialEvidence(ReferenceCount reference, double margin)
{
    private readonly EvidenceNodes same = EvidenceNodes.Of(margin);
    private readonly EvidenceNodes[] raised =
    [
        .. Alternatives.OfTheTrial.HazardRatios.Select(ratio => EvidenceNodes.Of(margin * ratio)),
    ];

    /// <summary>ln e(k, m), where the grids do not reach so far.</summary>
    public double LnE(int k, int m) => CohortEvidence.LnE(k, m, reference, margin);

    /// <summary>ln e for as many k in a row as there is room for.</summary>
    /// <returns>Whether a grid reaches so far and a double so wide.</returns>
    public bool TryFill(int fewest, int m, Span<double> lnE)
    {
        int count = lnE.Length;
        double a = reference.A,
            b = reference.B;
        Span<ScaledSum> under = stackalloc ScaledSum[count],
            over = stackalloc ScaledSum[raised.Length * count];
        if (!same.TryIntegrals(fewest, m, a, b, under))
            return false;
        for (int j = 0; j < raised.Length; j++)
        {
            if (!raised[j].TryIntegrals(fewest, m, a, b, over.Slice(j * count, count)))
                return false;
        }

        for (int i = 0; i < count; i++)
        {
            double largest = double.NegativeInfinity,
                sum = 0;
            for (int j = i; j < over.Length; j += count)
                largest = Math.Max(largest, over[j].LnScale);
            for (int j = i; j < over.Length; j += count)
                sum += over[j].Sum * Math.Exp(over[j].LnScale - largest);
            lnE[i] = largest - under[i].LnScale + Math.Log(sum / (raised.Length * under[i].Sum));
        }

        return true;
    }
}
