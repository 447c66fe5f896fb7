using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Alerts;

/// <summary>Leaves pictures in artifacts/ and asks axe about each of them.</summary>
[Collection<SharedAlertsUnit>]
public sealed class AlertAppearanceTests(Browser browser, AlertsUnit alerts) : AlertsTest(browser, alerts)
{
    [Theory]
    [InlineData(1280, 800, false, "en")]
    [InlineData(1280, 800, true, "ru")]
    [InlineData(820, 1180, false, "ru")]
    [InlineData(820, 1180, true, "en")]
    public async Task Pages_OfAlerts_AreAccessible(int width, int height, bool dark, string language)
    {
        var physician = await SignInAsync(AlertsUnit.Attending, width, height, dark, language);
        string look = $"{width}-{(dark ? "dark" : "light")}-{language}";
        await physician.OpenAsync("/inbox");
        await Expect(physician.Page.Locator(".alert-card").First).ToBeVisibleAsync();
        await CheckAsync(physician, $"alerts-inbox-{look}");

        await physician.Page.Locator(".alert-decision button").Last.ClickAsync();
        await Expect(physician.Page.GetByRole(Microsoft.Playwright.AriaRole.Dialog).Locator("#coded-note"))
            .ToBeVisibleAsync();
        await CheckAsync(physician, $"alerts-reason-{look}");

        await physician.OpenAsync($"/alerts/{Alerts.Holds["Cole"]}");
        await Expect(physician.Page.Locator(".hold-panel")).ToBeVisibleAsync();
        await CheckAsync(physician, $"alerts-page-{look}");
    }

    private static async Task CheckAsync(Visitor visitor, string picture)
    {
        await visitor.PictureAsync(picture);
        Assert.Empty(await visitor.Page.AxeAsync());
        bool overflows = await visitor.Page.EvaluateAsync<bool>(
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
        );
        Assert.False(overflows, "The page scrolls sideways.");
    }
}
