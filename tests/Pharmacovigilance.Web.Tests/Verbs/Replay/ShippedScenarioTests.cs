using System.Text.Json;
using Pharmacovigilance.Web.Verbs.Replay;

namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

/// <summary>The shipped scenarios give what was worked out by hand beforehand (Replay/Expected).</summary>
public sealed class ShippedScenarioTests
{
    [Theory]
    [InlineData("bedside-rules")]
    [InlineData("holds-and-overrides")]
    public async Task Replay_OfAShippedScenario_GivesWhatWasWorkedOut(string name)
    {
        string[] expected = await File.ReadAllLinesAsync(
            Path.Combine(AppContext.BaseDirectory, "Verbs", "Replay", "Expected", name + ".txt")
        );
        Assert.Equal(expected, Lines(await ReplayProbe.OfFileAsync(name)));
    }

    [Theory]
    [InlineData("case-report")]
    [InlineData("bedside-rules")]
    [InlineData("holds-and-overrides")]
    public async Task Replay_Repeated_GivesTheSameBytes(string name)
    {
        string text = await File.ReadAllTextAsync(ReplayProbe.Shipped(name));
        byte[] first = await ReplayVerb.ReplayAsync(text, ReplayProbe.Knowledge);
        Assert.Equal(first, await ReplayVerb.ReplayAsync(text, ReplayProbe.Knowledge));
    }

    [Fact]
    public async Task Alert_OfARule_CarriesVersionTextFactsAndSource()
    {
        var alert = (await ReplayProbe.OfFileAsync("holds-and-overrides"))
            .List("alerts")
            .First(line => line.Text("patient") == "H-ANC");
        Assert.Equal(("eu-2023/2", "local/1"), (alert.Text("ruleSet"), alert.Text("localPolicy")));
        Assert.Equal("2", alert.Text("ruleVersion"));
        Assert.Equal("0.49", alert.GetProperty("facts").Text("ancGigaPerLitre"));
        Assert.StartsWith(
            "ANC 0.49 ×10⁹/L, collected 2026-02-09 07:00 UTC, is below 0.50.",
            alert.Text("text"),
            StringComparison.Ordinal
        );
        Assert.Equal("EU-42", alert.GetProperty("source").Text("tag"));
        Assert.Equal(
            ["open", "open", "accepted", "accepted", "outcomeChecked", "closed"],
            alert.List("history").Select(line => line.Text("to"))
        );
        Assert.Equal(
            ("accepted", "closed", "countRecovered"),
            (alert.Text("status"), alert.Text("stage"), alert.Text("outcome"))
        );
    }

    [Fact]
    public async Task Replay_OfTheDocumentedExample_GivesWhatTheDocumentSays()
    {
        string document = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Verbs", "Replay", "scenario-format.md")
        );
        string example = document.Split("```json")[1].Split("```")[0];
        Assert.Equal(
            [
                "alert 2026-01-05T10:25:00Z P1 IRR-INTERRUPT infusion 1 page open",
                "alert 2026-01-05T10:25:00Z P1 PREMED-STRONGER infusion 2 page open",
                "alert 2026-01-12T08:00:00Z P1 ANC-HOLD infusion - interruptive open",
                "hold P1 ANC-HOLD 2026-01-12T08:00:00Z open",
                "infusion P1 1 given dose 700",
                "infusion P1 2 start stopped by hold ANC-HOLD dose -",
            ],
            Lines(await ReplayProbe.OfTextAsync(example))
        );
    }

    private static IEnumerable<string> Lines(JsonElement report) =>
        [
            .. report
                .List("alerts")
                .Select(a =>
                    $"alert {a.Text("time")} {a.Text("patient")} {a.Text("rule")} infusion {Ordinal(a)} {a.Text("tier")} {a.Text("status")}"
                ),
            .. report
                .List("holds")
                .Select(h =>
                    $"hold {h.Text("patient")} {h.Text("rule")} {h.Text("start")} {(h.IsNull("end") ? "open" : $"{h.Text("end")} {h.Text("releasedBy")}")}"
                ),
            .. report
                .List("infusions")
                .Select(i =>
                    $"infusion {i.Text("patient")} {i.Text("ordinal")} {i.Text("outcome")} dose {(i.IsNull("doseMg") ? "-" : i.Text("doseMg"))}"
                ),
            .. report.List("skipped").Select(s => $"skipped {s.Text("path")}"),
        ];

    private static string Ordinal(JsonElement alert) =>
        alert.GetProperty("facts").TryGetProperty("infusionOrdinal", out var ordinal) ? ordinal.ToString() : "-";
}
