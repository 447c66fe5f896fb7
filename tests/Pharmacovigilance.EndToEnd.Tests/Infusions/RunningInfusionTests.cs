using System.Text.RegularExpressions;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Infusions;

[Collection<SharedRunningInfusionUnit>]
public sealed partial class RunningInfusionTests(Browser browser, RunningInfusionUnit running)
    : RunningTest(browser, running)
{
    [Fact]
    public async Task Watch_AfterARestart_CountsDownAndOffersNothingYet()
    {
        var nurse = await AtInfusionAsync("Watch");
        await Expect(nurse.Page.Locator(".progress-panel")).ToContainTextAsync("30-minute watch until");
        await Expect(nurse.Page.Locator("step-countdown")).ToHaveTextAsync(InMinutes());
        await Expect(nurse.Page.Locator("#take-offer")).ToHaveCountAsync(0);
        string before = await nurse.Page.Locator("step-countdown").InnerTextAsync();
        await Expect(nurse.Page.Locator("step-countdown")).Not.ToHaveTextAsync(before);
    }

    [Fact]
    public async Task ReactionGoingOn_BlocksTheNextStepUntilSomebodySaysThatItIsOver()
    {
        var nurse = await AtInfusionAsync("React");
        var page = nurse.Page;
        await Expect(page.Locator(".progress-panel")).ToContainTextAsync("No higher rate");
        await Expect(page.Locator("#take-offer")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-vitals-overdue]")).ToBeVisibleAsync();

        await page.FillAsync("#pulse", "700");
        await page.Locator("#vitals-form button[type=submit]").ClickAsync();
        await Expect(page.Locator("#vitals-form .refusals"))
            .ToContainTextAsync("A pulse of 700 per minute is outside 20 to 300");
        await page.FillAsync("#pulse", "78");
        await page.FillAsync("#temperature", "36.9");
        await page.FillAsync("#saturation", "97");
        await page.FillAsync("#systolic", "128");
        await page.FillAsync("#diastolic", "76");
        await page.Locator("#vitals-reaction-Resolved").CheckAsync();
        await page.Locator("#vitals-form button[type=submit]").ClickAsync();

        await Expect(page.Locator("tr[data-vitals]")).ToContainTextAsync("128/76");
        await Expect(page.Locator("tr[data-vitals]")).ToContainTextAsync("36.9");
        await Expect(page.Locator("#vitals-outcome")).ToContainTextAsync("Saved");
        await Expect(page.Locator("[data-vitals-overdue]")).ToHaveCountAsync(0);
        await Expect(page.Locator("#take-offer")).ToContainTextAsync("Set 50 mL/h");

        await page.Locator("tr[data-vitals] button").First.ClickAsync();
        await page.FillAsync("#pulse", "87");
        await page.FillAsync("#vitals-reason", "digits swapped");
        await page.Locator("#vitals-form button[type=submit]").ClickAsync();
        await Expect(page.Locator("tr[data-vitals]")).ToHaveCountAsync(2);
        await Expect(page.Locator("tr[data-vitals].corrected")).ToContainTextAsync("digits swapped");
    }

    [Fact]
    public async Task OtherRateThanOffered_NeedsAReasonAndBothAreShown()
    {
        var nurse = await AtInfusionAsync("Table");
        var page = nurse.Page;
        await page.Locator("#take-offer").ClickAsync();
        await Expect(page.Locator("#step-rate")).ToHaveValueAsync("50");
        await page.FillAsync("#step-rate", "40");
        await page.Locator("#step-rate").BlurAsync();
        await Expect(page.Locator("[data-deviation]")).ToContainTextAsync("offered is 50 mL/h");
        await page.Locator("#step-form button[type=submit]").ClickAsync();
        await Expect(page.Locator(".refusals")).ToContainTextAsync("40 mL/h is not the offered rate (50 mL/h)");
        await page.FillAsync("#rate-reason", "small vein");
        await page.Locator("#step-form button[type=submit]").ClickAsync();
        await Expect(page.Locator(".timeline [data-kind='RateChanged']")).ToContainTextAsync("Offered was 50 mL/h");
        await Expect(page.Locator(".timeline [data-kind='RateChanged']")).ToContainTextAsync("small vein");
    }

    [Fact]
    public async Task RapidInfusion_IsAPhysiciansChoiceWithAReason()
    {
        var nurse = await AtInfusionAsync("Rapid");
        await Expect(nurse.Page.Locator("#plan-choice")).ToHaveCountAsync(0);
        var physician = await AtInfusionAsync("Rapid", RunningInfusionUnit.Physician);
        var page = physician.Page;
        await page.Locator("#plan-choice summary").ClickAsync();
        await page.Locator("#plan-rapid").CheckAsync();
        await page.Locator("#choose-plan").ClickAsync();
        await Expect(page.Locator("#plan-choice .refusals")).ToContainTextAsync("A reason is missing");
        await page.FillAsync("#plan-reason", "two tolerated doses elsewhere");
        await page.Locator("#choose-plan").ClickAsync();

        await Expect(nurse.Page.Locator("[data-plan='rapid']")).ToContainTextAsync("Off-label");
        await Expect(nurse.Page.Locator("[data-choice]"))
            .ToContainTextAsync("Paula Example: two tolerated doses elsewhere");
        await nurse.Page.Locator("[data-step='Started']").ClickAsync();
        await Expect(nurse.Page.Locator("#step-rate")).ToHaveValueAsync("500");
    }

    [Fact]
    public async Task Subcutaneous_HasAFlatDoseAndNoRateField()
    {
        var physician = await AtInfusionAsync("Skin", RunningInfusionUnit.Physician);
        var page = physician.Page;
        await page.Locator("#plan-choice summary").ClickAsync();
        await page.Locator("#plan-subcutaneous").CheckAsync();
        await page.FillAsync("#plan-reason", "poor veins");
        await page.Locator("#choose-plan").ClickAsync();
        await Expect(page.Locator("[data-plan='subcutaneous']")).ToContainTextAsync("To be confirmed");

        await page.Locator("[data-step='Started']").ClickAsync();
        await Expect(page.Locator("#step-rate")).ToHaveCountAsync(0);
        await Expect(page.Locator("#dose-note")).ToContainTextAsync("1400 mg");
        await page.FillAsync("#step-brand", "Sarclisa Escena");
        await page.FillAsync("#step-batch", "E-1");
        await page.Locator("#step-form button[type=submit]").ClickAsync();

        await Expect(page.Locator(".timeline [data-kind='Started']"))
            .ToContainTextAsync("Given under the skin: 1400 mg");
        await Expect(page.Locator("[data-step='RateChanged']")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-step='Ended']")).ToBeVisibleAsync();
        await Expect(page.Locator(".facts").First).Not.ToContainTextAsync("mL/h");
    }

    [Fact]
    public async Task RateTable_SignedByAnAdministrator_IsConfirmedAtTheBedside()
    {
        var administrator = await AtAsync("/rate-tables", RunningInfusionUnit.Administrator);
        var page = administrator.Page;
        var second = page.Locator("[data-table='second']");
        await Expect(second).ToContainTextAsync("To be confirmed");
        await Expect(second).ToContainTextAsync("250 mL take 112.5 minutes");
        await page.Locator("[data-sign='second']").ClickAsync();
        await page.FillAsync("#table-words", "Leaflet of November 2024, section 2");
        await page.FillAsync("#table-signature", "not my password");
        await page.Locator("#table-sign").ClickAsync();
        await Expect(second.Locator(".refusals")).ToBeVisibleAsync();
        await page.FillAsync("#table-signature", PreparedUnit.Password);
        await page.Locator("#table-sign").ClickAsync();
        await Expect(second).ToContainTextAsync("Anna Example, against: Leaflet of November 2024, section 2");

        var nurse = await AtAsync("/rate-tables");
        await Expect(nurse.Page.Locator("[data-table='second']")).ToContainTextAsync("Confirmed");
        await Expect(nurse.Page.Locator("[data-sign]")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(1280, false, "en")]
    [InlineData(820, false, "ru")]
    [InlineData(820, true, "en")]
    [InlineData(1280, true, "ru")]
    public async Task Pages_FitTheScreenAndAreAccessible(int width, bool dark, string language)
    {
        var visitor = await AtAsync(PathOf("Watch"), RunningInfusionUnit.Physician, width, 1180, dark, language);
        await visitor.Page.Locator("step-countdown:not(:empty)").WaitForAsync();
        await CheckAsync(visitor, $"running-watch-{width}-{language}-{(dark ? "dark" : "light")}");
        await visitor.OpenAsync("/rate-tables");
        await visitor.Page.Locator("[data-table='first']").WaitForAsync();
        await CheckAsync(visitor, $"rate-tables-{width}-{language}-{(dark ? "dark" : "light")}");
    }

    private static async Task CheckAsync(Visitor visitor, string picture)
    {
        await visitor.PictureAsync(picture);
        Assert.True(
            await visitor.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"),
            $"{picture}: wider than the screen"
        );
        Assert.Empty((await visitor.Page.SeriousAxeAsync()).Select(finding => $"{picture}: {finding}"));
    }

    [GeneratedRegex(@"in \d+:\d\d")]
    private static partial Regex InMinutes();
}
