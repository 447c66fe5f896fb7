using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Live;

/// <summary>What a page says of its contact with the unit and of the age of what it shows.</summary>
public sealed partial class ContactTests(Browser browser, NetworkUnit prepared)
    : BrowserTest(browser),
        IClassFixture<NetworkUnit>
{
    /// <summary>Milliseconds within which a lost contact is shown.</summary>
    private const float ShownWithin = 10000;

    [Theory]
    [InlineData(Lost.Both, 1280, 800)]
    [InlineData(Lost.ToUnit, 390, 844)]
    [InlineData(Lost.FromUnit, 390, 844)]
    public async Task NetworkCut_SocketStillOpen_IsShownWithinTenSecondsAndGoneWhenBack(
        Lost lost,
        int width,
        int height
    )
    {
        await using var network = LossyNetwork.To(prepared.Unit);
        var nurse = await VisitAsync(prepared.Unit, width, height, network.Address);
        await nurse.SignInAsync(NetworkUnit.Nurse, PreparedUnit.Password);
        await nurse.OpenAsync("/today");

        network.Cut(lost);
        await Expect(nurse.Page.Locator("#heartbeat.silent .lost"))
            .ToContainTextAsync("No contact with the server since", new() { Timeout = ShownWithin });
        await nurse.PictureAsync($"contact-lost-{width}-{lost}");

        network.Restore();
        await Expect(nurse.Page.Locator("#heartbeat:not(.silent)"))
            .ToContainTextAsync("In contact", new() { Timeout = 20000 });
        await Expect(nurse.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Form_SentIntoALostNetwork_SaysThatItWasNotSaved()
    {
        await using var network = LossyNetwork.To(prepared.Unit);
        var page = await AtCountAsync("Unsent", network);

        network.Cut();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the value" }).ClickAsync();

        await Expect(
                page.GetByRole(AriaRole.Form, new() { Name = "Enter a laboratory value" })
                    .Locator("[data-said='unsent']")
            )
            .ToBeVisibleAsync();
        network.Restore();
        await Expect(page.Locator("#heartbeat:not(.silent)")).ToBeVisibleAsync(new() { Timeout = 20000 });
        await Expect(page.Locator("#lab-value")).ToHaveValueAsync("2.9");
        await Expect(page.Locator("[data-lab]")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("Takescreen", 1280, 800, "screen", "0.4")]
    [InlineData("Takeunit", 390, 844, "unit", "2.9")]
    public async Task Form_ShowsAnotherValueThanWasReceived_IsRefusedWithBothAndSavesTheChosenOne(
        string patient,
        int width,
        int height,
        string taken,
        string saved
    )
    {
        var page = await AtCountAsync(patient, null, width, height);
        // A value that no event told of, as when the message was lost.
        await page.EvaluateAsync("() => { document.querySelector('#lab-value').value = '0.4'; }");

        await page.GetByRole(AriaRole.Button, new() { Name = "Save the value" }).ClickAsync();
        var refusal = page.Locator(".form-differences");
        await Expect(refusal).ToContainTextAsync(Both());
        await Expect(refusal).ToBeInViewportAsync();
        await page.ScreenshotAsync(
            new PageScreenshotOptions { Path = Path.Combine(RepositoryPaths.Artifacts, $"form-refused-{width}.png") }
        );
        await Expect(page.Locator("[data-lab]")).ToHaveCountAsync(0);
        Assert.DoesNotContain(await page.AxeAsync(".form-differences"), finding => finding.IsSerious);

        await page.Locator($"[data-take='{taken}']").ClickAsync();
        await Expect(page.Locator("#lab-value")).ToHaveValueAsync(saved);
        await Expect(refusal).ToBeHiddenAsync();
        if (taken == "unit")
            return;
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the value" }).ClickAsync();
        await Expect(page.Locator("[data-lab='NeutrophilCount']")).ToContainTextAsync(saved);
    }

    [Fact]
    public async Task FreshnessLine_OfAPageThatDoesNotChange_FollowsTheFeed()
    {
        var reader = await VisitAsync(prepared.Unit);
        await reader.SignInAsync("physician", PreparedUnit.Password);
        await reader.OpenAsync("/reporting");
        string before = await reader.Page.Locator(".data-age").InnerTextAsync();
        int change = int.Parse(Change().Match(before).Groups[1].Value, CultureInfo.InvariantCulture);

        var page = await AtCountAsync("Feed");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the value" }).ClickAsync();
        await Expect(page.Locator("[data-lab='NeutrophilCount']")).ToBeVisibleAsync();

        await Expect(reader.Page.Locator(".data-age")).Not.ToContainTextAsync($"change {change}");
    }

    private async Task<IPage> AtCountAsync(
        string family,
        LossyNetwork? network = null,
        int width = 1280,
        int height = 800
    )
    {
        var nurse = await VisitAsync(prepared.Unit, width, height, network?.Address);
        await nurse.SignInAsync(NetworkUnit.Nurse, PreparedUnit.Password);
        await nurse.OpenAsync(string.Create(CultureInfo.InvariantCulture, $"/courses/{prepared.Courses[family]}"));
        await nurse.Page.Locator("input[value='ANC']").CheckAsync();
        await nurse.Page.Locator("#lab-value").FillAsync("2.9");
        await nurse.Page.GetByRole(AriaRole.Radio, new() { Name = "×10⁹/L", Exact = true }).CheckAsync();
        return nurse.Page;
    }

    [GeneratedRegex(@"change (\d+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Change();

    [GeneratedRegex(@"on this screen: 0\.4; received: 2\.9", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Both();
}
