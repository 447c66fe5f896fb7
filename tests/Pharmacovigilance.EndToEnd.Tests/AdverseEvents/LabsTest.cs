using System.Globalization;
using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

/// <summary>A nurse in front of the laboratory unit.</summary>
public abstract class LabsTest(Browser browser, LabsUnit labs) : BrowserTest(browser)
{
    protected async Task<Visitor> NurseAsync(
        int width = 1280,
        int height = 800,
        bool dark = false,
        string? language = null
    )
    {
        var nurse = await VisitAsync(labs.Unit, width, height);
        await nurse.SignInAsync(LabsUnit.Nurse, PreparedUnit.Password, language, dark);
        return nurse;
    }

    protected async Task<Visitor> AtCourseAsync(string family)
    {
        var nurse = await NurseAsync();
        await OpenCourseAsync(nurse, family);
        return nurse;
    }

    protected async Task OpenCourseAsync(Visitor nurse, string family)
    {
        await nurse.OpenAsync(CoursePath(family));
        await nurse.Page.Locator("#next-infusion").WaitForAsync();
    }

    protected string CoursePath(string family) =>
        string.Create(CultureInfo.InvariantCulture, $"/courses/{labs.Courses[family]}");

    protected string InfusionPath(string family) =>
        string.Create(CultureInfo.InvariantCulture, $"/infusions/{labs.Infusions[family]}");

    protected ILocator TodayRow(Visitor nurse, string family) =>
        nurse.Page.Locator($"[data-infusion='{labs.Infusions[family]}']");
}
