using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Tests.Reference;

public class InterferenceNotesTests
{
    private static readonly IReadOnlyList<InterferenceNote> Notes = InterferenceNotes.Parse(
        DataFiles.Text("interference-notes.json"),
        "interference-notes.json"
    );

    [Fact]
    public void Notes_Shipped_NameASourceAndLeaveTheDurationUnverified()
    {
        Assert.All(Notes, note => Assert.NotEmpty(note.Source));
        Assert.Contains(Notes, note => note is { Target: InterferenceTarget.IgGKappa, Verified: true });
        Assert.Contains(Notes, note => note is { Target: InterferenceTarget.EveryCourse, Verified: true });
        Assert.False(
            Assert.Single(Notes, note => note.Text.En.Contains("6 months", StringComparison.Ordinal)).Verified
        );
    }

    [Fact]
    public void Parse_UnknownTarget_NamesTheElement()
    {
        string text = DataFiles
            .Text("interference-notes.json")
            .Replace("\"IgGKappa\"", "\"IgG\"", StringComparison.Ordinal);
        var error = Assert.Throws<DataFormatException>(() => InterferenceNotes.Parse(text, "my.json"));
        Assert.StartsWith(
            "my.json: notes[0].target must be one of EveryCourse, IgGKappa",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(HeavyChain.IgG, LightChain.Kappa, true, true)]
    [InlineData(HeavyChain.IgG, LightChain.Unknown, false, true)]
    [InlineData(HeavyChain.Unknown, LightChain.Kappa, false, true)]
    [InlineData(HeavyChain.Unknown, LightChain.Unknown, false, true)]
    [InlineData(HeavyChain.IgG, LightChain.Lambda, false, false)]
    [InlineData(HeavyChain.IgA, LightChain.Kappa, false, false)]
    [InlineData(HeavyChain.None, LightChain.Kappa, false, false)]
    [InlineData(HeavyChain.IgA, LightChain.Unknown, false, false)]
    [InlineData(HeavyChain.Unknown, LightChain.Lambda, false, false)]
    public void Paraprotein_IsOrMayBeOfTheTypeOfTheDrug(HeavyChain heavy, LightChain light, bool isIt, bool mayBe)
    {
        var paraprotein = new Paraprotein(heavy, light);
        Assert.Equal((isIt, mayBe), (paraprotein.IsIgGKappa, paraprotein.MayBeIgGKappa));
    }
}
