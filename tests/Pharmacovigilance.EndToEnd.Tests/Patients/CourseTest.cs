using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;

namespace Pharmacovigilance.EndToEnd.Tests.Patients;

/// <summary>A nurse in front of the unit of <see cref="CourseUnit"/>.</summary>
public abstract class CourseTest(Browser browser, CourseUnit unit) : BrowserTest(browser)
{
    protected DateOnly Today => unit.Today;

    protected Task<Visitor> NurseAsync(
        int width = 1280,
        int height = 900,
        bool dark = false,
        string? language = null
    ) => PersonAsync(CourseUnit.Nurse, width, height, dark, language);

    protected async Task<Visitor> PersonAsync(
        string userName,
        int width = 1280,
        int height = 900,
        bool dark = false,
        string? language = null
    )
    {
        var person = await VisitAsync(unit.Unit, width, height);
        await person.SignInAsync(userName, PreparedUnit.Password, language, dark);
        return person;
    }

    protected string InfusionPath(string family) => $"/infusions/{unit.Infusions[family]}";

    protected string CoursePath(string family) => $"/courses/{unit.Courses[family]}";

    protected static ILocator Button(Visitor visitor, string name) =>
        visitor.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    protected static string Iso(DateOnly date) =>
        date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>As the English pages write a date.</summary>
    protected static string Day(DateOnly date) =>
        date.ToString("ddd d MMM yyyy", System.Globalization.CultureInfo.GetCultureInfo("en"));
}
