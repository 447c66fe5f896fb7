using System.Globalization;
using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;

namespace Pharmacovigilance.EndToEnd.Tests.Infusions;

/// <summary>A nurse in front of the bedside unit.</summary>
public abstract class BedsideTest(Browser browser, BedsideUnit bedside) : BrowserTest(browser)
{
    protected BedsideUnit Bedside => bedside;

    /// <summary>A nurse with a browser of her own, signed in, on the unit's day.</summary>
    protected async Task<Visitor> NurseAsync(
        int width = 1280,
        int height = 800,
        bool dark = false,
        string? language = null
    )
    {
        var nurse = await VisitAsync(bedside.Unit, width, height);
        await nurse.SignInAsync(BedsideUnit.Nurse, PreparedUnit.Password, language, dark);
        await nurse.OpenAsync("/today");
        await Row(nurse, "Brook").WaitForAsync();
        return nurse;
    }

    protected ILocator Row(Visitor visitor, string family) =>
        visitor.Page.Locator($"[data-infusion='{bedside.Infusions[family]}']");

    protected string InfusionPath(string family) =>
        string.Create(CultureInfo.InvariantCulture, $"/infusions/{bedside.Infusions[family]}");

    protected static ILocator Button(Visitor visitor, string name) =>
        visitor.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}
