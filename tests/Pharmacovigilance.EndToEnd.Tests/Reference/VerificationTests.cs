using Microsoft.Playwright;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Reference;

/// <summary>An unverified row of the ledger on its way to the board, with a browser for each person.</summary>
[Collection<SharedLedgerUnit>]
public sealed class VerificationTests(Browser browser, LedgerUnit ledger) : LedgerTest(browser, ledger)
{
    private const string Neutropenia = "icaria-b-neutropenia-ge3-memory-isapd";
    private const string Pneumonia = "icaria-b-pneumonia-ge3-memory-isapd";

    [Fact]
    public async Task Row_ReadByASecondPerson_StartsToColourTheBoardAndByTheSamePersonIsRefused()
    {
        var board = await SignInAsync(LedgerUnit.Physician);
        await board.OpenAsync("/board");
        var line = board.Page.Locator(
            $"[data-stream='{CtcaeTerms.NeutrophilCountDecreased}-AdverseEvent-GradeAtLeast3']"
        );
        await Expect(line).ToContainTextAsync("10 of 10");
        await Expect(line).ToContainTextAsync("No reference");
        await Expect(line.Locator(".state-attention")).ToHaveCountAsync(0);
        await Expect(line).ToContainTextAsync("an unverified row exists, 76 of 152");

        var officer = await SignInAsync(LedgerUnit.Officer);
        await officer.OpenAsync($"/reference/{Neutropenia}");
        await Expect(Standing(officer)).ToContainTextAsync("Not read yet");
        await SignAsync(officer, "mode-read", "DOI of the publication, table 3");
        await Expect(Standing(officer)).ToContainTextAsync("One of two");
        await Expect(line).ToContainTextAsync("No reference");

        await SignAsync(officer, "mode-read", "the same table again");
        await Expect(officer.Page.Locator(".refusals"))
            .ToContainTextAsync("The second reading must be by another person.");
        await Expect(officer.Page.Locator("#verification-text")).ToHaveValueAsync("the same table again");
        await Expect(line).ToContainTextAsync("No reference");

        var second = await SignInAsync(LedgerUnit.SecondOfficer);
        await second.OpenAsync($"/reference/{Neutropenia}");
        await Expect(Standing(second)).ToContainTextAsync("read by Oskar Example");
        await SignAsync(second, "mode-read", "printed copy, page 12");

        // Without reload, on the board and on the first officer's page.
        await Expect(line).ToContainTextAsync("76 of 152");
        await Expect(line).ToContainTextAsync("Watch");
        await Expect(line.Locator(".state-attention")).ToBeVisibleAsync();
        await Expect(line).ToContainTextAsync("verified here");
        await Expect(line.Locator("td.figures a")).ToHaveAttributeAsync("href", $"/reference/{Neutropenia}");
        await Expect(line.Locator("[title*='Oskar Example'][title*='Olga Example']")).ToBeVisibleAsync();
        await Expect(Standing(officer)).ToContainTextAsync("Verified in this unit");
        await line.ScrollIntoViewIfNeededAsync();
        Assert.True(
            await board.Page.EvaluateAsync<bool>(
                "() => [...document.querySelectorAll('.table-frame')].every(frame => frame.scrollWidth <= frame.clientWidth)"
            )
        );
        await board.PictureAsync("ledger-board-verified");
        await second.PictureAsync("ledger-row-verified");

        await officer.Page.Locator("[data-withdraw]").First.ClickAsync();
        await FillAndSignAsync(officer, "the figure is of another table");
        await Expect(line).ToContainTextAsync("No reference");
        await Expect(line.Locator(".state-attention")).ToHaveCountAsync(0);
        await Expect(Standing(second)).ToContainTextAsync("One of two");
    }

    [Fact]
    public async Task Row_RejectedWithAReason_IsShownAsRejectedAndCannotBeConfirmed()
    {
        var officer = await SignInAsync(LedgerUnit.Officer);
        await officer.OpenAsync($"/reference/{Pneumonia}");
        await SignAsync(officer, "mode-reject", "the table prints 34");
        await Expect(Standing(officer)).ToContainTextAsync("Rejected in this unit");

        var physician = await SignInAsync(LedgerUnit.Physician);
        await physician.OpenAsync($"/reference/{Pneumonia}");
        await SignAsync(physician, "mode-read", "page 12");
        await Expect(physician.Page.Locator(".refusals")).ToContainTextAsync("Oskar Example has rejected this row.");
    }

    [Fact]
    public async Task Row_WrongSignatureOrNurse_SignsNothing()
    {
        var officer = await SignInAsync(LedgerUnit.Officer);
        await officer.OpenAsync("/reference/icaria-b-thrombocytopenia-ge3-memory-isapd");
        await officer.Page.Locator("#mode-read").ClickAsync();
        await FillAndSignAsync(officer, "page 12", "not the password");
        await Expect(officer.Page.Locator(".refusals")).ToContainTextAsync("The signature is not yours");
        await Expect(Standing(officer)).ToContainTextAsync("Not read yet");

        var nurse = await SignInAsync(LedgerUnit.Nurse);
        await nurse.OpenAsync("/reference/icaria-b-thrombocytopenia-ge3-memory-isapd");
        await Expect(nurse.Page.Locator("#verification"))
            .ToContainTextAsync("Safety officers and physicians verify rows.");
        await Expect(nurse.Page.Locator("#mode-read")).ToHaveCountAsync(0);
        await nurse.OpenAsync("/reference/ikema-b-hypertension-ge3-review-isakd");
        await Expect(nurse.Page.Locator("#verification")).ToContainTextAsync("It cannot be verified.");
    }

    private static ILocator Standing(Visitor visitor) => visitor.Page.Locator("[data-standing]");

    private static async Task SignAsync(Visitor visitor, string mode, string words)
    {
        await visitor.Page.Locator($"#{mode}").ClickAsync();
        await FillAndSignAsync(visitor, words);
    }

    private static async Task FillAndSignAsync(Visitor visitor, string words, string signature = PreparedUnit.Password)
    {
        await visitor.Page.FillAsync("#verification-text", words);
        await visitor.Page.FillAsync("#verification-signature", signature);
        await visitor.Page.Locator("#verification-sign").ClickAsync();
    }
}
