namespace Pharmacovigilance.Domain.Signals;

/// <summary>What is read beside the evidence of a stream; none of it raises a signal.</summary>
/// <param name="Wilson">95 % interval of the unit's part; null for nobody assessed.</param>
/// <param name="ClopperPearson">The exact one.</param>
/// <param name="TrialWilson">Of the trial's part; null where nothing may be compared.</param>
/// <param name="AboveTrial">Posterior probability that the unit's rate exceeds the trial's, both from Jeffreys' prior.</param>
/// <param name="AboveOneAndAHalf">That it exceeds one and a half times the trial's.</param>
/// <param name="HazardRatio">Bounds that hold at every look at once, 5 % each.</param>
/// <param name="Excess">What so many patients could have shown.</param>
public sealed record StreamComparison(
    int K,
    int M,
    Interval? Wilson,
    Interval? ClopperPearson,
    Interval? TrialWilson,
    double? AboveTrial,
    double? AboveOneAndAHalf,
    HazardRatioBounds? HazardRatio,
    ShowableExcess? Excess
)
{
    /// <param name="k">Of <paramref name="m"/> assessed patients.</param>
    /// <param name="trial">Null where nothing may be compared.</param>
    /// <param name="spread">τ of the line, for the bounds and the excess: the lower bound lies above 1 exactly where the line's e reaches 20.</param>
    public static StreamComparison Of(int k, int m, ReferenceCount? trial, double spread = 0)
    {
        var (wilson, exact) = (BinomialInterval.Wilson(k, m), BinomialInterval.ClopperPearson(k, m));
        if (trial is not { } reference)
            return new StreamComparison(k, m, wilson, exact, null, null, null, null, null);
        return new StreamComparison(
            k,
            m,
            wilson,
            exact,
            BinomialInterval.Wilson(reference.PatientsWithEvent, reference.Patients),
            m == 0 ? null : PosteriorComparison.Of(k, m, reference).Above,
            m == 0 ? null : PosteriorComparison.Of(k, m, reference, multiple: 1.5).Above,
            m == 0 ? null : HazardRatioBounds.Of(k, m, reference, spread: spread),
            DetectableExcess.Of(m, reference, spread)
        );
    }
}
