using Microsoft.Playwright;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Signals;

/// <summary>The page of one stream over the invented patients of the demonstration.</summary>
public sealed class StreamPageTests(Browser browser, PopulatedDemoUnit demo)
    : BrowserTest(browser),
        IClassFixture<PopulatedDemoUnit>
{
    private const string Reactions = $"/board/streams/IsaPd-{CtcaeTerms.InfusionRelatedReaction}-AdverseEvent-Any";

    [Fact]
    public async Task StreamPage_OfTheDemonstration_ShowsThePatientsBehindTheBoardsCount()
    {
        foreach (var (width, height) in new[] { (1280, 800), (820, 1180) })
        {
            var officer = await VisitAsync(demo.Unit, width, height);
            await officer.SignInOnPageAsync("demo.officer");
            await officer.InteractiveAsync();
            string count = await officer
                .Page.Locator($"[data-stream='{CtcaeTerms.InfusionRelatedReaction}-AdverseEvent-Any'] .figure")
                .First.InnerTextAsync();

            await officer.OpenAsync(Reactions);
            await Expect(officer.Page.Locator("#unit-count")).ToContainTextAsync(count);
            var rows = officer.Page.Locator("#behind tbody tr");
            int events = await rows.And(officer.Page.Locator("[data-status='Event']")).CountAsync();
            Assert.Equal(count.Split(' ')[0], events.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.True(await rows.CountAsync() >= events);
            await Expect(officer.Page.Locator("#incidence-table tbody tr").First).ToBeVisibleAsync();
            await CheckAsync(officer, $"stream-{width}");
            // A stream whose events come late, with a rate of the trial per month.
            await officer.OpenAsync($"/board/streams/IsaPd-{CtcaeTerms.UpperRespiratoryInfection}-AdverseEvent-Any");
            await Expect(officer.Page.Locator("#rate")).Not.ToContainTextAsync("not shown");
            await Expect(officer.Page.Locator("#expected")).ToBeVisibleAsync();
            await CheckAsync(officer, $"stream-late-{width}");
        }
    }

    [Fact]
    public async Task StreamPage_UnknownKey_SaysThatThereIsNoSuchStream()
    {
        var officer = await VisitAsync(demo.Unit);
        await officer.SignInAsync("demo.officer");
        foreach (
            string key in new[]
            {
                "nothing",
                "IsaPd-1-AdverseEvent-Any",
                $"IsaPd-{CtcaeTerms.InfusionRelatedReaction}-AdverseEvent-Grade1",
            }
        )
        {
            await officer.OpenAsync($"/board/streams/{key}");
            await Expect(officer.Page.Locator(".empty-state")).ToContainTextAsync("The board has no such stream");
        }
    }

    private static async Task CheckAsync(Visitor visitor, string picture)
    {
        bool overflows = await visitor.Page.EvaluateAsync<bool>(
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
        );
        await visitor.Page.ScreenshotAsync(
            new PageScreenshotOptions
            {
                Path = Path.Combine(RepositoryPaths.Artifacts, picture + ".png"),
                FullPage = true,
            }
        );
        Assert.False(overflows, "The page scrolls sideways.");
        Assert.Empty(await visitor.Page.AxeAsync("main"));
    }
}
