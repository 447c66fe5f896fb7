using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Calls.OnCall;

namespace Pharmacovigilance.Domain.Tests.Calls.OnCall;

public class AlertingPolicyTests
{
    private static readonly UnitClock Berlin = new(
        TimeProvider.System,
        TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")
    );
    private static readonly AlertingPolicy Usable = AlertingPolicy.Shipped with
    {
        PhoneList = [new PhoneLine("Ward 4", "+49 30 1234")],
    };

    [Theory]
    [InlineData("2026-03-02T05:59:59.999Z", "Night")]
    [InlineData("2026-03-02T06:00:00.000Z", "Day")]
    [InlineData("2026-03-02T17:59:59.999Z", "Day")]
    [InlineData("2026-03-02T18:00:00.000Z", "Night")]
    [InlineData("2026-03-02T23:00:00.000Z", "Night")]
    [InlineData("2026-03-29T04:59:00.000Z", "Night")]
    [InlineData("2026-03-29T05:00:00.000Z", "Day")]
    [InlineData("2026-10-25T05:59:00.000Z", "Night")]
    [InlineData("2026-10-25T06:00:00.000Z", "Day")]
    public void ShiftAt_AnInstant_GoesByTheUnitsWallClock(string at, string expected) =>
        Assert.Equal(expected, Usable.ShiftAt(At(at), Berlin).Shift.Name);

    [Theory]
    [InlineData("2026-03-02T05:59:59.999Z", "2026-03-01 19:00")]
    [InlineData("2026-03-02T06:00:00.000Z", "2026-03-02 07:00")]
    [InlineData("2026-07-02T05:00:00.000Z", "2026-07-02 07:00")]
    [InlineData("2026-10-25T05:59:00.000Z", "2026-10-24 19:00")]
    public void TurnOf_AnInstant_IsTheBeginningOfItsShiftOnTheWall(string at, string turn) =>
        Assert.Equal(turn, Usable.TurnOf(At(at), Berlin));

    [Fact]
    public void ShiftAt_ANightWithAClockChange_IsElevenOrThirteenHoursLong()
    {
        Assert.Equal(TimeSpan.FromHours(11), Length(Usable.ShiftAt(At("2026-03-29T00:30:00.000Z"), Berlin)));
        Assert.Equal(TimeSpan.FromHours(13), Length(Usable.ShiftAt(At("2026-10-25T00:30:00.000Z"), Berlin)));
        Assert.Equal(TimeSpan.FromHours(12), Length(Usable.ShiftAt(At("2026-03-02T00:30:00.000Z"), Berlin)));
    }

