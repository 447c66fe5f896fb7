using Pharmacovigilance.Domain;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Tests.Shared;

public sealed class EntryTests
{
    private static readonly DateTimeOffset Opened = new(2026, 3, 2, 8, 30, 41, 250, TimeSpan.Zero);
    private static readonly UnitClock Clock = new(
        TimeProvider.System,
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")
    );

    [Fact]
    public void Time_Untouched_KeepsTheExactInstantAndShowsTheUnitsWall()
    {
        var entry = new TimeEntry(Opened);

        Assert.Equal(Opened, entry.At(Clock));
        Assert.Equal("2026-03-02T09:30", entry.Text(Clock));
        Assert.Equal(Opened, (entry with { Typed = "2026-03-02T09:30" }).At(Clock));
    }

    [Theory]
    [InlineData("2026-03-02T08:05")]
    [InlineData("2026-03-02T08:05:00")]
    public void Time_Typed_IsReadAsTheUnitsWallWithOrWithoutTheSecondsOfTheScript(string typed)
    {
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 7, 5, 0, TimeSpan.Zero), new TimeEntry(Opened, typed).At(Clock));
        Assert.Equal("2026-03-02T08:05", new TimeEntry(Opened, typed).Text(Clock));
        Assert.Equal(Opened, new TimeEntry(Opened, "2026-03-02T09:30:00").At(Clock));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    public void Time_ClearedOrUnreadable_IsNoTime(string typed) => Assert.Null(new TimeEntry(Opened, typed).At(Clock));

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    public void Time_SameMinuteAsThePreviousStep_IsNotBeforeIt(int secondsAfterTheMinute, bool moved)
    {
        var typed = new TimeEntry(Opened, "2026-03-02T08:05");
        var minute = typed.At(Clock)!.Value;
        var previous = minute.AddSeconds(secondsAfterTheMinute);

        Assert.Equal(moved ? previous : minute, typed.At(Clock, previous));
    }

    [Theory]
    [InlineData("72.5", 72_500)]
    [InlineData("72,5", 72_500)]
    [InlineData(" 12.5 ", 12_500)]
    [InlineData("0.001", 1)]
    [InlineData("1.000,5", 1_000_500)]
    public void Decimal_PointOrComma_IsReadExactly(string typed, long thousandths) =>
        Assert.Equal(thousandths, DecimalEntry.Thousandths(typed));

    [Theory]
    [InlineData("0.0001")]
    [InlineData("-5")]
    [InlineData("12 kg")]
    [InlineData("1.000")]
    [InlineData("12,000")]
    [InlineData("")]
    public void Decimal_UnreadableAmbiguousOrTooFine_IsRefusedAndNotRounded(string typed) =>
        Assert.Null(DecimalEntry.Thousandths(typed));
}
