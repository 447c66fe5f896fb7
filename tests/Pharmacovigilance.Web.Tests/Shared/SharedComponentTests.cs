using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Web.Shared;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Shared;

public sealed class SharedComponentTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task GradeBadge_EachGrade_HasItsOwnShapeAndWord()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (Grade? grade in Enum.GetValues<Grade>().Select(g => (Grade?)g).Append(null))
        {
            string html = await RenderAsync<GradeBadge>(new() { ["Grade"] = grade });
            Assert.True(
                seen.Add(
                    html[
                        html.IndexOf("<svg", StringComparison.Ordinal)..html.IndexOf("</svg>", StringComparison.Ordinal)
                    ]
                ),
                $"{grade} looks like another"
            );
            Assert.Contains(grade is null ? "Grade unknown" : $"Grade {(int)grade}", html, StringComparison.Ordinal);
            Assert.DoesNotContain("Grade 0", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Amount_Unknown_IsAWordAndNotANumber()
    {
        string html = await RenderAsync<Amount>(new() { ["Value"] = null, ["Unit"] = "mL/h" });
        Assert.Contains("unknown", html, StringComparison.Ordinal);
        Assert.DoesNotContain("mL/h", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en-GB", "1,234.50")]
    [InlineData("ru", "1\u00A0234,50")]
    public async Task Amount_Known_IsWrittenByCultureWithUnit(string culture, string expected)
    {
        string html = System.Net.WebUtility.HtmlDecode(
            await RenderAsync<Amount>(
                new()
                {
                    ["Value"] = 1234.5m,
                    ["Unit"] = "mg",
                    ["Decimals"] = 2,
                },
                culture
            )
        );
        Assert.Contains(expected, html, StringComparison.Ordinal);
        Assert.Contains("mg", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PatientHeader_Always_ShowsNameBirthDateAndNumberTogether()
    {
        var patient = new Patient
        {
            Id = default,
            RecordNumber = "R-7",
            FamilyName = "Sample",
            GivenName = "Sam",
            BirthDate = new DateOnly(1950, 2, 1),
            Sex = Sex.Unknown,
        };
        string html = await RenderAsync<PatientHeader>(new() { ["Patient"] = patient });
        Assert.Contains("Sample, Sam", html, StringComparison.Ordinal);
        Assert.Contains("1 Feb 1950", html, StringComparison.Ordinal);
        Assert.Contains("R-7", html, StringComparison.Ordinal);

        Assert.Contains(
            "unknown",
            await RenderAsync<PatientHeader>(new() { ["Patient"] = patient with { BirthDate = null } }),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("2026-03-10T11:30:00Z", "12:30")]
    [InlineData("2026-03-09T23:30:00Z", "00:30")]
    [InlineData("2026-03-09T22:30:00Z", "9 Mar 2026 23:30")]
    public async Task Moment_Instant_IsOnTheUnitsWall(string at, string expected)
    {
        string html = await RenderAsync<Moment>(
            new()
            {
                ["At"] = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture),
                ["Relative"] = false,
            }
        );
        Assert.Contains($">{expected}<", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusalList_InstantArgument_IsReadInTheUnitsTime()
    {
        Refusal[] refusals =
        [
            Refusal.Of("time.in-future", "at", "2026-03-10 14:00Z"),
            Refusal.Of("course.first-dose-implausible", "firstDoseOn", "1999-01-02"),
        ];
        string html = await RenderAsync<RefusalList>(new() { ["Refusals"] = refusals });
        Assert.Contains("10 Mar 2026 15:00 is in the future", html, StringComparison.Ordinal);
        Assert.Contains("2 Jan 1999 cannot be", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusalList_CodeWithoutSentence_StillSaysSomethingAndTheCode()
    {
        string html = await RenderAsync<RefusalList>(
            new() { ["Refusals"] = new[] { Refusal.Of("brand-new.code", "") } }
        );
        Assert.Contains("This was refused (brand-new.code)", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RefusalList_Nothing_IsNotThere() =>
        Assert.DoesNotContain(
            "<",
            await RenderAsync<RefusalList>(new() { ["Refusals"] = Array.Empty<Refusal>() }),
            StringComparison.Ordinal
        );

    private static async Task<string> RenderAsync<T>(Dictionary<string, object?> parameters, string culture = "en-GB")
        where T : Microsoft.AspNetCore.Components.IComponent
    {
        using var host = ComponentHost.With(services =>
            services
                .AddSingleton(
                    new UnitClock(new StoppedTime(Noon), TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"))
                )
                .AddSingleton<RefusalSentences>()
        );
        return await host.HtmlAsync<T>(parameters, culture);
    }

    private sealed class StoppedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