    [Fact]
    public void ShiftAt_AShiftThatBeginsInTheRepeatedHour_BeginsOnce()
    {
        var policy = Usable with
        {
            Shifts = [Usable.Shifts[0] with { Begins = new TimeOnly(2, 30) }, Usable.Shifts[1]],
        };
        var names = Enumerable
            .Range(0, 240)
            .Select(minute => policy.ShiftAt(At("2026-10-24T23:00:00.000Z").AddMinutes(minute), Berlin).Shift.Name)
            .ToList();

        Assert.Equal(1, names.Zip(names.Skip(1)).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public void ShiftAt_AnyMinuteOfAYear_LiesInItsSpan_AndSpansFollowEachOther()
    {
        var at = At("2026-01-01T00:00:00.000Z");
        var before = Usable.ShiftAt(at, Berlin);
        for (; at < At("2027-01-01T00:00:00.000Z"); at = at.AddMinutes(97))
        {
            var span = Usable.ShiftAt(at, Berlin);
            Assert.True(span.From <= at && at < span.Until);
            if (span != before)
                Assert.Equal(before.Until, span.From);
            before = span;
        }
    }

    [Fact]
    public void ShiftAt_OneShift_LastsFromItsBeginningToTheNextDay() =>
        Assert.Equal(
            TimeSpan.FromHours(24),
            Length((Usable with { Shifts = [Usable.Shifts[0]] }).ShiftAt(At("2026-03-02T03:00:00.000Z"), Berlin))
        );

    [Theory]
    [InlineData("22:00", "06:00", "21:59", false)]
    [InlineData("22:00", "06:00", "22:00", true)]
    [InlineData("22:00", "06:00", "03:00", true)]
    [InlineData("22:00", "06:00", "06:00", false)]
    [InlineData("12:00", "13:00", "12:30", true)]
    [InlineData("12:00", "13:00", "13:00", false)]
    public void QuietHours_ATime_IsCoveredUpToTheEnd(string from, string until, string time, bool quiet) =>
        Assert.Equal(quiet, new QuietHours(Time(from), Time(until)).Covers(Time(time)));

    [Fact]
    public void Check_Shipped_LacksOnlyThePhoneList()
    {
        Assert.Equal("alerting.phone-list", Assert.Single(AlertingPolicy.Shipped.Check()).Code);
        Assert.Empty(Usable.Check());
    }

    [Fact]
    public void Check_UnusableChains_AreNamedWithTheirShift()
    {
        Assert.Equal(["alerting.wait"], Codes(Chain(new ChainStep(ChainStepKind.Attending, 0), List)));
        Assert.Empty(Codes(Chain(new ChainStep(ChainStepKind.Attending, 1), List)));
        Assert.Empty(Codes(Chain(new ChainStep(ChainStepKind.Attending, 100_000), List)));
        Assert.Equal(["alerting.chain-empty"], Codes(Chain(List)));
        Assert.Equal(
            ["alerting.chain-end"],
            Codes(Chain(new ChainStep(ChainStepKind.Attending, 5), new ChainStep(ChainStepKind.Deputy, 5)))
        );
        Assert.Equal(
            ["alerting.chain-twice"],
            Codes(Chain(new ChainStep(ChainStepKind.Deputy, 5), new ChainStep(ChainStepKind.Deputy, 5), List))
        );
        Assert.Equal(["Day", "0"], Chain(new ChainStep(ChainStepKind.Attending, 0), List).Check()[0].Arguments);
    }

    [Fact]
    public void Check_OtherUnusableContent_IsNamed()
    {
        Assert.Equal(["alerting.shift-count"], Codes(Usable with { Shifts = [] }));
        Assert.Equal(
            ["alerting.shift-twice"],
            Codes(
                Usable with
                {
                    Shifts = [Usable.Shifts[0], Usable.Shifts[1] with { Begins = Usable.Shifts[0].Begins }],
                }
            )
        );
        Assert.Equal(
            ["alerting.shift-named-twice"],
            Codes(Usable with { Shifts = [Usable.Shifts[0], Usable.Shifts[1] with { Name = "day " }] })
        );
        Assert.Equal(
            ["alerting.phone-number"],
            Codes(Usable with { PhoneList = [new PhoneLine("Ward", "ask the porter")] })
        );
        Assert.Equal(["alerting.phone-who"], Codes(Usable with { PhoneList = [new PhoneLine(" ", "1")] }));
        Assert.Equal(
            ["alerting.quiet-empty"],
            Codes(Usable with { Quiet = new QuietHours(Time("22:00"), Time("22:00")) })
        );
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(10_080, true)]
    [InlineData(10_081, false)]
    public void Check_AcknowledgementMinutes_HaveBounds(int minutes, bool taken) =>
        Assert.Equal(taken, (Usable with { PageAcknowledgementMinutes = minutes }).Check().Count == 0);

    [Fact]
    public void Expiry_ByTier_NeverTouchesAnInterruptiveAlert()
    {
        Assert.Equal(TimeSpan.FromDays(14), Usable.ExpiresAfter(AlertTier.Page));
        Assert.Null(Usable.ExpiresAfter(AlertTier.Interruptive));
        Assert.Equal(
            (TimeSpan.FromHours(4), TimeSpan.FromMinutes(15)),
            (Usable.AcknowledgementLasts(AlertTier.Page), Usable.AcknowledgementLasts(AlertTier.Interruptive))
        );
        Assert.Null(Usable.AcknowledgementLasts(AlertTier.Passive));
    }

    private static ChainStep List => new(ChainStepKind.PhoneList, 1);

    private static AlertingPolicy Chain(params ChainStep[] steps) =>
        Usable with
        {
            Shifts = [Usable.Shifts[0] with { Chain = steps }, Usable.Shifts[1]],
        };

    private static IEnumerable<string> Codes(AlertingPolicy policy) => policy.Check().Select(refusal => refusal.Code);

    private static TimeSpan Length(ShiftSpan span) => span.Until - span.From;

    private static DateTimeOffset At(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static TimeOnly Time(string text) =>
        TimeOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
