using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Web.Verbs.Replay;

namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

public sealed class ParaproteinScenarioTests
{
    private static Paraprotein Read(string written) =>
        ScenarioReader
            .Read(
                ReplayProbe
                    .OnePatient("")
                    .Replace("\"regimen\":", $"\"paraprotein\": {written}, \"regimen\":", StringComparison.Ordinal),
                ReplayProbe.Knowledge
            )
            .Patients[0]
            .Paraprotein;

    [Theory]
    [InlineData("\"IgG-kappa\"", HeavyChain.IgG, LightChain.Kappa)]
    [InlineData("\"IgA-lambda\"", HeavyChain.IgA, LightChain.Lambda)]
    [InlineData("\"IgM\"", HeavyChain.IgM, LightChain.Unknown)]
    [InlineData("\"kappa\"", HeavyChain.Unknown, LightChain.Kappa)]
    [InlineData("\"lambda-only\"", HeavyChain.None, LightChain.Lambda)]
    [InlineData("\"light-chain-only\"", HeavyChain.None, LightChain.Unknown)]
    [InlineData("\"unknown\"", HeavyChain.Unknown, LightChain.Unknown)]
    [InlineData("null", HeavyChain.Unknown, LightChain.Unknown)]
    public void Paraprotein_Written_IsRead(string written, HeavyChain heavy, LightChain light) =>
        Assert.Equal(new Paraprotein(heavy, light), Read(written));

    [Fact]
    public void Paraprotein_OfAnotherSpelling_IsRefusedWithItsPlace()
    {
        var refused = Assert.Throws<ScenarioRefusedException>(() => Read("\"IgX\""));
        Assert.Contains(refused.Problems, problem =>
            problem.ToString().Contains("patients[0].paraprotein must be one of", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void CaseReport_Patient_HasAnIgGKappaParaprotein() =>
        Assert.True(
            ScenarioReader
                .Read(File.ReadAllText(ReplayProbe.Shipped("case-report")), ReplayProbe.Knowledge)
                .Patients[0]
                .Paraprotein.IsIgGKappa
        );
}
