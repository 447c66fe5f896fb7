using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Alerts;

/// <summary>From the nurse's save to the physician's decision and back, each in a browser of their own, without a reload.</summary>
[Collection<SharedAlertsUnit>]
public sealed class AlertLoopTests(Browser browser, AlertsUnit alerts) : AlertsTest(browser, alerts)
{
    private const string SevereReaction = "Severe infusion reaction";

    [Fact]
    public async Task Reaction_SavedByTheNurse_RingsIsAcknowledgedAndTheNurseSeesIt()
    {
        // A physician begins on the inbox.
        var physician = await BeginAsync(AlertsUnit.Attending);
        await Expect(physician.Page.Locator(".alert-card").First).ToBeVisibleAsync();
        await WaitForRingAsync(physician, 0);
        var bystander = await SignInAsync(AlertsUnit.Colleague);
        await bystander.OpenAsync("/inbox");
        await Expect(bystander.Page.GetByText("No alert of your courses")).ToBeVisibleAsync();
        int rung = await RingsAsync(physician);
        var nurse = await SignInAsync(AlertsUnit.Nurse);

        await RecordReactionAsync(nurse, "Brook", grade: 3);

        await WaitForRingAsync(physician, rung);
        var card = Card(physician, "Brook", SevereReaction);
        await Expect(card).ToContainTextAsync("grade 3");
        await Expect(card).ToContainTextAsync("SmPC 4.2");
        await Expect(physician.Page.Locator(".alert-banner.calling")).ToContainTextAsync("Stop");
        await Expect(physician.Page.Locator(".alert-announcement")).ToHaveTextAsync("New alert for you: stop");
        Assert.Equal(0, await RingsAsync(bystander));
        await Expect(bystander.Page.Locator(".alert-banner")).ToHaveCountAsync(0);

        await nurse.OpenAsync($"/infusions/{Alerts.Infusions["Brook"]}");
        await Button(card, "Acknowledge").ClickAsync();

        await Expect(physician.Page.Locator(".notice-region")).ToContainTextAsync("acknowledged");
        await Expect(card).ToContainTextAsync("seen by Paula Example");
        await Expect(nurse.Page.Locator("[data-alert='Acknowledged']")).ToContainTextAsync("Paula Example");
    }

    [Fact]
    public async Task PermanentStop_Accepted_AsksFirstAndTheHoldStaysUntilReleased()
    {
        var physician = await SignInAsync(AlertsUnit.Attending);
        var nurse = await SignInAsync(AlertsUnit.Nurse);
        await RecordReactionAsync(nurse, "Dale", grade: 4);
        await physician.OpenAsync("/inbox");
        var card = Card(physician, "Dale", SevereReaction);

        await Button(card, "Accept").ClickAsync();
        var dialog = physician.Page.GetByRole(Microsoft.Playwright.AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("stopped for good");
        await Expect(dialog).ToContainTextAsync("Dale");
        await dialog.GetByText("Cancel", new() { Exact = true }).ClickAsync();
        await Expect(card).ToBeVisibleAsync();
        await Button(card, "Accept").ClickAsync();
        await Button(dialog, "Stop for good").ClickAsync();

        await Expect(physician.Page.Locator(".notice-region")).ToContainTextAsync("accepted");
        await Expect(card).ToHaveCountAsync(0);
        await physician
            .Page.Locator(".ended-alerts .alert-line")
            .Filter(new() { HasText = "Dale" })
            .GetByRole(Microsoft.Playwright.AriaRole.Link)
            .ClickAsync();
        await Expect(physician.Page.Locator(".hold-panel")).ToContainTextAsync("confirmed by a physician");
        await Button(physician.Page.Locator(".hold-panel"), "Release").ClickAsync();
        await Button(dialog, "Managed in another way").ClickAsync();
        await Expect(physician.Page.Locator(".hold-panel")).ToContainTextAsync("Paula Example");
        await Expect(physician.Page.Locator(".hold-panel")).ToContainTextAsync("Managed in another way");
    }

    [Fact]
    public async Task Override_WithoutAndWithReason_IsTakenOnlyWithOne()
    {
        var physician = await SignInAsync(AlertsUnit.Attending);
        await physician.OpenAsync("/inbox");
        var card = Card(physician, "Frost", "Hold");
        await Button(card, "Override").ClickAsync();
        var dialog = physician.Page.GetByRole(Microsoft.Playwright.AriaRole.Dialog);
        await Button(dialog, "Another reason").ClickAsync();
        await Expect(dialog).ToContainTextAsync("Say in the note");
        await dialog.Locator("#coded-note").FillAsync("repeat count is 1.2");
        await Button(dialog, "Another reason").ClickAsync();

        await Expect(physician.Page.Locator(".notice-region"))
            .ToContainTextAsync("your decision and its reason are on record");
        await Expect(physician.Page.Locator(".ended-alerts .alert-line").Filter(new() { HasText = "Frost" }))
            .ToContainTextAsync("repeat count is 1.2");
    }

    [Fact]
    public async Task Decision_TwoPhysiciansAtOnce_OneIsToldWhoWasFaster()
    {
        var first = await SignInAsync(AlertsUnit.Attending);
        var second = await SignInAsync(AlertsUnit.Colleague);
        await first.OpenAsync("/inbox");
        await second.OpenAsync("/inbox");
        await Button(second.Page.Locator(".segments"), "All courses").ClickAsync();
        // The dialog of the slower physician is open when the faster one decides.
        await Button(Card(second, "Glen", "Hold"), "Override").ClickAsync();
        var dialog = second.Page.GetByRole(Microsoft.Playwright.AriaRole.Dialog);
        await Expect(Button(dialog, "Will be monitored")).ToBeVisibleAsync();
        await Button(Card(first, "Glen", "Hold"), "Accept").ClickAsync();
        await Expect(first.Page.Locator(".notice-region")).ToContainTextAsync("accepted");
        await Expect(Card(second, "Glen", "Hold")).ToHaveCountAsync(0);

        await Button(dialog, "Will be monitored").ClickAsync();

        await Expect(second.Page.Locator(".notice-region")).ToContainTextAsync("Paula Example was faster");
        await first.OpenAsync($"/alerts/{Alerts.Holds["Glen"]}");
        await Expect(first.Page.Locator(".alert-history li")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Inbox_Officer_ReadsEverythingAndDecidesNothing()
    {
        var officer = await SignInAsync(AlertsUnit.Officer);
        await officer.OpenAsync("/inbox");

        var card = Card(officer, "Heath", "Hold");
        await Expect(card).ToContainTextAsync("0.20");
        await Expect(officer.Page.Locator("main .alert-decision")).ToHaveCountAsync(0);
        await Expect(officer.Page.Locator(".alert-banner")).ToHaveCountAsync(0);
        await officer.OpenAsync($"/alerts/{Alerts.Holds["Heath"]}");
        await Expect(officer.Page.Locator(".hold-panel")).ToContainTextAsync("no physician has decided yet");
        await Expect(Button(officer.Page.Locator("main"), "Accept")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Banner_OnAnotherPage_StandsUntilSeenAndLeadsToTheInbox()
    {
        var physician = await SignInAsync(AlertsUnit.Attending);
        await physician.OpenAsync("/reference");

        var banner = physician.Page.Locator(".alert-banner");
        await Expect(banner).ToContainTextAsync("Waiting for your decision");
        await banner.ClickAsync();
        await Expect(physician.Page).ToHaveURLAsync(Alerts.Unit.Address + "/inbox");
    }
}
