using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

[Collection<SharedLabsUnit>]
public sealed class PressureTests(Browser browser, LabsUnit labs) : LabsTest(browser, labs)
{
    [Fact]
    public async Task Pressure_DuringAReaction_IsASignOfItAndProposesNothing()
    {
        var nurse = await AtCourseAsync("Pressure");
        var page = nurse.Page;
        await page.GetByText("Enter a blood pressure").First.ClickAsync();
        await Expect(page.Locator("#course-pressure-form"))
            .ToContainTextAsync("is a sign of the reaction. It is kept, but it does not grade hypertension.");
        // v5.0 grades by one reading and asks for nothing else.
        await Expect(page.Locator("#course-pressure-form input[name='course-persistence']")).ToHaveCountAsync(0);
        await page.FillAsync("#course-systolic", "190");
        await page.FillAsync("#course-diastolic", "105");
        await page.CheckAsync("#course-during-reaction");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save blood pressure" }).ClickAsync();

        await Expect(page.Locator("#pressure-said")).ToContainTextAsync("it belongs to the reaction");
        await Expect(page.Locator("#pressure-said .grade")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-pressure]").First).ToContainTextAsync("190/105 mmHg, during a reaction");
    }
}

public sealed class PressureOnVersion6Tests(Browser browser, LabsUnitOnVersion6 labs)
    : LabsTest(browser, labs),
        IClassFixture<LabsUnitOnVersion6>
{
    [Fact]
    public async Task Pressure_ByVersion6_NeedsDurationAndShowsTheBaseline()
    {
        var nurse = await AtCourseAsync("Pressure");
        var page = nurse.Page;
        await page.GetByText("Enter a blood pressure").First.ClickAsync();
        await Expect(page.Locator("#course-baseline")).ToContainTextAsync("122/80 mmHg");
        await page.FillAsync("#course-systolic", "138");
        await page.FillAsync("#course-diastolic", "102");
        await nurse.PictureAsync("labs-pressure-version-6");
        await SaveAsync();
        await Expect(page.Locator("#pressure-said")).ToContainTextAsync("it is not stated how long it lasted");
        await Expect(page.Locator("#pressure-said .grade")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "Correct 138/102 mmHg" }).ClickAsync();
        await page.GetByRole(AriaRole.Form, new() { Name = "Correct the blood pressure" })
            .GetByRole(AriaRole.Radio, new() { Name = "lasted longer than 1 hour" })
            .CheckAsync();
        await page.FillAsync("#correct-pressure-reason", "measured again after 70 minutes");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the correction" }).ClickAsync();
        await Expect(page.Locator("#pressure-said .grade-3")).ToBeVisibleAsync();

        async Task SaveAsync() =>
            await page.GetByRole(AriaRole.Button, new() { Name = "Save blood pressure" }).ClickAsync();
    }
}
