using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;

namespace Pharmacovigilance.EndToEnd.Tests.Infusions;

[Collection<SharedBedsideUnit>]
public sealed class BedsideAppearanceTests(Browser browser, BedsideUnit bedside) : BedsideTest(browser, bedside)
{
    private const string NothingSticksOut =
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth";

    private const string TooSmall = """
        () => [...document.querySelectorAll('main a.main-button, main a.plain-button, main button')]
          .filter(e => e.offsetParent && (e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44)).map(e => e.textContent)
        """;

    [Theory]
    [InlineData(1280, 800, false, "en")]
    [InlineData(1280, 800, true, "ru")]
    [InlineData(820, 1180, false, "ru")]
    [InlineData(820, 1180, true, "en")]
    public async Task BedsidePages_FitTheScreenAndCanBeUsedByEverybody(
        int width,
        int height,
        bool dark,
        string language
    )
    {
        var nurse = await NurseAsync(width, height, dark, language);
        string look = $"{width}-{language}-{(dark ? "dark" : "light")}";
        await CheckAsync(nurse, $"bedside-today-{look}");
        await nurse.OpenAsync(InfusionPath("Evers"));
        await nurse.Page.Locator(".timeline > li").First.WaitForAsync();
        await CheckAsync(nurse, $"bedside-infusion-{look}");
        await nurse.OpenAsync(InfusionPath("Cole") + "?step=Started");
        await nurse.Page.Locator("#step-batch").WaitForAsync();
        await CheckAsync(nurse, $"bedside-start-{look}");
        await nurse.OpenAsync(InfusionPath("Evers") + "/record");
        await nurse.Page.Locator($"[data-term='{CtcaeTerms.InfusionRelatedReaction}']").ClickAsync();
        await nurse.Page.Locator("[data-grade='2']").ClickAsync();
        await CheckAsync(nurse, $"bedside-record-{look}");
        await nurse.OpenAsync("/to-complete");
        await nurse.Page.Locator("[data-event]").First.WaitForAsync();
        await CheckAsync(nurse, $"bedside-to-complete-{look}");
    }

    private static async Task CheckAsync(Visitor nurse, string picture)
    {
        await nurse.PictureAsync(picture);
        Assert.True(await nurse.Page.EvaluateAsync<bool>(NothingSticksOut), $"{picture}: wider than the screen");
        Assert.Empty(await nurse.Page.EvaluateAsync<string[]>(TooSmall));
        Assert.Empty((await nurse.Page.SeriousAxeAsync()).Select(finding => $"{picture}: {finding}"));
    }
}
