using System.Numerics;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class VectorExponentialTests
{
    [Fact]
    public void Of_WholeRange_IsTheExponentialToThreeUnitsOfTheLastPlace()
    {
        for (double x = -708; x <= 709; x += 0.137)
        {
            double value = VectorExponential.Of(new Vector<double>(x))[0];
            double expected = Math.Exp(x);
            Assert.True(Math.Abs(value - expected) <= 7e-16 * expected, $"{x:R}: {value:R} for {expected:R}");
        }
    }

    [Fact]
    public void Of_NothingAndMinusInfinity_AreOneAndNearlyNothing()
    {
        Assert.Equal(1, VectorExponential.Of(Vector<double>.Zero)[0]);
        Assert.InRange(VectorExponential.Of(new Vector<double>(double.NegativeInfinity))[0], 0, 1e-300);
    }
}
