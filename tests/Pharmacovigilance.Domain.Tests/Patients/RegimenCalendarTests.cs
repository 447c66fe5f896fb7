using System.Globalization;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Tests.Patients;

public class RegimenCalendarTests
{
    private static readonly DateOnly First = new(2023, 4, 3);
    private static readonly IReadOnlyDictionary<Regimen, RegimenCalendar> Calendars = RegimenCalendar.Parse(
        DataFiles.Text("regimens.json"),
        "regimens.json"
    );

    [Theory]
    [InlineData(Regimen.IsaPd)]
    [InlineData(Regimen.IsaKd)]
    public void Infusions_OfThreeCycles_FallOnTheDaysOfTheCaseReport(Regimen regimen)
    {
        var infusions = Calendars[regimen].Infusions(First).TakeWhile(i => i.Cycle <= 3).ToList();

        Assert.Equal([0, 7, 14, 21, 28, 42, 56, 70], infusions.Select(i => i.Date.DayNumber - First.DayNumber));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], infusions.Select(i => i.Ordinal));
        Assert.Equal([1, 1, 1, 1, 2, 2, 3, 3], infusions.Select(i => i.Cycle));
        Assert.Equal([1, 8, 15, 22, 1, 15, 1, 15], infusions.Select(i => i.DayOfCycle));
    }

    [Fact]
    public void Infusions_EveryOracleRow_CountAndCycleAgree()
    {
        foreach (var cells in DataFiles.Oracle("Patients", "infusion_schedule.csv"))
        {
            var (day, cycle, count) = (Int(cells[0]), Int(cells[1]), Int(cells[2]));
            // The oracle counts the infusions of the first `day` days, so day 1 is the date of the first dose.
            var given = Calendars[Regimen.IsaPd].InfusionsThrough(First, First.AddDays(day - 1)).ToList();

            Assert.Equal(count, given.Count);
            Assert.Equal(cycle, given.Count == 0 ? 0 : given[^1].Cycle);
        }

        static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Dose_OfBothRegimens_Is10MgPerKgIn250Ml() =>
        Assert.All(Calendars.Values, c => Assert.Equal((10m, 250, 28), (c.DoseMgPerKg, c.VolumeMl, c.CycleLengthDays)));

    [Theory]
    [InlineData(
        "[1, 8, 15, 22]",
        "[8, 15, 22]",
        "regimens[0].firstCycleDays must begin with day 1, but begins with 8."
    )]
    [InlineData("[1, 8, 15, 22]", "[1, 8, 8]", "regimens[0].firstCycleDays must rise from day to day.")]
    [InlineData("[1, 8, 15, 22]", "[1, 29]", "regimens[0].firstCycleDays[1] must lie between 1 and 28, but is 29.")]
    [InlineData("[1, 8, 15, 22]", "[]", "regimens[0].firstCycleDays is empty.")]
    [InlineData("\"regimen\": \"IsaPd\"", "\"regimen\": \"IsaKd\"", "regimens[1].regimen repeats IsaKd.")]
    [InlineData(
        "\"doseMgPerKg\": 10",
        "\"doseMgPerKg\": 0",
        "regimens[0].doseMgPerKg must be greater than zero, but is 0."
    )]
    public void Parse_MalformedCalendar_NamesFileElementAndProblem(string good, string bad, string sentence)
    {
        var text = DataFiles.Text("regimens.json");
        var at = text.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the shipped file no longer contains {good}");

        var error = Assert.Throws<DataFormatException>(() =>
            RegimenCalendar.Parse(text[..at] + bad + text[(at + good.Length)..], "my.json")
        );

        Assert.Equal("my.json: " + sentence, error.Message);
    }
}
