using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Tests;

public sealed class EnteredTextTests
{
    [Theory]
    [InlineData("Falk", null)]
    [InlineData("О’Нил-Ким", null)]
    [InlineData("Йо\u0308рг", null)]
    [InlineData("李", null)]
    [InlineData("", "required")]
    [InlineData(" \u00A0\u3000", "required")]
    [InlineData("12", "text.no-letter")]
    [InlineData("-", "text.no-letter")]
    [InlineData("\u0301", "text.no-letter")]
    [InlineData("\u3164", "text.unseen-character")]
    [InlineData("\u2800", "text.unseen-character")]
    [InlineData("\u200B", "text.unseen-character")]
    [InlineData("Fa\u200Blk", "text.unseen-character")]
    [InlineData("Fa\u200Dlk", "text.unseen-character")]
    [InlineData("Fa\u00ADlk", "text.unseen-character")]
    [InlineData("\u202EklaF", "text.unseen-character")]
    [InlineData("Falk\u2066", "text.unseen-character")]
    [InlineData("Fa\tlk", "text.unseen-character")]
    [InlineData("Fa\nlk", "text.unseen-character")]
    [InlineData("Fa\u0000lk", "text.unseen-character")]
    [InlineData("Fa\u2028lk", "text.unseen-character")]
    [InlineData("Fa\uFE0Flk", "text.unseen-character")]
    [InlineData("Fa\uE000lk", "text.unseen-character")]
    [InlineData("Fa\uFEFFlk", "text.unseen-character")]
    public void Name_OfAPerson_IsSeenAndHasALetter(string name, string? code) =>
        Assert.Equal(code, EnteredText.CheckName(name, "familyName", 80).SingleOrDefault()?.Code);

    [Theory]
    [InlineData("4711", null)]
    [InlineData("№ 12/3", null)]
    [InlineData("--", "text.no-letter-or-digit")]
    [InlineData("12\u200B3", "text.unseen-character")]
    public void Code_OfARecord_NeedsALetterOrDigit(string number, string? code) =>
        Assert.Equal(code, EnteredText.CheckCode(number, "recordNumber", 40).SingleOrDefault()?.Code);

    [Fact]
    public void Name_TooLong_IsRefusedAndNotCutOff() =>
        Assert.Equal("too-long", EnteredText.CheckName(new string('a', 81), "familyName", 80).Single().Code);

    [Theory]
    [InlineData("Mu\u0308ller", "Müller")]
    [InlineData("Семе\u0308нов", "Семёнов")]
    [InlineData("\u212B", "Å")]
    [InlineData("Falk", "Falk")]
    public void Text_CanonicallyEqual_IsKeptInOneForm(string typed, string kept) =>
        Assert.Equal(kept, EnteredText.Canonical(typed));

    [Fact]
    public void Text_HalfASurrogatePair_IsKeptAsAReplacement() =>
        Assert.Equal("a\uFFFDb", EnteredText.Canonical($"a{'\uD800'}b"));

    [Theory]
    [InlineData("Семёнов", "семенов")]
    [InlineData("Семёнов", "СЕМЁНОВ")]
    [InlineData("Семёнов", "Semenov")]
    [InlineData("Семёнов", "Semyonov")]
    [InlineData("Semyonov", "Семёнов")]
    [InlineData("Semenov", "Семёнов")]
    [InlineData("Щукин", "shchukin")]
    [InlineData("Щукин", "Schukin")]
    [InlineData("Shchukin", "щукин")]
    [InlineData("Цветкова", "Tsvet")]
    [InlineData("Цветкова", "Cvetkova")]
    [InlineData("Юлия", "Julia")]
    [InlineData("Yulia", "Юлия")]
    [InlineData("Евгений", "Yevgeny")]
    [InlineData("Хабаров", "Khabarov")]
    [InlineData("Müller", "muller")]
    [InlineData("Müller", "Mu\u0308ller")]
    [InlineData("Łukasz", "lukasz")]
    [InlineData("O'Brien", "O’Brien")]
    public void Search_AnotherSpelling_FindsTheName(string name, string searched) =>
        Assert.Contains(NameSearch.Forms(searched), form =>
            NameSearch.Stored(name, "Ida", "R-1").Contains(form, StringComparison.Ordinal)
        );

    [Fact]
    public void Search_AnotherName_DoesNotFindIt() =>
        Assert.DoesNotContain(NameSearch.Forms("Petrov"), form =>
            NameSearch.Stored("Семёнов", "Ида", "R-1").Contains(form, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("Семёнов", "Юлия", "Semenov", "Yulia", true)]
    [InlineData("Falk", "Ida", "Ida", "FALK", true)]
    [InlineData("Müller", "Jörg", "Mu\u0308ller", "Jo\u0308rg", true)]
    [InlineData("Falk", "Ida", "Falk", "Ina", false)]
    public void Person_OfTheSameName_MayBeTheSame(
        string family,
        string given,
        string otherFamily,
        string otherGiven,
        bool same
    ) => Assert.Equal(same, NameSearch.MayBeSame(family, given, otherFamily, otherGiven));
}
