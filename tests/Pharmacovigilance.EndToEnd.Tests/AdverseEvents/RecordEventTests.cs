using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.EndToEnd.Tests.Infusions;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

[Collection<SharedBedsideUnit>]
public sealed class RecordEventTests(Browser browser, BedsideUnit bedside) : BedsideTest(browser, bedside)
{
    [Fact]
    public async Task InfusionReaction_FromToday_IsSavedWithFourTaps()
    {
        var nurse = await NurseAsync();
        int opened = Bedside.MinuteNow("Brook");
        int taps = 0;
        async Task TapAsync(ILocator target)
        {
            await target.ClickAsync();
            taps++;
        }

        await TapAsync(Row(nurse, "Brook").GetByRole(AriaRole.Link, new() { Name = "Record event" }));
        await Expect(nurse.Page.Locator(".onset-place")).ToHaveTextAsync(MinuteAndRate(opened));
        await TapAsync(nurse.Page.Locator($"[data-term='{CtcaeTerms.InfusionRelatedReaction}']"));
        await TapAsync(nurse.Page.Locator("[data-grade='2']"));
        await TapAsync(nurse.Page.Locator("#save-event"));

        var saved = nurse.Page.Locator("[data-saved]");
        await Expect(saved).ToContainTextAsync("Infusion related reaction");
        await Expect(saved).ToContainTextAsync("Grade 2");
        await Expect(saved).ToContainTextAsync(MinuteAndRate(opened));
        await Expect(saved).ToContainTextAsync("Sent to Paula Example");
        Assert.True(taps <= 4, $"{taps} taps");
        await nurse.Page.GotoAsync("/today");
        await Expect(Row(nurse, "Brook")).ToContainTextAsync("Reaction");
        await Expect(Row(nurse, "Brook")).ToContainTextAsync("not yet acknowledged by Paula Example");
    }

    [Fact]
    public async Task UpperRespiratoryInfection_Grades_DoNotOfferGradeOne()
    {
        var nurse = await NurseAsync();
        await nurse.OpenAsync(InfusionPath("Airway") + "/record");

        await nurse.Page.Locator($"[data-term='{CtcaeTerms.UpperRespiratoryInfection}']").ClickAsync();

        await Expect(nurse.Page.Locator("[data-grade='2']")).ToBeVisibleAsync();
        await Expect(nurse.Page.Locator("[data-grade='1']")).ToHaveCountAsync(0);
        await Expect(nurse.Page.Locator("[data-grade='unknown']")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task HalfFilledForm_AfterReload_IsRestored()
    {
        var nurse = await NurseAsync();
        string path = InfusionPath("Draft") + "/record";
        await nurse.OpenAsync(path);
        await nurse.Page.Locator($"[data-term='{CtcaeTerms.Diarrhea}']").ClickAsync();
        await nurse.Page.Locator("[data-grade='3']").ClickAsync();
        await Expect(nurse.Page.Locator("[data-grade='3']")).ToHaveAttributeAsync("aria-checked", "true");

        // The draft is on its way to the server half a second after the last tap; each reload asks whether it has arrived.
        var restored = nurse.Page.GetByText("Restored as you left it");
        for (int i = 0; i < 20 && !await restored.IsVisibleAsync(); i++)
            await nurse.OpenAsync(path);

        await Expect(restored).ToBeVisibleAsync();
        await Expect(nurse.Page.Locator("[data-grade='3']")).ToHaveAttributeAsync("aria-checked", "true");
    }

    [Fact]
    public async Task Event_CorrectedWithReason_ShowsBothRowsAndTheReason()
    {
        var nurse = await NurseAsync();
        await nurse.OpenAsync(InfusionPath("Regraded"));
        await nurse.Page.Locator(".event-line").First.ClickAsync();
        await nurse.Page.Locator("#correct-event").ClickAsync();
        await nurse.Page.Locator("[data-grade='2']").ClickAsync();
        await nurse.Page.Locator("#save-event").ClickAsync();
        await Expect(nurse.Page.Locator(".refusals")).ToContainTextAsync("A reason is missing");

        await nurse.Page.FillAsync("#correction-reason", "interruption was needed");
        await nurse.Page.Locator("#save-event").ClickAsync();

        var rows = nurse.Page.Locator(".history-row");
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(rows.Nth(0)).ToContainTextAsync("Grade 2");
        await Expect(rows.Nth(0)).ToContainTextAsync("interruption was needed");
        await Expect(rows.Nth(1)).ToContainTextAsync("Grade 1");
        await Expect(rows.Nth(1)).ToHaveClassAsync(new Regex("corrected"));
    }

    /// <summary>The minute may have changed since the page was opened.</summary>
    private Regex MinuteAndRate(int opened) =>
        new(
            $"minute ({string.Join('|', Enumerable.Range(opened, Bedside.MinuteNow("Brook") - opened + 1))}) of the infusion, at 150 mL/h"
        );
}
