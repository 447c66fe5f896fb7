using System.Text.RegularExpressions;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Web.Signals;

namespace Pharmacovigilance.Web.Tests.Signals;

/// <summary>What officers and physicians read about signals, and what each is offered.</summary>
public sealed partial class SignalPageTests(SignalUnit unit) : IClassFixture<SignalUnit>
{
    [Fact]
    public async Task Worklist_UnitWithoutSignals_SaysThatIsNoProof()
    {
        await using var empty = new SignalUnit();
        await empty.InitializeAsync();
        string html = await empty.HtmlAsync<SignalsPage>(empty.Officer, Role.SafetyOfficer, []);
        Assert.Contains("No signal was raised in this unit so far. That is not proof", html, StringComparison.Ordinal);
        Assert.DoesNotContain("mark-reviewed", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "en-GB",
        "IsaPd · Neutrophil count decreased · grade ≥ 3 · reported event",
        "7 of 20",
        ">26<",
        "the evidence of the whole family of comparisons reached its limit",
        "by the product"
    )]
    [InlineData(
        "ru",
        "степень ≥ 3 · записанное явление",
        "7 из 20",
        ">26<",
        "доказательность по всему семейству сравнений достигла предела",
        "программа"
    )]
    public async Task Worklist_FreshSignal_NamesStreamCountsEvidenceAndReason(string culture, params string[] words)
    {
        var id = await unit.RaisedAsync(Stream("10029366"));
        string row = Row(await ListAsync(unit.Officer, culture), id);
        Assert.All(words, word => Assert.Contains(word, row, StringComparison.Ordinal));
        Assert.Contains("data-status=\"Raised\"", row, StringComparison.Ordinal);
        Assert.DoesNotContain("%", row, StringComparison.Ordinal);
        Assert.DoesNotContain("state-good", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worklist_AfterReview_OnlyWhatOthersDidIsNew()
    {
        var id = await unit.RaisedAsync(Stream("10043554"));
        Assert.Contains("fiber_new", Row(await ListAsync(unit.Officer), id), StringComparison.Ordinal);
        await unit.Store.MarkReviewedAsync(
            unit.Officer,
            (await unit.Store.WorklistAsync(unit.Officer.UserId!.Value)).ReadSeq
        );
        await unit.StepsAsync(id, unit.Officer, SignalStatus.Validated);
        string html = await ListAsync(unit.Officer);
        Assert.DoesNotContain("fiber_new", Row(html, id), StringComparison.Ordinal);
        Assert.Contains("You looked through this list last", html, StringComparison.Ordinal);
        await unit.StepsAsync(id, unit.Colleague, SignalStatus.UnderAssessment);
        Assert.Contains("fiber_new", Row(await ListAsync(unit.Officer), id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Worklist_ClosedSignal_IsNotAmongTheOpenOnes()
    {
        var id = await unit.RaisedAsync(Stream("10002272"));
        await unit.StepsAsync(id, unit.Officer, SignalStatus.Refuted, SignalStatus.ClosedWithAction);
        Assert.DoesNotContain($"data-signal=\"{id}\"", await ListAsync(unit.Officer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "en-GB",
        "In these patients the event was seen more often than in ICARIA-MM: 7 of 20 patients",
        "not proof that the drug is the cause",
        "at most 5 %"
    )]
    [InlineData(
        "ru",
        "чаще, чем в ICARIA-MM: у 7 из 20 пациентов",
        "не доказывает, что причина в препарате",
        "не более 5 %"
    )]
    public async Task Page_AnySignal_SaysWhatItMeansAndWhatNot(string culture, params string[] words)
    {
        var id = await unit.RaisedAsync(Stream("10010774"));
        string html = await PageAsync(id.ToString(), unit.Officer, Role.SafetyOfficer, culture);
        Assert.All(words, word => Assert.Contains(word, html, StringComparison.Ordinal));
        Assert.Contains("<code>withEvent</code></th><td>7</td>", html, StringComparison.Ordinal);
        Assert.Contains("<code>hazardRatios</code></th><td>1.5, 2, 3, 5</td>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/reference/icaria-a-urti-any-usic-isapd\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0198a000-0000-7000-8000-000000000001")]
    [InlineData("nonsense")]
    public async Task Page_UnknownSignal_SaysSo(string id) =>
        Assert.Contains(
            "There is no signal at this address",
            await PageAsync(id, unit.Officer, Role.SafetyOfficer),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("10012174", "Validated,Refuted")]
    [InlineData("10013968", "UnderAssessment,Refuted", SignalStatus.Validated)]
    [InlineData("10016256", "Confirmed,Refuted", SignalStatus.Validated, SignalStatus.UnderAssessment)]
    [InlineData("10019211", "ClosedWithAction", SignalStatus.Refuted)]
    [InlineData("10020772", "", SignalStatus.Refuted, SignalStatus.ClosedWithAction)]
    public async Task Panel_Officer_IsOfferedTheStepsThatFollow(string llt, string offered, params SignalStatus[] steps)
    {
        var id = await unit.RaisedAsync(Stream(llt));
        await unit.StepsAsync(id, unit.Officer, steps);
        string html = await PageAsync(id.ToString(), unit.Officer, Role.SafetyOfficer);
        Assert.Equal(offered, string.Join(',', Offered().Matches(html).Select(match => match.Groups[1].Value)));
        Assert.All(steps, step => Assert.Contains($"why {step}", html, StringComparison.Ordinal));
        Assert.Equal(offered.Length == 0, html.Contains("counted in a new epoch", StringComparison.Ordinal));
        Assert.Equal(
            steps.Contains(SignalStatus.ClosedWithAction),
            html.Contains("Action: No action is needed", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Panel_Physician_MayCommentAndTakesNoStep()
    {
        var id = await unit.RaisedAsync(Stream("10025482"));
        await unit.Store.CommentAsync(unit.Physician, id, "two of them had pneumonia before");
        string html = await PageAsync(id.ToString(), unit.Physician, Role.Physician);
        Assert.Contains("A safety officer takes the next step", html, StringComparison.Ordinal);
        Assert.Contains("two of them had pneumonia before", html, StringComparison.Ordinal);
        Assert.Contains("id=\"save-signal-comment\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-step", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/signals\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_WithdrawnAndReinstated_SaysSoInTheReadersLanguage()
    {
        var key = Stream("10028813");
        var id = await unit.RaisedAsync(key);
        await unit.StepsAsync(id, unit.Officer, SignalStatus.Validated);
        await unit.SettleAsync(key, isCrossed: false);
        Assert.Contains(
            "data-status=\"Withdrawn\"",
            await PageAsync(id.ToString(), unit.Officer, Role.SafetyOfficer),
            StringComparison.Ordinal
        );
        await unit.SettleAsync(key);
        Assert.Contains(
            "Reinstated: Validated",
            await PageAsync(id.ToString(), unit.Officer, Role.SafetyOfficer),
            StringComparison.Ordinal
        );
        string russian = await PageAsync(id.ToString(), unit.Officer, Role.SafetyOfficer, "ru");
        Assert.Contains("Восстановлен: Валидирован", russian, StringComparison.Ordinal);
        Assert.Contains(
            "после исправления записей или эталона доказательность ниже предела",
            russian,
            StringComparison.Ordinal
        );
    }

    private static StreamKey Stream(string llt) => SignalUnit.Neutropenia with { LltCode = llt };

    /// <summary>The page follows the live unit, which may be a moment behind on a busy machine.</summary>
    private async Task<string> ListAsync(Actor officer, string culture = "en-GB")
    {
        for (int i = 0; ; i++)
        {
            string html = await unit.HtmlAsync<SignalsPage>(officer, Role.SafetyOfficer, [], culture);
            if (i == 50 || html.Contains("data-signal", StringComparison.Ordinal))
                return html;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private Task<string> PageAsync(string id, Actor person, Role role, string culture = "en-GB") =>
        unit.HtmlAsync<SignalPage>(person, role, new(StringComparer.Ordinal) { ["Id"] = id }, culture);

    private static string Row(string html, SignalId id) =>
        Assert.Single(TableRow().Matches(html).Select(match => match.Value), row =>
            row.Contains($"data-signal=\"{id}\"", StringComparison.Ordinal)
        );

    [GeneratedRegex("<tr.*?</tr>", RegexOptions.Singleline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TableRow();

    [GeneratedRegex("data-step=\"([A-Za-z]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Offered();
}
