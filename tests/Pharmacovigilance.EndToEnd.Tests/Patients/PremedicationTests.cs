using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Patients;

[Collection<SharedCourseUnit>]
public sealed class PremedicationTests(Browser browser, CourseUnit unit) : CourseTest(browser, unit)
{
    [Fact]
    public async Task Premedication_AtTheAgeOf76_Is20MgAndSaysWhoGaveWhatWhen()
    {
        var nurse = await NurseAsync();
        var page = nurse.Page;
        await nurse.OpenAsync(InfusionPath("Grau"));
        await Expect(page.Locator("[data-planned='dexamethasone']"))
            .ToContainTextAsync("20 mg; by mouth / intravenous");
        await Expect(page.Locator("[data-planned]")).ToHaveCountAsync(3);
        await Expect(page.Locator("#premedication [data-elsewhere='h2-antagonist']"))
            .ToContainTextAsync("the EU product information of 2023 (SmPC 4.4) no longer lists it");
        await Expect(page.Locator("[data-dexamethasone='once']")).ToContainTextAsync("counts once");

        await Button(nurse, "Premedication").ClickAsync();
        await page.ClickAsync("#all-as-planned");
        await Expect(page.Locator("#dose-dexamethasone")).ToHaveValueAsync("20");
        await Expect(page.Locator("[data-drug='dexamethasone']")).ToContainTextAsync("at 76 years of age");
        await page.FillAsync("#dose-paracetamol", "1000");
        await page.FillAsync("#dose-diphenhydramine", "25");
        await page.Locator("#given-by").SelectOptionAsync(new SelectOptionValue { Label = "Paula Example" });
        await page.Locator("[data-own='diphenhydramine']").ClickAsync();
        await page.Locator("#by-diphenhydramine")
            .SelectOptionAsync(new SelectOptionValue { Label = "Somebody else, by name" });
        await Button(nurse, "Save").ClickAsync();
        await Expect(page.Locator(".refusals")).ToContainTextAsync("Who gave the drug is missing");
        await page.FillAsync("#by-diphenhydramine-name", "Nils of ward 3");
        await Button(nurse, "Save").ClickAsync();

        await Expect(page.Locator("[data-planned='dexamethasone'] .given-line")).ToContainTextAsync("20 mg, by mouth");
        await Expect(page.Locator("[data-planned='dexamethasone'] .given-line"))
            .ToContainTextAsync("given by Paula Example, recorded by Nora Example");
        await Expect(page.Locator("[data-planned='diphenhydramine'] .given-line"))
            .ToContainTextAsync("given by Nils of ward 3, recorded by Nora Example");
        await nurse.PictureAsync("course-premedication-given");
    }

    [Fact]
    public async Task Premedication_AgeUnknown_ShowsBothDosesAndAsks()
    {
        var nurse = await NurseAsync();
        var page = nurse.Page;
        await nurse.OpenAsync(InfusionPath("Unborn"));
        await Expect(page.Locator("[data-planned='dexamethasone']"))
            .ToContainTextAsync("40 mg, or 20 mg from 75 years on");
        await Expect(page.Locator("#premedication")).ToContainTextAsync("Age unknown");

        await Button(nurse, "Premedication").ClickAsync();
        await page.ClickAsync("#all-as-planned");
        await Expect(page.Locator("#dose-dexamethasone")).ToHaveValueAsync("");
        await page.FillAsync("#dose-paracetamol", "1000");
        await page.FillAsync("#dose-diphenhydramine", "25");
        await Button(nurse, "Save").ClickAsync();
        await Expect(page.Locator(".refusals")).ToContainTextAsync("the dose may be 40 mg or, from 75 years on, 20 mg");
        await page.GetByRole(AriaRole.Radio, new() { Name = "20 mg: 75 years or older" }).CheckAsync();
        await Expect(page.Locator("#dose-dexamethasone")).ToHaveValueAsync("20");
        await Button(nurse, "Save").ClickAsync();

        await Expect(page.Locator("[data-planned='dexamethasone'] .given-line"))
            .ToContainTextAsync("given by Nora Example, recorded by Nora Example");
    }

    [Fact]
    public async Task Premedication_AfterFourInfusionsWithoutReaction_SaysWhatTheLabelSays()
    {
        var nurse = await NurseAsync();
        await nurse.OpenAsync(InfusionPath("Free"));
        await Expect(nurse.Page.Locator("[data-reconsider='EU']"))
            .ToContainTextAsync("4 infusions or more without a reaction");
        await Expect(nurse.Page.Locator("[data-reconsider='EU']")).ToContainTextAsync("EU SmPC 4.2 (2023)");

        await nurse.OpenAsync(InfusionPath("Missed"));
        await nurse.Page.Locator("#premedication").WaitForAsync();
        await Expect(nurse.Page.Locator("[data-reconsider]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Start_ProductScanned_TakesTheBatchOutOfTheCodeAndWithoutABrandIsRefused()
    {
        var nurse = await NurseAsync();
        var page = nurse.Page;
        await nurse.OpenAsync(InfusionPath("Scan") + "?step=Started");
        await page.FillAsync("#step-batch", "(01)03664798123456(17)310531(10)AB12(21)SER1");
        await page.Locator("#step-batch").PressAsync("Enter");
        await Expect(page.Locator("#step-batch")).ToHaveValueAsync("AB12");
        await Expect(page.Locator("#batch-note")).ToContainTextAsync("Compare it with the vial");
        await Expect(page.Locator(".refusals")).ToHaveCountAsync(0);

        await Button(nurse, "Save").ClickAsync();
        await Expect(page.Locator(".refusals")).ToContainTextAsync("The brand of the isatuximab product is missing");
        await Expect(page.Locator(".timeline > li")).ToHaveCountAsync(0);
        await page.FillAsync("#step-brand", "SARCLISA");
        await Button(nurse, "Save").ClickAsync();
        await Expect(page.Locator(".timeline [data-kind='Started']")).ToContainTextAsync("SARCLISA, batch AB12");
    }
}
