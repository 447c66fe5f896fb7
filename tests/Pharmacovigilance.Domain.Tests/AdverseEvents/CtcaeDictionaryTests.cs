using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public class CtcaeDictionaryTests
{
    // As the file is laid out; the first of it is of the neutrophil count.
    private const string Grade4 = "\"grade\": 4,\n            \"below\": ";

    private static readonly CtcaeDictionary Dictionary = DataFiles.Ctcae50;

    [Theory]
    [InlineData(CtcaeTerms.InfusionRelatedReaction, "12345")]
    [InlineData(CtcaeTerms.NeutrophilCountDecreased, "1234")]
    [InlineData(CtcaeTerms.UpperRespiratoryInfection, "2345")]
    [InlineData(CtcaeTerms.Hypertension, "12345")]
    [InlineData(CtcaeTerms.Diarrhea, "12345")]
    [InlineData(CtcaeTerms.LungInfection, "2345")]
    [InlineData(CtcaeTerms.Anemia, "12345")]
    [InlineData(CtcaeTerms.PlateletCountDecreased, "1234")]
    [InlineData(CtcaeTerms.Anaphylaxis, "345")]
    [InlineData(CtcaeTerms.AllergicReaction, "12345")]
    [InlineData(CtcaeTerms.FebrileNeutropenia, "345")]
    public void Grades_OfEachShippedTerm_AreThoseOfVersion50(string llt, string grades)
    {
        var term = Dictionary.Find(llt);

        Assert.NotNull(term);
        Assert.Equal(grades, string.Concat(term.Grades.Select(g => (int)g)));
        foreach (var grade in Enum.GetValues<Grade>())
            Assert.Equal(grades.Contains((char)('0' + (int)grade), StringComparison.Ordinal), term.Allows(grade));
    }

    [Fact]
    public void Form_HeadlineTiles_AreTheFourHeadlineTermsInOrder()
    {
        string[] expected =
        [
            CtcaeTerms.InfusionRelatedReaction,
            CtcaeTerms.NeutrophilCountDecreased,
            CtcaeTerms.UpperRespiratoryInfection,
            CtcaeTerms.Hypertension,
        ];

        Assert.Equal(expected, Dictionary.At(FormPlacement.Headline).Select(t => t.Llt), StringComparer.Ordinal);
        Assert.Equal(7, Dictionary.At(FormPlacement.Offered).Count());
    }

    [Fact]
    public void Notes_OfInfusionAndAllergicReaction_ForbidRecordingBoth()
    {
        Assert.Contains(
            "do not also record",
            Dictionary.Find(CtcaeTerms.InfusionRelatedReaction)!.Note!.En,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Do not record both",
            Dictionary.Find(CtcaeTerms.AllergicReaction)!.Note!.En,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Find_UnknownCode_IsNull() => Assert.Null(Dictionary.Find("10000000"));

    [Fact]
    public void Version_OfShippedFile_IsStatedWithSource()
    {
        Assert.Equal(CtcaeVersion.V50, Dictionary.Version);
        Assert.Contains("27 November 2017", Dictionary.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4.03", CtcaeVersion.V403)]
    [InlineData("5.0", CtcaeVersion.V50)]
    [InlineData("6.0", CtcaeVersion.V60)]
    public void Version_PrintedForm_RoundTrips(string text, CtcaeVersion version)
    {
        Assert.True(CtcaeVersions.TryParse(text, out var parsed));
        Assert.Equal(version, parsed);
        Assert.Equal(text, CtcaeVersions.Format(version));
    }

    [Theory]
    [InlineData("5")]
    [InlineData("v5.0")]
    [InlineData("")]
    [InlineData(null)]
    public void Version_AnyOtherForm_IsRefused(string? text) => Assert.False(CtcaeVersions.TryParse(text, out _));

    [Theory]
    [InlineData("\"version\": \"5.0\"", "\"version\": \"5\"", "version must be one of 4.03, 5.0, 6.0.")]
    [InlineData("\"llt\": \"10029366\"", "\"llt\": \"1002936\"", "terms[1].llt must be a MedDRA code of eight digits")]
    [InlineData("\"llt\": \"10029366\"", "\"llt\": \"10051792\"", "terms[1].llt repeats the code 10051792.")]
    [InlineData(
        "\"placement\": \"Headline\"",
        "\"placement\": \"headline\"",
        "terms[0].placement must be one of Headline, Offered, Listed"
    )]
    [InlineData(Grade4 + "0.5", Grade4 + "1.5", "terms[1].laboratory.limits must rise as the grade falls")]
    [InlineData(
        Grade4 + "0.5",
        "\"grade\": 5, \"below\": 0.5",
        "terms[1].laboratory.limits[3].grade is 5, a grade the term does not have."
    )]
    [InlineData(Grade4 + "0.5", Grade4 + "\"ULN\"", "terms[1].laboratory.limits[3].below must be a number or \"LLN\".")]
    [InlineData(
        Grade4 + "0.5",
        "\"grade\": 4, \"under\": 0.5",
        "terms[1].laboratory.limits[3].under is not a known property."
    )]
    [InlineData("\"unit\": \"10*9/L\"", "\"unit\": \"/uL\"", "terms[1].laboratory.unit must be 10*9/L")]
    [InlineData(
        "\"systolicAtLeastMmHg\": 160",
        "\"systolicAtLeastMmHg\": 140",
        "terms[3].bloodPressure must fall as the grade falls"
    )]
    public void Parse_MalformedData_NamesFileElementAndProblem(string good, string bad, string sentence)
    {
        var text = DataFiles.Text("ctcae-5.0.json");
        var at = text.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the shipped file no longer contains {good}");

        var error = Assert.Throws<DataFormatException>(() =>
            CtcaeDictionary.Parse(text[..at] + bad + text[(at + good.Length)..], "my.json")
        );

        Assert.StartsWith("my.json: " + sentence, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_GradeLeftOut_IsRefusedRatherThanTakenAsNonexistent()
    {
        var text = DataFiles
            .Text("ctcae-5.0.json")
            .Replace("\"5\": null", "\"5\": null, \"5\": null", StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => CtcaeDictionary.Parse(text, "my.json"));

        var without = System.Text.RegularExpressions.Regex.Replace(
            DataFiles.Text("ctcae-5.0.json"),
            ",\\s*\"5\": null",
            "",
            System.Text.RegularExpressions.RegexOptions.None,
            TimeSpan.FromSeconds(5)
        );
        var error = Assert.Throws<DataFormatException>(() => CtcaeDictionary.Parse(without, "my.json"));
        Assert.Contains("does not say whether grade 5 exists", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_NotJson_NamesTheLine()
    {
        var error = Assert.Throws<DataFormatException>(() => CtcaeDictionary.Parse("{\n  \"version\": \n}", "my.json"));
        Assert.StartsWith("my.json: line 3, byte 1 is not valid JSON", error.Message, StringComparison.Ordinal);
    }
}
