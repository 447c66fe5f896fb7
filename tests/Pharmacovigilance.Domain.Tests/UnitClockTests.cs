namespace Pharmacovigilance.Domain.Tests;

/// <summary>Berlin: the clock goes forward on 29 March 2026 at 02:00 and back on 25 October 2026 at 03:00.</summary>
public sealed class UnitClockTests
{
    private static readonly UnitClock Clock = new(
        TimeProvider.System,
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")
    );

    [Theory]
    [InlineData("2026-03-29T01:59", null)]
    [InlineData("2026-03-29T02:00", "time.skipped")]
    [InlineData("2026-03-29T02:59", "time.skipped")]
    [InlineData("2026-03-29T03:00", null)]
    [InlineData("2026-10-25T01:59", null)]
    [InlineData("2026-10-25T02:00", "time.twice")]
    [InlineData("2026-10-25T02:59", "time.twice")]
    [InlineData("2026-10-25T03:00", null)]
    public void Wall_OnTheNightOfTheChange_IsAQuestion(string local, string? code) =>
        Assert.Equal(code, Clock.Question(Local(local), "at")?.Code);

    [Fact]
    public void Wall_ShownTwice_OffersBothInstants() =>
        Assert.Equal(
            ["2026-10-25 02:30", "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"],
            Clock.Question(Local("2026-10-25T02:30"), "at")!.Arguments
        );

    [Fact]
    public void Wall_NeverShown_OffersTheTimeBeforeAndAfter() =>
        Assert.Equal(
            ["2026-03-29 02:30", "2026-03-29T01:30+01:00", "2026-03-29T03:30+02:00"],
            Clock.Question(Local("2026-03-29T02:30"), "at")!.Arguments
        );

    private static DateTime Local(string text) =>
        DateTime.ParseExact(text, "yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
