using Microsoft.Playwright;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests;

/// <summary>What goes on paper: lists whole, dark on white, whatever the theme of the screen.</summary>
public sealed class PrintTests(Browser browser, PopulatedDemoUnit demo)
    : BrowserTest(browser),
        IClassFixture<PopulatedDemoUnit>
{
    /// <summary>Elements that hide a part of what is in them, and words too pale for white paper.</summary>
    private const string CutOrPale = """
        () => {
          const bad = [];
          for (const element of document.querySelectorAll('body *')) {
            if (element.closest('svg') || element.classList.contains('visually-hidden') || !element.checkVisibility()) continue;
            const style = getComputedStyle(element);
            const name = element.tagName + '.' + element.className;
            if (style.overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 2) bad.push('cut: ' + name);
            const [red, green, blue] = style.color.match(/[\d.]+/g).map(Number);
            if (element.childElementCount === 0 && element.textContent.trim() && 0.299 * red + 0.587 * green + 0.114 * blue > 120) bad.push('pale: ' + name);
          }
          return [...new Set(bad)].slice(0, 20);
        }
        """;

    [Theory]
    [InlineData(
        "demo.officer",
        "/board/streams/IsaPd-" + CtcaeTerms.InfusionRelatedReaction + "-AdverseEvent-Any",
        "#behind tbody tr",
        "stream"
    )]
    [InlineData("demo.officer", "/alerting", "#alerting-in-force li", "alerting")]
    [InlineData("demo.nurse", "/on-call", "#phone-list h2", "phone-list")]
    [InlineData("demo.nurse", "/patients", "table.patients tbody tr", "patients")]
    public async Task Page_PrintedInTheDarkTheme_IsWholeAndDarkOnWhite(
        string person,
        string path,
        string rows,
        string name
    )
    {
        var visitor = await VisitAsync(demo.Unit);
        await visitor.SignInAsync(person, dark: true);
        await visitor.OpenAsync(path);
        await Expect(visitor.Page.Locator(rows).First).ToBeVisibleAsync();
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(visitor.Page.Locator(rows).Last).ToBeVisibleAsync();
        await visitor.Page.ScreenshotAsync(
            new() { Path = Path.Combine(RepositoryPaths.Artifacts, $"printed-{name}.png"), FullPage = true }
        );
        Assert.Empty(await visitor.Page.EvaluateAsync<string[]>(CutOrPale));
    }
}
