using System.Globalization;
using Pharmacovigilance.EndToEnd.Tests.Harness;

namespace Pharmacovigilance.EndToEnd.Tests.Live;

/// <summary>A form that nobody touched differs in nothing from what the unit rendered; otherwise its save would be refused.</summary>
[Collection<SharedDemoUnit>]
public sealed class FormsAtRestTests(Browser browser, DemoUnitFixture demo) : BrowserTest(browser)
{
    [Theory]
    [InlineData("demo.nurse", "/patients/new", "/patients", "/reference", "/contacts")]
    [InlineData(
        "demo.physician",
        "/patients/new",
        "/rule-sets",
        "/on-call",
        "/silences",
        "/alerting",
        "/board/history",
        "/rate-tables"
    )]
    [InlineData("demo.officer", "/board/method")]
    [InlineData("demo.administrator", "/audit", "/accounts", "/grading-version")]
    public async Task Form_Untouched_StandsAsTheUnitRenderedIt(string person, params string[] paths)
    {
        var visitor = await VisitAsync(demo.Unit);
        await visitor.SignInAsync(person);
        foreach (string path in paths)
        {
            await visitor.OpenAsync(path);
            Assert.Equal("", $"{await DifferingAsync(visitor)}");
        }
    }

    /// <summary>The forms are compared as after a lost connection; what would be entered again is told instead.</summary>
    internal static Task<string> DifferingAsync(Visitor visitor) =>
        visitor.Page.EvaluateAsync<string>(
            """
            async () => {
              const differing = [];
              unitForms.enterAgain = (form, keys) => differing.push(`${location.pathname} ${form.id}: ${keys}`);
              await unitForms.connectionBack();
              await DotNet.invokeMethodAsync('Pharmacovigilance.Web', 'unit-answer');
              await DotNet.invokeMethodAsync('Pharmacovigilance.Web', 'unit-answer');
              return differing.join('; ');
            }
            """
        );
}

/// <summary>The same for the forms of a patient.</summary>
public sealed class PatientFormsAtRestTests(Browser browser, NetworkUnit prepared)
    : BrowserTest(browser),
        IClassFixture<NetworkUnit>
{
    [Theory]
    [InlineData("/courses/{0}")]
    [InlineData("/courses/{0}/record")]
    [InlineData("/infusions/{1}?step=Premedicated")]
    [InlineData("/infusions/{1}/record")]
    public async Task Form_Untouched_StandsAsTheUnitRenderedIt(string path)
    {
        var nurse = await VisitAsync(prepared.Unit);
        await nurse.SignInAsync(NetworkUnit.Nurse, PreparedUnit.Password);
        await nurse.OpenAsync(
            string.Format(CultureInfo.InvariantCulture, path, prepared.Courses["Feed"], prepared.Infusions["Feed"])
        );
        await nurse.Page.Locator("form[data-guarded]").First.WaitForAsync();

        Assert.Equal("", await FormsAtRestTests.DifferingAsync(nurse));
    }
}
