using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Tests.Patients;

public class DexamethasoneDaysTests
{
    private static readonly string Text = DataFiles.Text("regimens.json");
    private static readonly IReadOnlyDictionary<Regimen, RegimenCalendar> Calendars = RegimenCalendar.Parse(
        Text,
        "regimens.json"
    );

    [Theory]
    [InlineData(Regimen.IsaPd, 1, new[] { 1, 8, 15, 22 }, new int[0])]
    [InlineData(Regimen.IsaPd, 2, new[] { 1, 15 }, new[] { 8, 22 })]
    [InlineData(Regimen.IsaKd, 1, new[] { 1, 8, 15, 22 }, new[] { 2, 9, 16, 23 })]
    [InlineData(Regimen.IsaKd, 3, new[] { 1, 15 }, new[] { 2, 8, 9, 16, 22, 23 })]
    public void InCycle_OfTheRegimen_CountsOnceOnDaysWithIsatuximab(Regimen regimen, int cycle, int[] once, int[] alone)
    {
        var calendar = Calendars[regimen];
        var first = new DateOnly(2026, 3, 2);
        var infusions = calendar.Infusions(first).Take(12).Select(i => i.Date).ToHashSet();
        var dates = calendar.Dexamethasone.InCycle(first.AddDays((cycle - 1) * calendar.CycleLengthDays), infusions);

        Assert.Equal(once, dates.Where(d => d.WithIsatuximab).Select(d => d.DayOfCycle));
        Assert.Equal(alone, dates.Where(d => !d.WithIsatuximab).Select(d => d.DayOfCycle));
    }

    [Theory]
    [InlineData(Regimen.IsaPd)]
    [InlineData(Regimen.IsaKd)]
    public void CountsOnce_OnEveryInfusionDayOfTheRegimen(Regimen regimen)
    {
        var calendar = Calendars[regimen];

        Assert.All(calendar.Infusions(new DateOnly(2026, 3, 2)).Take(20), i =>
            Assert.True(calendar.Dexamethasone.CountsOnce(i.DayOfCycle))
        );
        Assert.False(calendar.Dexamethasone.CountsOnce(28));
    }

    [Fact]
    public void Days_ThatDoNotRise_AreRefused()
    {
        var error = Assert.Throws<DataFormatException>(() =>
            RegimenCalendar.Parse(
                Text.Replace("\"days\": [1, 8, 15, 22]", "\"days\": [8, 1]", StringComparison.Ordinal),
                "my.json"
            )
        );
        Assert.Equal("my.json: regimens[0].dexamethasone.days must rise from day to day.", error.Message);
    }
}
