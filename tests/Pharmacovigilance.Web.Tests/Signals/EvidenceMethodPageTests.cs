using Microsoft.AspNetCore.Authorization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Signals;

namespace Pharmacovigilance.Web.Tests.Signals;

/// <summary>What the page about the method says, and to whom it offers a decision.</summary>
public sealed class EvidenceMethodPageTests(SignalUnit unit) : IClassFixture<SignalUnit>
{
    private static readonly StreamKey Reactions = new()
    {
        Regimen = Regimen.IsaKd,
        LltCode = "10051792",
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };

    [Theory]
    [InlineData("en-GB", "with a spread of τ = 0.2, at most one in twenty", "19 of 20", "Nothing was decided so far")]
    [InlineData("ru", "с разбросом τ = 0,2", "не более чем одно из двадцати", "19 из 20", "Решений пока не было")]
    public async Task Page_NewUnit_SaysPromiseCostAndWhatIsInForce(string culture, params string[] words)
    {
        string html = await unit.HtmlAsync<EvidenceMethodPage>(unit.Officer, Role.SafetyOfficer, [], culture);
        Assert.All(words, word => Assert.Contains(word, html, StringComparison.Ordinal));
        Assert.Contains("data-method=\"SpreadBetweenUnits\"", html, StringComparison.Ordinal);
        Assert.Contains("11 → 13", html, StringComparison.Ordinal);
        Assert.Contains($"data-line=\"{Reactions}\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("state-good", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OnlySafetyOfficersAreOfferedADecision()
    {
        string officer = await unit.HtmlAsync<EvidenceMethodPage>(unit.Officer, Role.SafetyOfficer, []);
        Assert.All(["id=\"preview-spread\"", "id=\"preview-primary\""], id =>
            Assert.Contains(id, officer, StringComparison.Ordinal)
        );
        // Adopted already, and there is no way back.
        Assert.DoesNotContain("id=\"preview-method\"", officer, StringComparison.Ordinal);
        string physician = await unit.HtmlAsync<EvidenceMethodPage>(unit.Physician, Role.Physician, []);
        Assert.Contains("A safety officer decides this.", physician, StringComparison.Ordinal);
        Assert.All(["<form", "id=\"preview-"], form =>
            Assert.DoesNotContain(form, physician, StringComparison.Ordinal)
        );
        var policy = Assert
            .Single(
                typeof(EvidenceMethodPage)
                    .GetCustomAttributes(typeof(AuthorizeAttribute), inherit: true)
                    .Cast<AuthorizeAttribute>()
            )
            .Policy!;
        Assert.Equal([Role.SafetyOfficer, Role.Physician], Policies.Allowed[policy]);
    }

    [Theory]
    [InlineData(
        "en-GB",
        "Evidence of all 2 lines begins anew.",
        "Signals that stand and would not have been raised:",
        "8 of 8",
        "109 · 109",
        "0.15"
    )]
    [InlineData(
        "ru",
        "Доказательность всех строк (2) начинается заново.",
        "Действующие сигналы, которых не было бы:",
        "8 из 8",
        "109 · 109",
        "0,15"
    )]
    public async Task Preview_NamesWhatWouldDiffer(string culture, params string[] words)
    {
        var preview = new EvidencePreview(
            EvidenceChange.OfMethod,
            0,
            NeedsSignature: true,
            [
                new PreviewedLine(
                    Reactions,
                    8,
                    8,
                    new LineReading(StreamState.Signal, 0, true, Math.Log(109), Math.Log(109), true),
                    new LineReading(StreamState.Watch, 0.3, true, 2, 2, false),
                    0.15
                ),
            ],
            [Reactions, Reactions with { Band = GradeBand.GradeAtLeast3 }],
            IsOfFamily: true
        );
        string html = await unit.HtmlAsync<EvidencePreviewPanel>(
            unit.Officer,
            Role.SafetyOfficer,
            new() { ["Preview"] = preview },
            culture
        );
        Assert.All(words, word => Assert.Contains(word, html, StringComparison.Ordinal));
    }
}
