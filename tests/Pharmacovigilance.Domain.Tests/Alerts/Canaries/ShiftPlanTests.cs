using Pharmacovigilance.Domain.Alerts.Canaries;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Tests.Alerts.Canaries;

public sealed class ShiftPlanTests
{
    private static readonly UnitClock Berlin = new(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
    private static readonly ShiftPlan Shipped = RuleData.Knowledge.Shifts;

    [Theory]
    [InlineData("2026-03-02T05:59:59Z", "2026-03-01 19:00")]
    [InlineData("2026-03-02T06:00:00Z", "2026-03-02 07:00")]
    [InlineData("2026-03-02T17:59:59Z", "2026-03-02 07:00")]
    [InlineData("2026-03-02T18:00:00Z", "2026-03-02 19:00")]
    [InlineData("2026-07-02T05:00:00Z", "2026-07-02 07:00")]
    public void TurnOf_Instant_IsTheShiftOnTheWall(string instant, string turn) =>
        Assert.Equal(turn, Shipped.TurnOf(DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture), Berlin));

    [Fact]
    public void Shipped_Proof_LastsOneShiftAndItsGrace() => Assert.Equal(TimeSpan.FromHours(13), Shipped.ProofLasts);

    [Theory]
    [InlineData("\"shiftHours\": 12", "\"shiftHours\": 7", "shifts.json: shiftHours must divide a day into whole shifts, but is 7.")]
    [InlineData("\"07:00\"", "\"7 am\"", "shifts.json: firstShiftBegins must be a time like 07:00, but is \"7 am\".")]
    [InlineData("\"graceMinutes\": 60", "\"graceMinutes\": -1", "shifts.json: graceMinutes must lie between 0 and 720, but is -1.")]
    public void Parse_Unusable_SaysWhere(string right, string wrong, string sentence)
    {
        string text = RuleData.Read("shifts.json");
        Assert.Contains(right, text, StringComparison.Ordinal);
        Assert.Equal(sentence, Assert.Throws<DataFormatException>(() => ShiftPlan.Parse(text.Replace(right, wrong, StringComparison.Ordinal), "shifts.json")).Message);
    }
}
