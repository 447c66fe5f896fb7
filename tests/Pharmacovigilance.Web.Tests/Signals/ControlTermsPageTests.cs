using Pharmacovigilance.Domain;
using Pharmacovigilance.Web.Signals;

namespace Pharmacovigilance.Web.Tests.Signals;

/// <summary>The page of the control terms: what may be chosen, and no count of any of it.</summary>
public sealed class ControlTermsPageTests : IAsyncLifetime
{
    private readonly SignalUnit unit = new();

    public ValueTask InitializeAsync() => unit.InitializeAsync();

    public ValueTask DisposeAsync() => unit.DisposeAsync();

    [Fact]
    public async Task Page_OfAnOfficer_OffersVerifiedLinesToChoose()
    {
        string html = await unit.HtmlAsync<ControlTermsPage>(unit.Officer, Role.SafetyOfficer, []);

        foreach (
            string words in new[]
            {
                "Nothing is chosen.",
                "Diarrhea, any grade",
                "Hypertension, grade ≥ 3",
                "Anemia, grade ≥ 3, laboratory",
                "No verified rate, cannot be chosen: Vomiting, any grade.",
                "0 patients have begun with IsaPd.",
                "id=\"choose-IsaPd\"",
                "id=\"choose-IsaKd\"",
                "None of them is a true negative control",
            }
        )
            Assert.Contains(words, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAPhysician_OffersNothingToSign() =>
        Assert.DoesNotContain(
            "id=\"choose-",
            await unit.HtmlAsync<ControlTermsPage>(unit.Physician, Role.Physician, []),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Page_InRussian_SpeaksRussian() =>
        Assert.Contains(
            "Ни одна из них не настоящий отрицательный контроль",
            await unit.HtmlAsync<ControlTermsPage>(unit.Officer, Role.SafetyOfficer, [], "ru"),
            StringComparison.Ordinal
        );
}
