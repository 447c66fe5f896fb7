using System.Globalization;
using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Patients;

[Collection<SharedDemoUnit>]
public sealed class PatientTests(Browser browser, DemoUnitFixture demo) : BrowserTest(browser)
{
    private const string HeaderIsInSight = """
        () => {
          window.scrollTo(0, document.documentElement.scrollHeight);
          const header = document.querySelector('.patient-header');
          const place = header.getBoundingClientRect();
          return header.contains(document.elementFromPoint(place.left + 20, place.top + place.height / 2));
        }
        """;

    [Fact]
    public async Task Register_InEnglish_ShowsTheCalendarFirstAndOpensTheCourse()
    {
        var visitor = await VisitAsync(demo.Unit);
        await visitor.SignInAsync("demo.nurse");
        await visitor.OpenAsync("/patients");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Register a patient" }).ClickAsync();
        await FillAsync(visitor.Page, "English", "Anna", "EN-1", "female", "IsaKd", "2026-01-05");

        await Expect(visitor.Page.Locator(".calendar-preview li"))
            .ToContainTextAsync(
                (string[])
                    [
                        "5 Jan 2026 cycle 1, day 1",
                        "12 Jan 2026 cycle 1, day 8",
                        "19 Jan 2026 cycle 1, day 15",
                        "26 Jan 2026 cycle 1, day 22",
                        "2 Feb 2026 cycle 2, day 1",
                        "16 Feb 2026 cycle 2, day 15",
                    ]
            );
        await visitor.PictureAsync("patients-register");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Register", Exact = true }).ClickAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Course C-" })).ToBeVisibleAsync();
        await Expect(visitor.Page.Locator(".patient-header")).ToContainTextAsync("English, Anna");
        await Expect(visitor.Page.Locator(".course-calendar .calendar-line")).ToHaveCountAsync(6);
    }

    [Fact]
    public async Task Register_NothingFilledIn_SaysWhatIsMissing()
    {
        var visitor = await VisitAsync(demo.Unit);
        await visitor.SignInAsync("demo.physician");
        await visitor.OpenAsync("/patients/new");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Register", Exact = true }).ClickAsync();

        var refusals = visitor.Page.Locator(".refusals li");
        await Expect(refusals).ToHaveCountAsync(7);
        await Expect(refusals.Filter(new() { HasText = "No regimen is chosen" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Register_InRussian_IsFoundInAnyCaseAndHeldOnALowCount()
    {
        var visitor = await VisitAsync(demo.Unit);
        await visitor.SignInAsync("demo.nurse", language: "ru");
        await visitor.OpenAsync("/patients/new");
        await FillAsync(visitor.Page, "Ёлкина", "Инна", "РУ-1", "женский", "IsaPd", "2026-02-02");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Зарегистрировать", Exact = true }).ClickAsync();
        await Expect(visitor.Page.GetByText("Нет отсрочек и открытых оповещений.")).ToBeVisibleAsync();

        await EnterAncAsync(visitor.Page, "Внести лабораторное значение", "490", "/мкл", "Сохранить значение");

        await Expect(visitor.Page.Locator("[data-hold]")).ToContainTextAsync("Отложить");
        await Expect(visitor.Page.Locator("#lab-outcome .grade-4")).ToBeVisibleAsync();
        await visitor.PictureAsync("patients-course-russian");
        await visitor.OpenAsync("/patients");
        await visitor.Page.GetByLabel("Поиск").FillAsync("инна ёлк");
        await Expect(visitor.Page.Locator("table.patients tbody tr")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator("table.patients tbody tr")).ToContainTextAsync("Отложено");
    }

    [Fact]
    public async Task Register_SameNameAgain_ShowsThePatientAndTakesAReason()
    {
        var visitor = await OpenNewCourseAsync("Twice", "TW-1");
        await visitor.OpenAsync("/patients/new");
        await FillAsync(visitor.Page, "TWICE", "Test", "TW-2", "female", "IsaPd", "2026-02-02");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Register", Exact = true }).ClickAsync();

        await Expect(visitor.Page.Locator("#alike")).ToContainTextAsync("TW-1");
        await visitor.PictureAsync("patients-alike");
        await visitor.Page.FillAsync("#another-person", "Another patient, another address");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Register as another person" }).ClickAsync();
        await Expect(visitor.Page.Locator("#attention")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Laboratory_WrongUnit_IsRefusedWithASentence()
    {
        var visitor = await OpenNewCourseAsync("Units", "UN-1");
        var page = visitor.Page;
        await page.GetByRole(AriaRole.Radio, new() { Name = "Haemoglobin" }).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "g/dL" }).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = "Neutrophils (ANC)" }).CheckAsync();
        await page.GetByLabel("Value", new() { Exact = true }).FillAsync("9.5");
        await Expect(page.GetByRole(AriaRole.Radio, new() { Name = "g/dL" })).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the value" }).ClickAsync();
        await Expect(page.Locator(".refusals")).ToContainTextAsync("No unit is chosen");

        await page.GetByLabel("Value", new() { Exact = true }).FillAsync("490");
        await page.GetByRole(AriaRole.Radio, new() { Name = "×10⁹/L" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save the value" }).ClickAsync();
        await Expect(page.Locator(".refusals")).ToContainTextAsync("Was 490 /µL meant?");
        await Expect(page.Locator("[data-lab]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Laboratory_CorrectedWithAReason_ReleasesTheHoldAndKeepsTheOldValue()
    {
        var visitor = await OpenNewCourseAsync("Correct", "CO-1");
        var page = visitor.Page;
        await EnterAncAsync(page, "Enter a laboratory value", "490", "/µL", "Save the value");
        await Expect(page.Locator("[data-hold]")).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Button, new() { Name = "Correct 490" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Form, new() { Name = "Correct the value" });
        await form.GetByLabel("Value", new() { Exact = true }).FillAsync("4900");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save the correction" }).ClickAsync();
        await Expect(form.Locator(".refusals")).ToContainTextAsync("A reason is missing");
        await form.GetByLabel("Why is this corrected?").FillAsync("a zero was lost");
        await form.GetByRole(AriaRole.Button, new() { Name = "Save the correction" }).ClickAsync();

        await Expect(page.Locator("[data-hold]")).ToHaveCountAsync(0);
        await Expect(page.Locator("[data-lab]")).ToContainTextAsync("4900 /µL = 4.9 ×10⁹/L");
        await page.GetByText("Corrected or taken back: 1").ClickAsync();
        await Expect(page.Locator(".replaced li").Filter(new() { HasText = "490" }))
            .ToContainTextAsync("a zero was lost");
    }

    [Fact]
    public async Task Laboratory_SavedInOneBrowser_AppearsInTheOtherWithoutReload()
    {
        var nurse = await OpenNewCourseAsync("Live", "LI-1");
        var physician = await VisitAsync(demo.Unit);
        await physician.SignInAsync("demo.physician");
        await physician.OpenAsync(new Uri(nurse.Page.Url).AbsolutePath);
        await Expect(physician.Page.Locator("[data-lab]")).ToHaveCountAsync(0);

        await EnterAncAsync(nurse.Page, "Enter a laboratory value", "0.7", "×10⁹/L", "Save the value");

        await Expect(physician.Page.Locator("[data-lab]")).ToContainTextAsync("0.7 ×10⁹/L");
        await Expect(physician.Page.Locator("[data-lab] .grade-3")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Team_PhysicianChangedWithAReason_IsShown()
    {
        var visitor = await OpenNewCourseAsync("Team", "TE-1");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Change the attending physician" }).ClickAsync();
        await visitor.Page.Locator("#new-physician").SelectOptionAsync(new SelectOptionValue { Label = "Piet Demo" });
        await visitor.Page.GetByLabel("Why does the course change hands?").FillAsync("holiday");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Expect(visitor.Page.GetByText("Piet Demo attends this course now.")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(1280, 800, false)]
    [InlineData(820, 1180, true)]
    public async Task Pages_DesktopAndTablet_HaveNothingSeriousForAxe(int width, int height, bool dark)
    {
        string size = width.ToString(CultureInfo.InvariantCulture);
        var visitor = await OpenNewCourseAsync("Picture" + size, "PI-" + size, width, height);
        await EnterAncAsync(visitor.Page, "Enter a laboratory value", "0.45", "×10⁹/L", "Save the value");
        await Expect(visitor.Page.Locator("[data-hold]")).ToHaveCountAsync(1);
        string course = new Uri(visitor.Page.Url).AbsolutePath;
        Assert.True(
            await visitor.Page.EvaluateAsync<bool>(HeaderIsInSight),
            "The patient's name is covered after scrolling."
        );
        if (dark)
            await visitor.Page.GotoAsync("/preferences/theme");
        foreach (var (path, name) in new[] { (course, "course"), ("/patients", "list"), ("/patients/new", "new") })
        {
            await visitor.OpenAsync(path);
            await visitor.Page.Locator(".patient-header, table.patients, .registration").First.WaitForAsync();
            await visitor.Page.ScreenshotAsync(
                new() { Path = Path.Combine(RepositoryPaths.Artifacts, $"patients-{name}-{size}.png"), FullPage = true }
            );
            Assert.Empty((await visitor.Page.SeriousAxeAsync()).Select(finding => $"{path} {finding}"));
        }
    }

    private async Task<Visitor> OpenNewCourseAsync(string family, string number, int width = 1280, int height = 800)
    {
        var visitor = await VisitAsync(demo.Unit, width, height);
        await visitor.SignInAsync("demo.nurse");
        await visitor.OpenAsync("/patients/new");
        await FillAsync(visitor.Page, family, "Test", number, "female", "IsaPd", "2026-02-02");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Register", Exact = true }).ClickAsync();
        await Expect(visitor.Page.Locator("#attention")).ToBeVisibleAsync();
        return visitor;
    }

    private static async Task FillAsync(
        IPage page,
        string family,
        string given,
        string number,
        string sex,
        string regimen,
        string firstDose
    )
    {
        await page.Locator("#family-name").FillAsync(family);
        await page.Locator("#given-name").FillAsync(given);
        await page.Locator("#record-number").FillAsync(number);
        await page.GetByRole(AriaRole.Radio, new() { Name = sex, Exact = true }).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new() { Name = regimen }).CheckAsync();
        await page.Locator("#first-dose").FillAsync(firstDose);
        await page.Locator("#physician").SelectOptionAsync(new SelectOptionValue { Label = "Paula Demo" });
    }

    /// <summary>The form is open by itself as long as there is no value.</summary>
    private static async Task EnterAncAsync(IPage page, string form, string value, string unit, string save)
    {
        var entry = page.GetByRole(AriaRole.Form, new() { Name = form });
        await entry.Locator("input[value='ANC']").CheckAsync();
        await entry.Locator("#lab-value").FillAsync(value);
        await entry.GetByRole(AriaRole.Radio, new() { Name = unit, Exact = true }).CheckAsync();
        await entry.GetByRole(AriaRole.Button, new() { Name = save }).ClickAsync();
    }
}
