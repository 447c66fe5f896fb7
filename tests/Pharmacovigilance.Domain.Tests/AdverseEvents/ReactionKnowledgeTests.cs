using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public sealed class ReactionKnowledgeTests
{
    private static readonly ReactionKnowledge Data = ReactionKnowledge.Parse(
        DataFiles.Text("reactions.json"),
        "reactions.json"
    );

    [Theory]
    [InlineData(CtcaeTerms.AllergicReaction, CtcaeVersion.V50, OneReactionBasis.NavigationalNote)]
    [InlineData(CtcaeTerms.AllergicReaction, CtcaeVersion.V60, OneReactionBasis.NavigationalNote)]
    [InlineData(CtcaeTerms.AllergicReaction, CtcaeVersion.V403, OneReactionBasis.OneReactionOneEvent)]
    [InlineData(CtcaeTerms.Anaphylaxis, CtcaeVersion.V60, OneReactionBasis.NavigationalNote)]
    [InlineData(CtcaeTerms.Anaphylaxis, CtcaeVersion.V50, OneReactionBasis.OneReactionOneEvent)]
    [InlineData(CtcaeTerms.CytokineReleaseSyndrome, CtcaeVersion.V50, OneReactionBasis.OneReactionOneEvent)]
    public void Exclusion_BesideAnInfusionReaction_IsTheVersionsNoteOrOneReaction(
        string llt,
        CtcaeVersion version,
        OneReactionBasis basis
    )
    {
        Assert.Equal(basis, Data.Exclusion(llt, CtcaeTerms.InfusionRelatedReaction, version));
        Assert.Equal(basis, Data.Exclusion(CtcaeTerms.InfusionRelatedReaction, llt, version));
    }

    [Theory]
    [InlineData(CtcaeTerms.Diarrhea)]
    [InlineData(CtcaeTerms.InfusionRelatedReaction)]
    public void Exclusion_TermsNoVersionExcludes_IsNone(string llt) =>
        Assert.All(Enum.GetValues<CtcaeVersion>(), version =>
            Assert.Null(Data.Exclusion(llt, CtcaeTerms.InfusionRelatedReaction, version))
        );

    [Fact]
    public void Symptoms_Codes_AreFoundByCodeAndByTerm()
    {
        Assert.Equal("dyspnea", Data.SymptomOfTerm("10013963")!.Code);
        Assert.Null(Data.SymptomOfTerm(CtcaeTerms.Diarrhea));
        Assert.Null(Data.Symptom("fever-and-more"));
        Assert.Contains(Data.Symptoms, symptom => symptom is { Code: "bronchospasm", IsSevere: true });
    }

    [Fact]
    public void Parse_CodeThatCannotBeStored_IsRefused()
    {
        const string Json =
            """{"version":"1","source":{"en":"s","ru":"s"},"symptoms":[{"code":"a,b","name":{"en":"a","ru":"a"}}],"oneReaction":[]}""";
        Assert.Contains(
            "comma",
            Assert.Throws<DataFormatException>(() => ReactionKnowledge.Parse(Json, "test.json")).Message,
            StringComparison.Ordinal
        );
    }
}
