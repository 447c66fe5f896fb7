using System.Globalization;

namespace Pharmacovigilance.Domain.Tests;

public sealed class TypedNumberTests
{
    [Theory]
    [InlineData("12,000", "12", "12000")]
    [InlineData("15.200", "15.2", "15200")]
    [InlineData("1,234", "1.234", "1234")]
    [InlineData("999.999", "999.999", "999999")]
    [InlineData(" 12,000 ", "12", "12000")]
    [InlineData("１２，０００", "12", "12000")]
    [InlineData("１５．２００", "15.2", "15200")]
    [InlineData("012,000", "12", "12000")]
    public void Number_MarkThatMayGroupOrPart_IsTwoNumbersAndNotGuessed(string typed, string part, string group)
    {
        var read = TypedNumber.Read(typed);

        Assert.Equal(TypedNumberOutcome.Ambiguous, read.Outcome);
        Assert.Equal([Decimal(part), Decimal(group)], read.Readings);
    }

    [Theory]
    [InlineData("12", "12")]
    [InlineData("12000", "12000")]
    [InlineData("15.2", "15.2")]
    [InlineData("15,2", "15.2")]
    [InlineData("15,20", "15.2")]
    [InlineData("15.2000", "15.2")]
    [InlineData("0.123", "0.123")]
    [InlineData("0,500", "0.5")]
    [InlineData("1234.567", "1234.567")]
    [InlineData("1.234,5", "1234.5")]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("1,234.567", "1234.567")]
    [InlineData("1.234.567", "1234567")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("1,234,567.8", "1234567.8")]
    [InlineData("12 000", "12000")]
    [InlineData("12\u00A0000", "12000")]
    [InlineData("12\u202F000", "12000")]
    [InlineData("12\u2009000,5", "12000.5")]
    [InlineData("12'000", "12000")]
    [InlineData("12’000.5", "12000.5")]
    [InlineData("1 234,567", "1234.567")]
    [InlineData("１２", "12")]
    public void Number_OneReading_IsRead(string typed, string number)
    {
        Assert.Equal(new TypedNumber(TypedNumberOutcome.Read, Decimal(number)), TypedNumber.Read(typed));
    }

    [Theory]
    [InlineData(".5")]
    [InlineData(",500")]
    [InlineData("5.")]
    [InlineData("12,")]
    [InlineData("-5")]
    [InlineData("−5")]
    [InlineData("+5")]
    [InlineData("1e3")]
    [InlineData("1.5E2")]
    [InlineData("2*3")]
    [InlineData("1.2.3")]
    [InlineData("1,23.4")]
    [InlineData("1,234,56")]
    [InlineData("1.234,567.8")]
    [InlineData("12 00")]
    [InlineData("1 2")]
    [InlineData("12 000'000")]
    [InlineData("0 500")]
    [InlineData("12 kg")]
    [InlineData("½")]
    [InlineData("٣")]
    [InlineData("1..5")]
    [InlineData("<5")]
    [InlineData("NaN")]
    [InlineData("79228162514264337593543950336")]
    public void Number_AnythingElse_IsUnreadable(string typed) =>
        Assert.Equal(TypedNumberOutcome.Unreadable, TypedNumber.Read(typed).Outcome);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void Number_Nothing_IsEmpty(string? typed) =>
        Assert.Equal(TypedNumberOutcome.Empty, TypedNumber.Read(typed).Outcome);

    [Theory]
    [InlineData("70.125", "en-GB", "70.1250")]
    [InlineData("70.125", "ru", "70,1250")]
    [InlineData("1.234", "en-GB", "1.2340")]
    [InlineData("0.125", "ru", "0,125")]
    [InlineData("12000", "en-GB", "12000")]
    [InlineData("12.5", "ru", "12,5")]
    public void Printed_AnyNumber_ReadsBackAsItself(string number, string culture, string printed)
    {
        string text = TypedNumber.Unambiguous(Decimal(number), CultureInfo.GetCultureInfo(culture));

        Assert.Equal(printed, text);
        Assert.Equal(Decimal(number), TypedNumber.Read(text).Value);
        Assert.Equal(TypedNumberOutcome.Read, TypedNumber.Read(text).Outcome);
    }

    private static decimal Decimal(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
