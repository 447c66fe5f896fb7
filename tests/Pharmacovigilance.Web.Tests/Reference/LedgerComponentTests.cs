using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Reference;
using Pharmacovigilance.Web.Signals;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Reference;

/// <summary>What the components of the ledger and the board say about a row, in both languages.</summary>
public sealed class LedgerComponentTests
{
    private const string Candidate = "icaria-b-neutropenia-ge3-memory-isapd";

    private static readonly Knowledge Shipped = KnowledgeFiles.Load();
    private static readonly DateTimeOffset At = new(2026, 11, 25, 9, 30, 0, TimeSpan.Zero);

    private static ComponentHost Host(Knowledge knowledge) =>
        ComponentHost.With(services =>
            services
                .AddSingleton(new UnitClock(TimeProvider.System, TimeZoneInfo.Utc))
                .AddSingleton(new KnowledgeInForce(knowledge))
                .AddSingleton(knowledge)
                .AddScoped<StateWords>()
                .AddScoped<RateWords>()
        );

    [Fact]
    public async Task Facts_CalculatedCohortRow_SayItIsCalculatedAndNotCompared()
    {
        string html = await FactsAsync(Shipped.Rates.Find("ikema-renal-any-event-ge3-capra-isakd")!);
        Assert.Contains("34 of 43", html, StringComparison.Ordinal);
        Assert.Contains("neither count nor arm size is printed", html, StringComparison.Ordinal);
        Assert.Contains("none: not compared with", html, StringComparison.Ordinal);
        Assert.Contains("CTCAE version not known", html, StringComparison.Ordinal);
        Assert.Contains("median treatment 81 weeks", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "en-GB",
        "median treatment 41 weeks",
        "at entry by the founding team, one reader, 22 Nov 2026",
        "grouped term"
    )]
    [InlineData(
        "ru",
        "медиана лечения 41 нед.",
        "при вводе: команда разработчиков, один читатель, 22",
        "объединённый термин"
    )]
    public async Task Facts_ShippedRow_SayExposureTermAndWhoVerifiedItWhen(
        string culture,
        string exposure,
        string verified,
        string term
    )
    {
        string html = await FactsAsync(Shipped.Rates.Find("icaria-a-urti-any-usic-isapd")!, culture);
        Assert.All(new[] { exposure, verified, term }, said => Assert.Contains(said, html, StringComparison.Ordinal));
        Assert.Contains(
            culture == "ru" ? "18 предпочтительных терминов" : "18 preferred terms",
            html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Population_WithoutARate_SaysNoFigureGiven()
    {
        var population = Shipped.Rates.Populations.Single(p => p.Id == "isaKPhase1b");
        string html = await HtmlAsync<PopulationCard>(
            new()
            {
                ["Population"] = population,
                ["Cuts"] = Shipped.Rates.Cuts.Where(c => c.Population.Id == population.Id).ToList(),
                ["Rows"] = 0,
            }
        );
        Assert.Contains("No figure given", html, StringComparison.Ordinal);
        Assert.Contains("n = 33", html, StringComparison.Ordinal);
        Assert.DoesNotContain("%", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Board_UnverifiedRow_IsNamedWithoutColourAndAfterTwoReadersNamesThem()
    {
        var row = Shipped.Rates.Find(Candidate)!;
        var key = new StreamKey
        {
            Regimen = Regimen.IsaPd,
            LltCode = row.Llt!,
            Basis = row.Basis,
            Band = row.Band!.Value,
        };
        var counts = new StreamCounts(3, 20, 0, 0);
        var unknown = new StreamDefinition
        {
            Key = key,
            Reference = null,
            Gap = null,
            Margin = 1,
            MinimumPatients = 10,
        };
        string before = await BoardAsync(
            BoardVerdict.Of(unknown, counts, null, isWatched: false, latch: null),
            Shipped
        );
        Assert.Contains("an unverified row exists, 76 of 152 (MEMORY, cut B)", before, StringComparison.Ordinal);
        Assert.Contains("state-unknown", before, StringComparison.Ordinal);
        Assert.DoesNotContain("50.0 %", before, StringComparison.Ordinal);

        var two = new UnitVerification(
            new RowReading("Person A", At, "page 12"),
            new RowReading("Person B", At, "page 13")
        );
        var verified = row with { Status = RowStatus.Verified, InUnit = two };
        var defined = unknown with
        {
            Reference = new StreamReference
            {
                RowId = verified.Id,
                LedgerVersion = Shipped.Rates.Version,
                PatientsWithEvent = verified.PatientsWithEvent!.Value,
                Patients = verified.Patients,
                FollowUpMonths = 35.3m,
            },
        };
        var knowledge = Shipped with
        {
            Rates = Shipped.Rates.With(new Dictionary<string, UnitVerification> { [row.Id] = two }),
        };
        string after = await BoardAsync(
            BoardVerdict.Of(defined, counts, new StreamEvidence(0, 20, 3, 0, 0, 0, 0), isWatched: false, latch: null),
            knowledge
        );
        Assert.Contains(
            "verified in this unit by Person A (25 Nov 2026 09:30) and Person B (25 Nov 2026 09:30)",
            after,
            StringComparison.Ordinal
        );
        Assert.Contains("50.0 %", after, StringComparison.Ordinal);
        Assert.Contains("preferred term", after, StringComparison.Ordinal);
        Assert.Contains(
            "read here in: page 12; page 13, B: overall-survival interim, 2020",
            after,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("MEMORY", after, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", 326)]
    [InlineData("Population", "ikema", 0)]
    [InlineData("Status", "Rejected", 4)]
    [InlineData("Status", RowFilter.OneReader, 1)]
    [InlineData("Status", RowFilter.VerifiedHere, 0)]
    public void Filter_EachOfThem_KeepsWhatItNames(string field, string wanted, int expected)
    {
        var filter = field switch
        {
            "Population" => new RowFilter(Population: wanted),
            "Status" => new RowFilter(Status: wanted),
            _ => new RowFilter(),
        };
        var said = RowVerification.Of(
            [
                new VerificationEntry
                {
                    Id = new VerificationId(Guid.Empty),
                    RateId = Candidate,
                    ContentHash = "h",
                    Step = VerificationStep.Read,
                    ById = new UserId(Guid.Empty),
                    By = "a",
                    At = At,
                    Document = "d",
                    Reason = null,
                    Withdraws = null,
                },
            ],
            "h"
        );
        var nothing = RowVerification.Of([], "");
        var kept = Shipped
            .Rates.Rows.Where(row =>
                filter.Wants(row, string.Equals(row.Id, Candidate, StringComparison.Ordinal) ? said : nothing)
            )
            .ToList();
        if (expected > 0 || field == "Status")
            Assert.Equal(expected, kept.Count);
        else
            Assert.All(kept, row => Assert.Equal(wanted, row.Population.Id));
        Assert.True(field == "Status" || kept.Count > 0);
    }

    private static Task<string> FactsAsync(ReferenceRate row, string culture = "en-GB") =>
        HtmlAsync<RateFacts>(
            new()
            {
                ["Row"] = row,
                ["Rates"] = Shipped.Rates,
                ["Said"] = RowVerification.Of([], ""),
            },
            culture
        );

    private static async Task<string> BoardAsync(BoardRow row, Knowledge knowledge)
    {
        using var host = Host(knowledge);
        return WebUtility.HtmlDecode(
            await host.HtmlAsync<StreamTable>(new() { ["Regimen"] = Regimen.IsaPd, ["Rows"] = new[] { row } }, "en-GB")
        );
    }

    private static async Task<string> HtmlAsync<T>(Dictionary<string, object?> parameters, string culture = "en-GB")
        where T : IComponent
    {
        using var host = Host(Shipped);
        return WebUtility.HtmlDecode(await host.HtmlAsync<T>(parameters, culture));
    }
}
