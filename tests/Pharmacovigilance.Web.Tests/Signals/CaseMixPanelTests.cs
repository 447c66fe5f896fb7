using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Live;
using Pharmacovigilance.Web.Reference;
using Pharmacovigilance.Web.Signals;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Signals;

/// <summary>What stands beside a verdict: whom the unit treats, and how it records.</summary>
public sealed class CaseMixPanelTests
{
    private static readonly Knowledge Shipped = KnowledgeFiles.Load();
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly StreamKey Infections = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = CtcaeTerms.UpperRespiratoryInfection,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };
    private static readonly StreamKey Diarrhea = Infections with { LltCode = CtcaeTerms.Diarrhea };
    private static readonly CaseMixPatient Nothing = new()
    {
        Regimen = Regimen.IsaPd,
        Route = InfusionRoute.Intravenous,
        AgeYears = null,
        PriorLines = null,
        Egfr = null,
        Ecog = null,
        PremedicationInTime = null,
    };

    [Fact]
    public async Task Panel_EachFigure_HasUnitTrialAndSource()
    {
        string html = await PanelAsync(Infections, Patients(30, older: 12, unknown: 5));

        foreach (
            string words in new[]
            {
                "12 of 30 known (40 %)",
                "5 not known",
                "32 of 154 (21 %)",
                "href=\"/reference#icaria-age-75-isapd\"",
                ">ASH-75</a>",
                "55 of 142 (39 %)",
                "randomised with a known value",
                "entry rule: ECOG 0 to 2 (to be confirmed)",
                "3 (2–11)",
            }
        )
            Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.Contains("Differs in age ≥ 75 (+19 points); not adjusted.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_WhatIsNotKnown_SaysSoOfUnitAndTrial()
    {
        string html = await PanelAsync(Infections, Patients(30, older: 6, unknown: 0));
        string premedication = html[html.IndexOf("data-item=\"PremedicationInTime\"", StringComparison.Ordinal)..];

        Assert.Equal(2, premedication.Split("not known").Length - 1);
        Assert.DoesNotContain("Differs in", html, StringComparison.Ordinal);
        Assert.Contains("No known difference of more than 10 points.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("0 %)", premedication, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_OnePatient_IsNotAHundredPercent()
    {
        string html = await PanelAsync(Infections, Patients(1, older: 1, unknown: 0));

        Assert.Contains("1 of 1 known", html, StringComparison.Ordinal);
        Assert.DoesNotContain("100", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Differs in", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_Nobody_SaysSo() =>
        Assert.Contains("Nobody has been treated yet.", await PanelAsync(Infections, []), StringComparison.Ordinal);

    [Fact]
    public async Task Panel_AnotherRoute_HasItsOwnPatientsAndNoTrial()
    {
        var patients = Patients(30, older: 12, unknown: 0)
            .Concat(Enumerable.Repeat(Nothing with { Route = InfusionRoute.Subcutaneous, AgeYears = 50 }, 11));
        string html = await PanelAsync(Infections with { Route = InfusionRoute.Subcutaneous }, [.. patients]);

        Assert.Contains("0 of 11 known (0 %)", html, StringComparison.Ordinal);
        Assert.DoesNotContain("32 of 154", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_CalculatedCount_IsMarked()
    {
        string html = await PanelAsync(
            Infections with
            {
                Regimen = Regimen.IsaKd,
            },
            [.. Patients(30, 3, 0).Select(patient => patient with { Regimen = Regimen.IsaKd })]
        );

        Assert.Contains("43 of 179 (24 %)", html, StringComparison.Ordinal);
        Assert.Contains("calculated", html, StringComparison.Ordinal);
        Assert.Contains("unknown values included", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_InRussian_SpeaksRussian()
    {
        string html = await PanelAsync(Infections, Patients(30, older: 12, unknown: 5), culture: "ru");

        foreach (
            string words in new[]
            {
                "12 из 30 известных (40 %)",
                "Отличается: возраст ≥ 75 (+19 п. п.); без поправки.",
                "неизвестно",
            }
        )
            Assert.Contains(words, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strip_OfARegimen_NamesWhatDiffersAndTheTrialsShares()
    {
        string html = await HtmlAsync<CaseMixStrip>(
            Snapshot(Patients(30, older: 12, unknown: 5)),
            new() { ["Regimen"] = Regimen.IsaPd }
        );

        foreach (
            string words in new[]
            {
                "Patients of IsaPd",
                "Differs in age ≥ 75 (+19 points)",
                "<dt>age ≥ 75</dt><dd>12 of 30 (40 %); trial 21 %</dd>",
                "<dt>premedication in time</dt><dd>not known; trial not known</dd>",
                "No control terms are chosen.",
                "href=\"board/controls\"",
            }
        )
            Assert.Contains(words, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recording_TheWorkedExample_IsSaidAsInformationOnly()
    {
        string html = await HtmlAsync<CaseMixPanel>(
            Recorded(),
            new() { ["Row"] = Expecting(Row(Infections, k: 12), 10, x: 52) }
        );

        foreach (
            string words in new[]
            {
                "Information only: in its control terms this unit records 1.1 (0.8–1.5) times the trial.",
                "Diarrhea, any grade (14; 9.2 expected so far)",
                "Chosen after 34 patients had begun, by officer on 2 Mar 2026",
                "At that level 11.1 were to be expected so far instead of 10.0",
                "The state follows from the raw figures.",
            }
        )
            Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-own-control", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recording_OfAControlItself_SetsNothingBesideIt()
    {
        string html = await HtmlAsync<CaseMixPanel>(
            Recorded(),
            new() { ["Row"] = Expecting(Row(Diarrhea, 14), 9.2, x: 39) }
        );

        Assert.Contains("data-own-control", html, StringComparison.Ordinal);
        Assert.DoesNotContain("recording-beside", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recording_NothingIsExpected_NamesTheTermsAndNoLevel()
    {
        string html = await HtmlAsync<CaseMixPanel>(
            Snapshot([], [Row(Diarrhea)], [Choice(Diarrhea)]),
            new() { ["Row"] = Row(Infections) }
        );

        Assert.Contains("Nothing is expected of: Diarrhea, any grade.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("times the trial", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recording_InRussian_SpeaksRussian()
    {
        string html = await HtmlAsync<CaseMixPanel>(
            Recorded(),
            new() { ["Row"] = Expecting(Row(Infections, 12), 10, x: 52) },
            "ru"
        );
        Assert.Contains(
            "Только для сведения: по контрольным терминам отделение регистрирует в 1,1 (0,8–1,5) раза",
            html,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Ledger_ListsFiguresAndRulesWithTheirSources()
    {
        using var host = ComponentHost.With(services => Add(services).AddSingleton<RateWords>());
        string html = WebUtility.HtmlDecode(await host.HtmlAsync<CaseMixLedger>([]));

        foreach (
            string words in new[]
            {
                "id=\"icaria-age-75-isapd\"",
                "id=\"ikema-egfr-60-isakd\"",
                "52 of 179 (29 %)",
                "79.1 %",
                "Entry rule, no rate: 1 to 3 earlier lines",
                ">FACON-N</a>",
                "29 of 153 (19 %)",
            }
        )
            Assert.Contains(words, html, StringComparison.Ordinal);
    }

    private static IReadOnlyList<CaseMixPatient> Patients(int known, int older, int unknown) =>
        [
            .. Enumerable.Range(0, known).Select(i => Nothing with { AgeYears = i < older ? 80 : 60 }),
            .. Enumerable.Repeat(Nothing, unknown),
        ];

    private static UnitSnapshot Snapshot(
        IReadOnlyList<CaseMixPatient> patients,
        IReadOnlyList<BoardRow>? rows = null,
        IReadOnlyList<ControlChoice>? controls = null
    ) =>
        new(
            1,
            At,
            new TodayPart(new DateOnly(2026, 3, 2), []),
            new BoardPart(rows ?? []),
            new AlertsPart([]),
            new LastEventsPart([])
        )
        {
            CaseMix = new CaseMixPart(CaseMix.Of(patients, Shipped.CaseMix)),
            Controls = controls ?? [],
        };

    private static BoardRow Row(StreamKey key, int k = 3, int m = 30) =>
        new(
            new StreamDefinition
            {
                Key = key,
                Reference = new StreamReference
                {
                    RowId = "row",
                    LedgerVersion = "v",
                    PatientsWithEvent = 39,
                    Patients = 152,
                    FollowUpMonths = null,
                },
                Gap = null,
                Margin = 1,
                MinimumPatients = 10,
                Method = EvidenceMethod.SpreadBetweenUnits,
                Spread = 0.2,
            },
            new StreamCounts(k, m, 0, 0),
            StreamState.WithinExpectation,
            StreamReason.EvidenceLow,
            null,
            new StreamEvidence(0, m, k, 0.1, 0.2, 0.1, 0.2),
            null
        );

    private static BoardRow Expecting(BoardRow row, double expected, int x) =>
        row with
        {
            Definition = row.Definition with { Reference = row.Definition.Reference! with { PatientsWithEvent = x } },
            Maturity = new Maturity(0, 30, 0, expected, 0, 0, null, null, 0, null),
        };

    private static ControlChoice Choice(params StreamKey[] streams) =>
        new()
        {
            Regimen = Regimen.IsaPd,
            Revision = 1,
            Streams = streams,
            PatientsBegun = 34,
            Reason = "as agreed",
            SignedBy = "officer",
            SignedAt = At,
        };

    private static UnitSnapshot Recorded()
    {
        var vomiting = Diarrhea with { LltCode = "10047700" };
        return Snapshot(
            [],
            [Expecting(Row(Diarrhea, 14), 9.2, x: 39), Expecting(Row(vomiting, 5), 4.1, x: 18)],
            [Choice(Diarrhea, vomiting)]
        );
    }

    private static Task<string> PanelAsync(
        StreamKey key,
        IReadOnlyList<CaseMixPatient> patients,
        string culture = "en-GB"
    ) => HtmlAsync<CaseMixPanel>(Snapshot(patients), new() { ["Row"] = Row(key) }, culture);

    private static async Task<string> HtmlAsync<T>(
        UnitSnapshot snapshot,
        Dictionary<string, object?> parameters,
        string culture = "en-GB"
    )
        where T : IComponent
    {
        var live = new LiveUnit(NullLogger<LiveUnit>.Instance);
        live.Publish(new LiveState(snapshot));
        using var host = ComponentHost.With(services => Add(services).AddSingleton(live));
        return WebUtility.HtmlDecode(await host.HtmlAsync<T>(parameters, culture));
    }

    private static IServiceCollection Add(IServiceCollection services) =>
        services
            .AddSingleton(new UnitClock(TimeProvider.System, TimeZoneInfo.Utc))
            .AddSingleton(new KnowledgeInForce(Shipped))
            .AddSingleton<CaseMixWords>();
}
