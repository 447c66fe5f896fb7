using Microsoft.Playwright;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Infusions;

[Collection<SharedBedsideUnit>]
public sealed class InfusionPageTests(Browser browser, BedsideUnit bedside) : BedsideTest(browser, bedside)
{
    [Fact]
    public async Task Infusion_PlannedToEnded_WithInterruptionAndHalvedRestart()
    {
        var nurse = await NurseAsync();
        var page = nurse.Page;
        await nurse.OpenAsync(InfusionPath("Annex"));

        await Button(nurse, "Premedication").ClickAsync();
        await Expect(page.Locator("#step-form input[type=checkbox]:checked")).ToHaveCountAsync(0);
        await page.ClickAsync("#all-as-planned");
        await Expect(page.Locator("#dose-dexamethasone")).ToHaveValueAsync("20");
        await Button(nurse, "Save").ClickAsync();
        await Expect(page.Locator(".refusals")).ToContainTextAsync("How much of paracetamol was given is missing");
        await page.Locator("[data-dose='paracetamol']").Last.ClickAsync();
        await page.Locator("[data-dose='diphenhydramine']").First.ClickAsync();
        await SaveAsync(nurse, "Premedicated");

        await Button(nurse, "Start").ClickAsync();
        await Expect(page.Locator("#step-rate")).ToHaveValueAsync("25");
        await Expect(page.Locator("#step-form").GetByText("To be confirmed")).ToBeVisibleAsync();
        await Expect(page.Locator("#dose-note")).ToContainTextAsync("stays unknown");
        await Button(nurse, "Save").ClickAsync();
        await Expect(page.Locator(".refusals")).ToContainTextAsync("Batch number");
        await page.FillAsync("#step-weight", "72.5");
        await Expect(page.Locator("#dose-note")).ToContainTextAsync("725 mg");
        await page.FillAsync("#step-brand", "Sarclisa");
        await page.FillAsync("#step-batch", "A1B2");
        await Expect(page.Locator("[data-question='premedication.outside-window']")).ToBeVisibleAsync();
        await Button(nurse, "Save").ClickAsync();
        await Expect(page.Locator(".refusals")).ToContainTextAsync("Given outside 15 to 60 minutes before this start");
        await page.FillAsync("#confirm-reason", "The physician is waiting");
        await SaveAsync(nurse, "Started");
        await Expect(page.Locator(".timeline [data-kind='Started']")).ToContainTextAsync("The physician is waiting");

        await page.GetByRole(AriaRole.Link, new() { Name = "Record event" }).ClickAsync();
        await page.Locator($"[data-term='{CtcaeTerms.InfusionRelatedReaction}']").ClickAsync();
        await page.Locator("[data-grade='2']").ClickAsync();
        await page.Locator("#action-DrugInterrupted").CheckAsync();
        await page.Locator("#save-event").ClickAsync();
        await Expect(page.Locator("[data-saved]")).ToContainTextAsync("recorded as interrupted");
        await page.GetByRole(AriaRole.Link, new() { Name = "Back", Exact = true }).ClickAsync();

        await Button(nurse, "Resume").ClickAsync();
        await Expect(page.Locator("#step-rate")).ToHaveValueAsync("12.5");
        await Expect(page.Locator("#rate-note")).ToContainTextAsync("this infusion began at 25 mL/h");
        await page.Locator("#reaction-now-AtMostGrade1").CheckAsync();
        await SaveAsync(nurse, "Resumed");

        await Button(nurse, "End").ClickAsync();
        await page.Locator("#reaction-NoReactionObserved").CheckAsync();
        await Button(nurse, "Save").ClickAsync();
        await Expect(page.Locator(".refusals")).ToContainTextAsync("A reaction is recorded for this infusion");
        await page.Locator("#reaction-ReactionsRecorded").CheckAsync();
        await SaveAsync(nurse, "Ended");
        await Expect(page.Locator(".fact-state")).ToContainTextAsync("reactions recorded");
    }

    [Fact]
    public async Task Start_UnderOpenHold_IsStoppedAndSaysWhoDecides()
    {
        var nurse = await NurseAsync();
        await Expect(Row(nurse, "Stopped")).ToContainTextAsync("On hold");
        await nurse.OpenAsync(InfusionPath("Stopped") + "?step=Started");
        await nurse.Page.FillAsync("#step-brand", "Sarclisa");
        await nurse.Page.FillAsync("#step-batch", "A1B2");

        await Button(nurse, "Save").ClickAsync();

        var stop = nurse.Page.Locator(".hold-stop");
        await Expect(stop).ToContainTextAsync("Stopped: this infusion is on hold");
        await Expect(stop).ToContainTextAsync("Paula Example has to decide");
        await Expect(nurse.Page.Locator("#step-form")).ToHaveCountAsync(0);
        await Expect(nurse.Page.Locator(".timeline > li")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Step_CorrectedWithReason_StaysStruckThrough()
    {
        var nurse = await NurseAsync();
        await nurse.OpenAsync(InfusionPath("Scale"));
        await nurse.Page.Locator("[data-kind='Started'] button").ClickAsync();
        await nurse.Page.FillAsync("#step-weight", "77");
        await nurse.Page.FillAsync("#correction-reason", "scale misread");

        await Button(nurse, "Save").ClickAsync();

        var struck = nurse.Page.Locator("[data-kind='Started'].corrected");
        await Expect(struck).ToContainTextAsync("70 kg");
        await Expect(struck).ToContainTextAsync("scale misread");
        await Expect(nurse.Page.Locator(".facts.card")).ToContainTextAsync("770 mg");
    }

    [Fact]
    public async Task Premedication_UnknownBirthDate_ProposesNoDose()
    {
        var nurse = await NurseAsync();

        await nurse.OpenAsync(InfusionPath("Dorn") + "?step=Premedicated");
        await nurse.Page.ClickAsync("#all-as-planned");

        await Expect(nurse.Page.Locator("#dose-dexamethasone")).ToHaveValueAsync("");
        await Expect(nurse.Page.Locator("#step-form")).ToContainTextAsync("The birth date is unknown");
    }

    [Fact]
    public async Task BloodPressure_High_ProposesAGradeToConfirm()
    {
        var nurse = await NurseAsync();
        await nurse.OpenAsync(InfusionPath("Press"));
        // A reaction goes on, so the pressure counts as its sign unless the nurse says otherwise.
        await nurse.Page.Locator("#during-reaction").UncheckAsync();
        await nurse.Page.FillAsync("#systolic", "165");
        await nurse.Page.FillAsync("#diastolic", "95");
        await Button(nurse, "Save vital signs").ClickAsync();

        await nurse.Page.GetByRole(AriaRole.Link, new() { Name = "Confirm as adverse event" }).ClickAsync();

        await Expect(nurse.Page.Locator($"[data-term='{CtcaeTerms.Hypertension}']"))
            .ToHaveAttributeAsync("aria-checked", "true");
        await Expect(nurse.Page.Locator("[data-grade='3']")).ToHaveAttributeAsync("aria-checked", "true");
    }

    private static async Task SaveAsync(Visitor nurse, string kind)
    {
        await Button(nurse, "Save").ClickAsync();
        await Expect(nurse.Page.Locator($".timeline [data-kind='{kind}']").First).ToBeVisibleAsync();
    }
}
