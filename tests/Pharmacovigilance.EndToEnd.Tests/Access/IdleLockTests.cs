using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Access;

public sealed class IdleLockTests(Browser browser, QuicklyLockedUnit unit)
    : BrowserTest(browser),
        IClassFixture<QuicklyLockedUnit>
{
    /// <summary>Milliseconds: the shortest limit that can be set, and the look every few seconds.</summary>
    private const float Locked = 90000;

    [Fact]
    public async Task Page_LeftAlone_IsLockedAndKeepsWhatWasEntered()
    {
        var nurse = await VisitAsync(unit.Unit);
        await nurse.SignInAsync("nurse", PreparedUnit.Password);
        await nurse.OpenAsync("/patients/new");
        var field = nurse.Page.Locator("main input[type=text], main input:not([type])").First;
        await field.FillAsync("Halffilled");
        await nurse.PictureAsync("idle-before");

        await Expect(nurse.Page.Locator("#idle-lock")).ToBeVisibleAsync(new() { Timeout = Locked });
        await Expect(field).ToBeHiddenAsync();
        await nurse.PictureAsync("idle-locked");
        await nurse.Page.FillAsync("#unlock-password", "not the password");
        await nurse.Page.GetByRole(AriaRole.Button, new() { Name = "Unlock" }).ClickAsync();
        await Expect(nurse.Page.Locator("#unlock-refused")).ToContainTextAsync("check the password");
        // A page opened in a locked session shows nothing of the unit.
        var tab = await nurse.Page.Context.NewPageAsync();
        await tab.GotoAsync("/patients");
        await Expect(tab.Locator("#idle-lock")).ToBeVisibleAsync();
        await Expect(tab.GetByText(SessionUnit.Running)).ToHaveCountAsync(0);

        await nurse.Page.FillAsync("#unlock-password", PreparedUnit.Password);
        await nurse.Page.GetByRole(AriaRole.Button, new() { Name = "Unlock" }).ClickAsync();
        await Expect(field).ToBeVisibleAsync();
        await Expect(field).ToHaveValueAsync("Halffilled");
        await Expect(tab.GetByText(SessionUnit.Running).First).ToBeVisibleAsync();
        await nurse.PictureAsync("idle-unlocked");
    }
}
