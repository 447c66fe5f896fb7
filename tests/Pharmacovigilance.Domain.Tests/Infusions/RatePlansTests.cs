using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Tests.Infusions;

public class RatePlansTests
{
    private static readonly string Text = DataFiles.Text("rate-tables.json");

    private static readonly RatePlans Plans = RatePlans.Parse(Text, "rate-tables.json");

    [Theory]
    [InlineData(1, "first", 25_000, 200.0)]
    [InlineData(2, "second", 50_000, 112.5)]
    [InlineData(3, "later", 200_000, 75.0)]
    [InlineData(40, "later", 200_000, 75.0)]
    public void For_Ordinal_GivesTheTableThatRunsAsLongAsPublished(int ordinal, string id, long initial, double minutes)
    {
        var table = Plans.For(ordinal);

        Assert.Equal((id, initial, 250, RateTableUse.Label), (table.Id, table.InitialRate, table.VolumeMl, table.Use));
        Assert.Equal(minutes, table.Duration.TotalMinutes);
    }

    [Fact]
    public void For_NoOrdinal_GivesTheOffLabelTable() =>
        Assert.DoesNotContain(
            "rapid",
            Enumerable.Range(1, 50).Select(ordinal => Plans.For(ordinal).Id),
            StringComparer.Ordinal
        );

    [Fact]
    public void Rapid_Is30MinutesOffLabelAndNobodysDefault()
    {
        var rapid = Plans.Find("rapid")!;
        Assert.Equal(
            (RateTableUse.Institutional, 30.0, null),
            (rapid.Use, rapid.Duration.TotalMinutes, rapid.FromOrdinal)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => Plans.For(0));
    }

    [Fact]
    public void Subcutaneous_IsAFlatDose() =>
        Assert.Equal((1_400_000L, "subcutaneous"), (Plans.Subcutaneous.DoseMicrograms, Plans.Subcutaneous.Id));

    [Fact]
    public void ContentHash_ChangesWithARateATimeAndAnOrdinal_ButNotWithAName()
    {
        string hash = Plans.For(1).ContentHash;
        Assert.Equal(hash, With("First infusion", "The first infusion"));
        Assert.NotEqual(hash, (Plans.For(1) with { FromOrdinal = 2 }).ContentHash);
        Assert.NotEqual(
            hash,
            (
                Plans.For(1) with
                {
                    Stages = [new(25_000, TimeSpan.FromMinutes(61)), .. Plans.For(1).Stages.Skip(1)],
                }
            ).ContentHash
        );
        Assert.NotEqual(
            hash,
            (
                Plans.For(1) with
                {
                    Stages = [new(26_000, TimeSpan.FromMinutes(60)), .. Plans.For(1).Stages.Skip(1)],
                }
            ).ContentHash
        );
        Assert.NotEqual(
            Plans.Subcutaneous.ContentHash,
            (Plans.Subcutaneous with { DoseMicrograms = 1_400_001 }).ContentHash
        );

        static string With(string good, string other) =>
            RatePlans.Parse(Text.Replace(good, other, StringComparison.Ordinal), "my.json").For(1).ContentHash;
    }

    [Theory]
    [InlineData(
        "{\"mlPerHour\": 25, \"minutes\": 60}",
        "{\"mlPerHour\": 30, \"minutes\": 60}",
        "tables[0].stages run 250 mL in 198 minutes, but publishedMinutes is 200."
    )]
    [InlineData(
        "{\"mlPerHour\": 50, \"minutes\": 30},\n        {\"mlPerHour\": 75",
        "{\"mlPerHour\": 80, \"minutes\": 30},\n        {\"mlPerHour\": 75",
        "tables[0].stages[2].mlPerHour must be above the stage before."
    )]
    [InlineData(
        "\"fromOrdinal\": 2,\n      \"toOrdinal\": 2",
        "\"fromOrdinal\": 3,\n      \"toOrdinal\": 3",
        "tables leaves infusion 2 without a table or gives it two."
    )]
    [InlineData(
        "\"fromOrdinal\": 2,\n      \"toOrdinal\": 2",
        "\"fromOrdinal\": 2",
        "tables must be open-ended in the last table by ordinal and only there."
    )]
    [InlineData(
        "\"use\": \"Label\",\n      \"fromOrdinal\": 3",
        "\"use\": \"Institutional\",\n      \"fromOrdinal\": 3",
        "tables has a table by ordinal that is not the label's: off-label practice is never a default."
    )]
    [InlineData(
        "{\"mlPerHour\": 150}",
        "{\"mlPerHour\": 150, \"minutes\": 20}",
        "tables[0].stages[5] must give minutes, except in the last stage."
    )]
    [InlineData("\"id\": \"rapid\"", "\"id\": \"later\"", "tables gives two tables one id.")]
    public void Parse_Contradiction_IsRefused(string good, string bad, string sentence)
    {
        Assert.Contains(good, Text, StringComparison.Ordinal);
        var error = Assert.Throws<DataFormatException>(() =>
            RatePlans.Parse(Text.Replace(good, bad, StringComparison.Ordinal), "my.json")
        );
        Assert.Equal("my.json: " + sentence, error.Message);
    }

    [Theory, Trait("peer-failure", "23")]
    [InlineData(0, null, 15)]
    [InlineData(0, -20, 15)]
    [InlineData(0, 0, 15)]
    [InlineData(0, 15, 30)]
    [InlineData(0, 59, 74)]
    public void VitalSigns_AreDueTheUnitsIntervalAfterTheLastOnesOrTheStart(int started, int? last, int due) =>
        Assert.Equal(
            TestSteps.Nine.AddMinutes(due),
            VitalSigns.DueAt(
                TestSteps.Nine.AddMinutes(started),
                last is { } minute ? TestSteps.Nine.AddMinutes(minute) : null,
                TimeSpan.FromMinutes(15)
            )
        );

    [Theory]
    [InlineData(19, 372, 97, 14, "vital-signs.pulse-implausible")]
    [InlineData(301, 372, 97, 14, "vital-signs.pulse-implausible")]
    [InlineData(72, 299, 97, 14, "vital-signs.temperature-implausible")]
    [InlineData(72, 441, 97, 14, "vital-signs.temperature-implausible")]
    [InlineData(72, 372, 39, 14, "vital-signs.saturation-implausible")]
    [InlineData(72, 372, 101, 14, "vital-signs.saturation-implausible")]
    [InlineData(72, 372, 97, 3, "vital-signs.breaths-implausible")]
    [InlineData(72, 372, 97, 81, "vital-signs.breaths-implausible")]
    public void VitalSigns_BeyondWhatALivingAdultHas_AreRefused(
        int pulse,
        int temperature,
        int saturation,
        int breaths,
        string code
    ) => Assert.Equal(code, Assert.Single(new VitalSigns(pulse, temperature, saturation, breaths).Check()).Code);

    [Theory]
    [InlineData(20, 300, 40, 4)]
    [InlineData(300, 440, 100, 80)]
    public void VitalSigns_AtTheBounds_AreTaken(int pulse, int temperature, int saturation, int breaths) =>
        Assert.Empty(new VitalSigns(pulse, temperature, saturation, breaths).Check());

    [Fact]
    public void VitalSigns_NotMeasured_AreNotRefused() => Assert.Empty(VitalSigns.None.Check());
}
