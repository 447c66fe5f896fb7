using Pharmacovigilance.EndToEnd.Tests.Harness;

namespace Pharmacovigilance.EndToEnd.Tests.Patients;

[Collection<SharedCourseUnit>]
public sealed class CourseAppearanceTests(Browser browser, CourseUnit unit) : CourseTest(browser, unit)
{
    private const string NothingSticksOut =
        "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth";

    private const string TooSmall = """
        () => [...document.querySelectorAll('main a.main-button, main a.plain-button, main button')]
          .filter(e => e.offsetParent && (e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44)).map(e => e.textContent)
        """;

    [Theory]
    [InlineData(1280, 900, false, "en")]
    [InlineData(1280, 900, true, "ru")]
    [InlineData(820, 1180, false, "ru")]
    [InlineData(820, 1180, true, "en")]
    public async Task Pages_FitTheScreenAndCanBeUsedByEverybody(int width, int height, bool dark, string language)
    {
        var nurse = await NurseAsync(width, height, dark, language);
        string look = $"{width}-{language}-{(dark ? "dark" : "light")}";
        string patient = $"Picture{width}{language}";
        await nurse.OpenAsync(InfusionPath(patient) + "?step=Premedicated");
        await nurse.Page.Locator("#given-by").WaitForAsync();
        await nurse.Page.ClickAsync("#all-as-planned");
        await nurse.Page.Locator("[data-own='dexamethasone']").ClickAsync();
        await nurse.Page.Locator("#by-dexamethasone").WaitForAsync();
        await CheckAsync(nurse, $"course-premedication-{look}");
        await nurse.OpenAsync(CoursePath(patient) + "?move=2");
        await nurse.Page.Locator("#move-preview").WaitForAsync();
        await nurse.Page.Locator("[data-course-act='end']").ClickAsync();
        await nurse.Page.Locator("#end-form").WaitForAsync();
        await CheckAsync(nurse, $"course-calendar-{look}");
    }

    private static async Task CheckAsync(Visitor nurse, string picture)
    {
        await nurse.Page.ScreenshotAsync(
            new() { Path = Path.Combine(RepositoryPaths.Artifacts, picture + ".png"), FullPage = true }
        );
        Assert.True(await nurse.Page.EvaluateAsync<bool>(NothingSticksOut), $"{picture}: wider than the screen");
        Assert.Empty(await nurse.Page.EvaluateAsync<string[]>(TooSmall));
        Assert.Empty((await nurse.Page.SeriousAxeAsync()).Select(finding => $"{picture}: {finding}"));
    }
}
