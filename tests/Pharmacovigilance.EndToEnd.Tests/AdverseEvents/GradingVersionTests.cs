using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

/// <summary>The version in force is changed by a signature; what was graded before stays readable beside what is graded anew.</summary>
public sealed class GradingVersionTests(Browser browser, GradingUnit unit)
    : BrowserTest(browser),
        IClassFixture<GradingUnit>
{
    [Fact]
    public async Task Version_PreviewedSignedAndAppliedToOldEvents_KeepsTheOldGradesBesideTheNew()
    {
        var officer = await SignInAsync(GradingUnit.Officer);
        await officer.OpenAsync("/grading-version");
        await officer.Page.Locator("details summary").ClickAsync();
        await Expect(officer.Page.Locator("#equivalence [data-root='10020772'] td").Nth(1))
            .ToContainTextAsync("grade 1 is in one only");
        await Expect(officer.Page.Locator("#equivalence [data-root='10051792'] td").Nth(1)).ToContainTextAsync("same");
        await officer.PictureAsync("grading-version-equivalence");
        await officer.Page.Locator("details summary").ClickAsync();
        await officer.Page.Locator("[data-version='6.0']").ClickAsync();
        var preview = officer.Page.Locator("#preview");
        await Expect(preview).ToContainTextAsync("From v5.0 to v6.0");
        await Expect(preview).ToContainTextAsync("1 can be graded again from the stored value");
        await Expect(preview.Locator("[data-rule]").First).ToContainTextAsync("nothing changes");
        await officer.PictureAsync("grading-version-preview");

        await officer.Page.FillAsync("#adoption-reason", "The hospital changes to v6.0");
        await officer.Page.FillAsync("#signature", "not the password");
        await officer.Page.ClickAsync("#adopt");
        await Expect(officer.Page.Locator(".refusals")).ToContainTextAsync("signature");
        await officer.Page.FillAsync("#signature", PreparedUnit.Password);
        await officer.Page.ClickAsync("#adopt");
        await Expect(officer.Page.Locator(".said")).ToContainTextAsync("CTCAE v6.0 is in force");
        await officer.Page.ClickAsync("#regrade-all");
        await Expect(officer.Page.Locator(".said")).ToContainTextAsync("Events graded again by CTCAE v6.0: 1");
        await officer.PictureAsync("grading-version-after");

        var nurse = await SignInAsync(GradingUnit.Nurse, 820, 1180);
        await nurse.OpenAsync($"/events/{unit.Neutropenia}");
        await Expect(nurse.Page.Locator(".history-row .facts")).ToContainTextAsync("Grade (CTCAE v5.0)");
        await Expect(nurse.Page.Locator(".history-row [data-regraded='6.0']")).ToContainTextAsync("2");
        await Expect(nurse.Page.Locator("#regrade")).ToHaveCountAsync(0);
        await nurse.PictureAsync("event-regraded");

        await nurse.OpenAsync($"/events/{unit.Hypertension}");
        await Expect(nurse.Page.Locator("#regrade [data-regrade='1']")).ToHaveCountAsync(0);
        await nurse.PictureAsync("event-regrade-panel");
        await nurse.Page.Locator("[data-regrade='none']").ClickAsync();
        await Expect(nurse.Page.Locator("[data-regraded='6.0']")).ToContainTextAsync("no grade");

        await nurse.OpenAsync($"/infusions/{unit.Infusions["Annex"]}");
        await officer.OpenAsync("/board");
        await Expect(officer.Page.Locator("[data-stream='10029366-AdverseEvent-Any']").First).ToBeVisibleAsync();
        await officer.PictureAsync("board-version-6");
    }

    [Fact]
    public async Task GradingVersion_OpenedByANurse_IsRefused()
    {
        var nurse = await SignInAsync(GradingUnit.Nurse);
        var answer = await nurse.Page.GotoAsync("/grading-version");
        Assert.Equal(403, answer!.Status);
        await Expect(nurse.Page.Locator("[data-version]")).ToHaveCountAsync(0);
    }

    private async Task<Visitor> SignInAsync(string name, int width = 1280, int height = 800)
    {
        var visitor = await VisitAsync(unit.Unit, width, height);
        await visitor.SignInAsync(name, PreparedUnit.Password);
        return visitor;
    }
}
