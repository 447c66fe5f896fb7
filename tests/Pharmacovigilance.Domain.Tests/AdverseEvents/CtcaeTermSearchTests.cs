using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public sealed class CtcaeTermSearchTests
{
    private static readonly CtcaeTermSearch Search = new([
        Term(
            "10046300",
            "Upper respiratory infection",
            "Инфекция верхних дыхательных путей",
            "Infections and infestations"
        ),
        Term("10061229", "Lung infection", "Инфекция лёгких", "Infections and infestations"),
        Term("10020039", "Hiccups", null, "Respiratory, thoracic and mediastinal disorders"),
        Term("10018767", "Guillain-Barré syndrome", null, "Nervous system disorders"),
        Term("10021842", "Infection, not stated", null, "Infections and infestations"),
        .. Enumerable
            .Range(0, 30)
            .Select(i => Term($"{20000000 + i}", $"Fistula {i:00}", null, "Gastrointestinal disorders")),
    ]);

    private static CtcaeTerm Term(string llt, string name, string? russian, string soc) =>
        new(
            llt,
            llt,
            new LocalizedText(name, russian ?? name),
            new LocalizedText(soc, soc),
            FormPlacement.Listed,
            new Dictionary<Grade, LocalizedText>(),
            new Dictionary<Grade, CtcaeVersion>(),
            null,
            null,
            null
        );

    private static string[] Names(string typed) => [.. Search.Find(typed).Best.Select(term => term.Name.En)];

    [Theory]
    [InlineData("hicc", "Hiccups")]
    [InlineData("HICCUPS", "Hiccups")]
    [InlineData("10020039", "Hiccups")]
    [InlineData("1002003", "Hiccups")]
    [InlineData("guillain barre", "Guillain-Barré syndrome")]
    [InlineData("Barré guill", "Guillain-Barré syndrome")]
    [InlineData("infection upper", "Upper respiratory infection")]
    [InlineData("ЛЕГКИХ инфекция", "Lung infection")]
    [InlineData("thoracic hicc", "Hiccups")]
    public void Find_ByNameCodeOrClass_InAnyOrderAndSpelling(string typed, string expected) =>
        Assert.Equal(expected, Names(typed)[0]);

    [Fact]
    public void Find_Infection_NameThatBeginsWithItFirstThenOtherWordsThenOrganClass()
    {
        Assert.Equal(["Infection, not stated", "Lung infection", "Upper respiratory infection"], Names("infection"));
        Assert.Equal(["Hiccups", "Upper respiratory infection"], Names("respiratory").Order(StringComparer.Ordinal));
        Assert.Equal("Upper respiratory infection", Names("respiratory")[0]);
    }

    [Fact]
    public void Find_ManyHits_NamesTwentyAndSaysHowManyThereAre()
    {
        var hits = Search.Find("fistula");
        Assert.Equal((20, 30), (hits.Best.Count, hits.All));
        Assert.Equal("Fistula 00", hits.Best[0].Name.En);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("-")]
    [InlineData("no such term")]
    public void Find_NothingTypedOrNothingThere_IsEmpty(string typed) => Assert.Equal(0, Search.Find(typed).All);
}
