using Microsoft.Playwright;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Alerts;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Signals;

/// <summary>The officer's board beside the nurse's tablet, each in a browser of their own. With a unit of its own, where nothing has happened yet.</summary>
public sealed class BoardTests(Browser browser, AlertsUnit unit) : AlertsTest(browser, unit), IClassFixture<AlertsUnit>
{
    [Fact]
    public async Task Board_ReactionSavedElsewhere_ChangesInTwoBrowsersWithoutReload()
    {
        var officer = await SignInAsync(AlertsUnit.Officer);
        var second = await SignInAsync(AlertsUnit.Officer);
        foreach (var board in new[] { officer, second })
        {
            await board.OpenAsync("/board");
            await Expect(Figure(board, atLeast3: true)).ToHaveTextAsync("0 of 0");
        }

        var nurse = await SignInAsync(AlertsUnit.Nurse);
        await RecordReactionAsync(nurse, "Brook", grade: 3);

        foreach (var board in new[] { officer, second })
        {
            await Expect(Figure(board, atLeast3: true)).ToHaveTextAsync("1 of 1");
            await Expect(Line(board, atLeast3: true)).ToContainTextAsync("Too few patients");
            await Expect(Line(board, atLeast3: true)).ToContainTextAsync("1 assessed, at least 10 needed");
            // One of one is a count, never a percentage.
            await Expect(Line(board, atLeast3: true).Locator("td.figures").First).Not.ToContainTextAsync("%");
            await Expect(board.Page.Locator(".board-side")).ToContainTextAsync("Severe infusion reaction");
            await Expect(board.Page.Locator(".board-side")).ToContainTextAsync("Infusion related reaction");
        }
    }

    [Fact]
    public async Task Reference_RejectedRows_AreShownWithTheirReason()
    {
        var officer = await SignInAsync(AlertsUnit.Officer);
        await officer.OpenAsync("/reference");
        await officer.Page.GetByLabel("Status").SelectOptionAsync("Rejected");

        var rows = officer.Page.Locator("table.records tbody");
        await Expect(rows.Filter(new() { HasText = "Hypertension" }).First).ToContainTextAsync("37.9");
        await Expect(rows.Filter(new() { HasText = "Hypertension" }).First).ToContainTextAsync("Rejected");
        await Expect(rows.Filter(new() { HasText = "Pneumonia" }).First).ToContainTextAsync("24.3");
    }

    private static ILocator Figure(Visitor board, bool atLeast3) => Line(board, atLeast3).Locator(".figure").First;

    private static ILocator Line(Visitor board, bool atLeast3) =>
        board.Page.Locator(
            $"[data-stream='{CtcaeTerms.InfusionRelatedReaction}-AdverseEvent-{(atLeast3 ? "GradeAtLeast3" : "Any")}']"
        );
}
