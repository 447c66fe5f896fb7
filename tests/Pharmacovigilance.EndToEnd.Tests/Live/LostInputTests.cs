using System.Globalization;
using Microsoft.Playwright;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Live;

/// <summary>Forms under a network that loses what is typed: what is saved is what the screen shows.</summary>
public sealed class LostInputTests(Browser browser, NetworkUnit prepared)
    : BrowserTest(browser),
        IClassFixture<NetworkUnit>
{
    private const string IsBack =
        "() => window.unitShell?.inContact() && window.unitShell.beats() > 0 && !document.getElementById('reconnect').open";

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, false)]
    [InlineData(10, false)]
    [InlineData(40, false)]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(10, true)]
    [InlineData(40, true)]
    public async Task NetworkCut_FieldsChangedMeanwhile_SavedIsWhatIsShown(int seconds, bool circuitLost)
    {
        await using var network = LossyNetwork.To(prepared.Unit);
        string patient = NetworkUnit.Patient(seconds, circuitLost);
        var (register, laboratory, reaction) = await OpenAsync(network, patient);

        network.Cut();
        await ChangeAsync(register, laboratory, reaction, patient);
        var passed = Task.Delay(TimeSpan.FromSeconds(seconds), Stop);
        if (circuitLost)
            await prepared.Unit.RestartAsync(Stop);
        await passed;
        network.Restore();

        foreach (var page in new[] { register, laboratory, reaction })
            await BackAsync(page, circuitLost);
        await SaveRegistrationAsync(register, patient);
        await SaveCountAsync(laboratory);
        await SaveEventAsync(reaction);
    }

    /// <summary>What the unit drew before the cut, and what it draws anew afterwards, does not take the place of what was typed meanwhile.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnswerLost_TypedOnMeanwhile_SavedIsWhatIsShown(bool isAlsoUnheard)
    {
        await using var network = LossyNetwork.To(prepared.Unit);
        var nurse = await VisitAsync(prepared.Unit, address: network.Address);
        await nurse.SignInAsync(NetworkUnit.Nurse, PreparedUnit.Password);
        var reaction = await OpenReactionAsync(nurse, NetworkUnit.Patient(isAlsoUnheard ? 1 : 4, circuitLost: false));

        network.Cut(Lost.FromUnit);
        await reaction.Locator("#event-note").FillAsync("first");
        await Task.Delay(TimeSpan.FromSeconds(1), Stop);
        if (isAlsoUnheard)
            network.Cut();
        await reaction.Locator("#event-note").FillAsync("after");
        await Task.Delay(TimeSpan.FromSeconds(3), Stop);
        network.Restore();

        await BackAsync(reaction, circuitLost: false);
        await SaveEventAsync(reaction);
    }

    private async Task<(IPage Register, IPage Laboratory, IPage Reaction)> OpenAsync(
        LossyNetwork network,
        string patient
    )
    {
        var nurse = await VisitAsync(prepared.Unit, address: network.Address);
        await nurse.SignInAsync(NetworkUnit.Nurse, PreparedUnit.Password);
        var register = await OpenAsync(nurse, "/patients/new");
        await register.Locator("#family-name").FillAsync("Before");
        await register.Locator("#given-name").FillAsync("Anna");
        await register.Locator("#record-number").FillAsync("N-" + patient);
        await register.Locator("#birth-date").FillAsync("1950-01-01");
        await register.Locator("input[name='sex'][value='Male']").CheckAsync();
        await register.GetByRole(AriaRole.Radio, new() { Name = "IsaPd" }).CheckAsync();
        await register.Locator("#first-dose").FillAsync("2026-01-05");
        await register.Locator("#physician").SelectOptionAsync(new SelectOptionValue { Label = "Paula Example" });

        var laboratory = await OpenAsync(
            nurse,
            string.Create(CultureInfo.InvariantCulture, $"/courses/{prepared.Courses[patient]}")
        );
        await laboratory.Locator("input[value='ANC']").CheckAsync();
        await laboratory.Locator("#lab-value").FillAsync("2.9");
        await laboratory.GetByRole(AriaRole.Radio, new() { Name = "×10⁹/L", Exact = true }).CheckAsync();

        return (register, laboratory, await OpenReactionAsync(nurse, patient));
    }

    private async Task<IPage> OpenReactionAsync(Visitor nurse, string patient)
    {
        var reaction = await OpenAsync(
            nurse,
            string.Create(CultureInfo.InvariantCulture, $"/courses/{prepared.Courses[patient]}/record")
        );
        await reaction.Locator($"[data-term='{CtcaeTerms.Diarrhea}']").ClickAsync();
        await reaction.Locator("[data-grade='1']").ClickAsync();
        await reaction.Locator("#event-note").FillAsync("before");
        await Expect(reaction.Locator("[data-grade='1']")).ToHaveAttributeAsync("aria-checked", "true");
        return reaction;
    }

    private static async Task<IPage> OpenAsync(Visitor nurse, string path)
    {
        var page = await nurse.Page.Context.NewPageAsync();
        await page.GotoAsync(path);
        await page.WaitForFunctionAsync(IsBack, null, new() { Timeout = Browser.LoadLimit });
        await page.EvaluateAsync("() => { window.before = true; }");
        return page;
    }

    private static async Task ChangeAsync(IPage register, IPage laboratory, IPage reaction, string patient)
    {
        await register.Locator("#family-name").FillAsync("After" + patient);
        await register.Locator("#birth-date").FillAsync("1961-02-03");
        await register.Locator("input[name='sex'][value='Female']").CheckAsync(new() { Force = true });
        await register.Locator("#physician").SelectOptionAsync(new SelectOptionValue { Label = "Peter Example" });
        await laboratory.Locator("#lab-value").FillAsync("0.4");
        await reaction.Locator("#event-note").FillAsync("after");
        await reaction.Locator("[data-grade='3']").ClickAsync();
    }

    private static async Task BackAsync(IPage page, bool circuitLost)
    {
        if (circuitLost)
            await page.WaitForFunctionAsync(
                "() => window.before === undefined",
                null,
                new() { Timeout = Browser.LoadLimit }
            );
        await page.WaitForFunctionAsync(IsBack, null, new() { Timeout = Browser.LoadLimit });
    }

    private static async Task SaveRegistrationAsync(IPage page, string patient)
    {
        await Expect(page.Locator("#family-name")).ToHaveValueAsync("After" + patient);
        await Expect(page.Locator("#birth-date")).ToHaveValueAsync("1961-02-03");
        await Expect(page.Locator("input[name='sex'][value='Female']")).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Register", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Course C-" })).ToBeVisibleAsync();
        await Expect(page.Locator(".patient-header")).ToContainTextAsync($"After{patient}, Anna");
        await Expect(page.Locator(".patient-header")).ToContainTextAsync("1961");
        await Expect(page.Locator("main")).ToContainTextAsync("Peter Example");
    }

    private static async Task SaveCountAsync(IPage page)
    {
        await Expect(page.Locator("#lab-value")).ToHaveValueAsync("0.4");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the value" }).ClickAsync();
        await Expect(page.Locator("[data-lab='NeutrophilCount']")).ToContainTextAsync("0.4 ×10⁹/L");
        await Expect(page.Locator("[data-lab='NeutrophilCount']")).ToHaveCountAsync(1);
    }

    /// <summary>A tap that was lost shows as not tapped; the grade that shows is the one that is saved.</summary>
    private static async Task SaveEventAsync(IPage page)
    {
        await Expect(page.Locator("#event-note")).ToHaveValueAsync("after");
        string? shown = await page.Locator("[data-grade][aria-checked='true']").GetAttributeAsync("data-grade");
        await page.Locator("#save-event").ClickAsync();
        await Expect(page.Locator("[data-saved]")).ToContainTextAsync($"Grade {shown}");
    }
}
