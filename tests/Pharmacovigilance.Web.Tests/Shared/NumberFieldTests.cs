using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Web.AdverseEvents;
using Pharmacovigilance.Web.Infusions;
using Pharmacovigilance.Web.Rules;
using Pharmacovigilance.Web.Shared;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Shared;

public sealed partial class NumberFieldTests
{
    private static readonly UnitClock Clock = new(TimeProvider.System, TimeZoneInfo.Utc);
    private static readonly TimeEntry Now = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("en-GB", "12,000", false, "12 (decimal mark)|12000 (thousands)")]
    [InlineData("en-GB", "15.200", false, "15.2 (decimal mark)|15200 (thousands)")]
    [InlineData("ru", "15.200", false, "15,2 (десятичный знак)|15200 (тысячи)")]
    [InlineData("en-GB", "1.234", false, "1.2340 (decimal mark)|1234 (thousands)")]
    [InlineData("en-GB", "1,234", true, "1234 (thousands)")]
    [InlineData("en-GB", "12.5", false, "")]
    [InlineData("en-GB", "12000", false, "")]
    public async Task Field_TwoReadings_OffersThemAsButtons(string culture, string typed, bool whole, string buttons)
    {
        string html = await HtmlAsync(
            new()
            {
                ["Id"] = "dose",
                ["Value"] = typed,
                ["Whole"] = whole,
            },
            culture
        );

        Assert.Equal(buttons, string.Join('|', Button().Matches(html).Select(m => m.Groups[1].Value)));
        Assert.Contains("name=\"dose\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("maxlength", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Field_OfAResult_KeepsTheSignInBothReadings()
    {
        string html = await HtmlAsync(
            new()
            {
                ["Id"] = "value",
                ["Value"] = "<1,500",
                ["TakesBound"] = true,
            },
            "en-GB"
        );

        Assert.Equal(
            ["<1.5 (decimal mark)", "<1500 (thousands)"],
            Button().Matches(html).Select(m => System.Net.WebUtility.HtmlDecode(m.Groups[1].Value))
        );
    }

    [Fact]
    public void Forms_NumberInTwoReadings_IsRefusedByEveryOne()
    {
        var course = new CourseId(Guid.CreateVersion7());
        var infusion = new InfusionId(Guid.CreateVersion7());
        IReadOnlyList<Refusal>[] said =
        [
            new LabDraft("k", Now, LabTest.NeutrophilCount, "12,000", "/uL").Read(course, Clock, out _),
            new LabDraft("k", Now, LabTest.NeutrophilCount, "<12,000", "/uL").Read(course, Clock, out _),
            new LabDraft("k", Now, LabTest.NeutrophilCount, "1200", "/uL", "1.500").Read(course, Clock, out _),
            new PressureDraft("k", Now, "1,200", "80").Read(course, null, Clock, out _),
            new PressureDraft("k", Now, "120", "80", BaselineSystolic: "1.200", BaselineDiastolic: "80").Read(
                course,
                null,
                Clock,
                out _
            ),
            new VitalsDraft("k", Now, Pulse: "1,200").Read(infusion, Clock, out _),
            new VitalsDraft("k", Now, Temperature: "36.800").Read(infusion, Clock, out _),
            Policy(p => p with { FreshnessHours = "1,200" }),
            Policy(p => p with { Systolic = "1.200", Diastolic = "80" }),
            Read(refusals => DecimalEntry.Thousandths("70.125", "weight", refusals)),
        ];

        Assert.All(said, refusals => Assert.Equal("number.ambiguous", Assert.Single(refusals).Code));
        Assert.Equal(["12,000", "12", "12000"], said[0][0].Arguments);
    }

    [Theory]
    [InlineData("1200", "80")]
    [InlineData("120", "8000")]
    public void Pressure_WithADigitTooMany_IsNotCutOff(string systolic, string diastolic)
    {
        Assert.Empty(
            new PressureDraft("k", Now, systolic, diastolic).Read(
                new CourseId(Guid.CreateVersion7()),
                null,
                Clock,
                out var entry
            )
        );
        Assert.False(BloodPressureReading.TryRead(entry!.SystolicMmHg, entry.DiastolicMmHg, out _, out _));
    }

    [Theory]
    [InlineData("en-GB", "70.1250")]
    [InlineData("ru", "70,1250")]
    public void Text_OfAStoredAmount_ReadsBackAsItself(string culture, string text)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            Assert.Equal(text, DecimalEntry.Text(70_125));
            Assert.Equal(70_125, DecimalEntry.Thousandths(DecimalEntry.Text(70_125)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Screens_EveryInputOfANumber_IsTheOneField()
    {
        string web = Path.Combine(Root(), "src", "Pharmacovigilance.Web");
        var offenders = Directory
            .EnumerateFiles(web, "*.razor", SearchOption.AllDirectories)
            .Where(IsSource)
            .Where(file => Path.GetFileName(file) != "NumberField.razor")
            .Where(file => NumericInput().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName);

        Assert.Empty(offenders);
    }

    [Fact]
    public void Screens_NoEntry_IsCutOffInSilence()
    {
        string web = Path.Combine(Root(), "src", "Pharmacovigilance.Web");
        var offenders = Directory
            .EnumerateFiles(web, "*.razor", SearchOption.AllDirectories)
            .Where(IsSource)
            .Where(file =>
                Regex.IsMatch(File.ReadAllText(file), "maxlength", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1))
            )
            .Select(Path.GetFileName);

        Assert.Empty(offenders);
    }

    [Fact]
    public void Forms_NoOtherReaderOfNumbers_StandsBesideTheOne()
    {
        string web = Path.Combine(Root(), "src", "Pharmacovigilance.Web");
        var offenders = Directory
            .EnumerateFiles(web, "*.cs", SearchOption.AllDirectories)
            .Where(IsSource)
            .Where(file =>
                !Elsewhere.Any(room => Path.GetRelativePath(web, file).StartsWith(room, StringComparison.Ordinal))
            )
            .Where(file => NumberParse().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName);

        Assert.Empty(offenders);
    }

    // The command line and its files state their decimal mark: the point.
    private static readonly string[] Elsewhere = ["Qualification", "Replay"];

    private static bool IsSource(string file) =>
        !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal);

    private static IReadOnlyList<Refusal> Policy(Func<PolicyDraft, PolicyDraft> with) =>
        with(new PolicyDraft("1", "72", "15", "", "", "", "", "")).Read(out _);

    private static List<Refusal> Read(Action<List<Refusal>> read)
    {
        var refusals = new List<Refusal>();
        read(refusals);
        return refusals;
    }

    private static async Task<string> HtmlAsync(Dictionary<string, object?> parameters, string culture)
    {
        using var host = ComponentHost.With(services => services.AddSingleton(Clock));
        return System.Net.WebUtility.HtmlDecode(await host.HtmlAsync<NumberField>(parameters, culture));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Pharmacovigilance.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }

    [GeneratedRegex("<button[^>]*>(.*?)</button>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Button();

    [GeneratedRegex(
        "inputmode=\"(decimal|numeric)\"|type=\"(number|range)\"|RadzenNumeric",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex NumericInput();

    [GeneratedRegex(@"\b(decimal|int|double|long)\.(Try)?Parse\(", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberParse();
}
