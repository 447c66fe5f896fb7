using MathNet.Numerics;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class PosteriorComparisonTests
{
    /// <summary>With whole parameters the probability is a finite sum, however small.</summary>
    [Theory]
    [InlineData(500, 1000, 0, 152)]
    [InlineData(500, 1000, 5, 152)]
    [InlineData(120, 250, 0, 152)]
    [InlineData(20, 20, 0, 152)]
    [InlineData(12, 30, 52, 152)]
    public void Of_UniformPrior_IsTheExactSumOutToTheTail(int k, int m, int x, int n)
    {
        double[] terms =
        [
            .. Enumerable
                .Range(0, x + 1)
                .Select(i =>
                    Math.Exp(
                        SpecialFunctions.BetaLn(k + 1 + i, n - x + 1 + m - k + 1)
                            - Math.Log(n - x + 1 + i)
                            - SpecialFunctions.BetaLn(1 + i, n - x + 1)
                            - SpecialFunctions.BetaLn(k + 1, m - k + 1)
                    )
                ),
        ];
        double notAbove = PosteriorComparison.Of(k, m, new ReferenceCount(x, n), priorA: 1, priorB: 1).NotAbove;
        Assert.InRange(notAbove / terms.Sum(), 1 - 1e-9, 1 + 1e-9);
    }
}
