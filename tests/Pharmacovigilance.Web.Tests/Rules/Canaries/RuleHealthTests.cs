using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Web.Rules.Canaries;
using Pharmacovigilance.Web.Tests.Signals;

namespace Pharmacovigilance.Web.Tests.Rules.Canaries;

/// <summary>The program tries its rules by itself when it starts, and says so.</summary>
public sealed class RuleHealthTests(SignalUnit unit) : IClassFixture<SignalUnit>
{
    [Fact]
    public async Task Tile_AfterTheStartOfTheProgram_SaysThatAllActiveRulesAreAlive()
    {
        string html = await ProvedAsync<RuleHealthTile>(unit.Officer, Role.SafetyOfficer);
        Assert.Contains("12 of 12 rules proved alive this shift", html, StringComparison.Ordinal);
        Assert.Contains("Switched off, with a reason: 1.", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_EveryRule_HasStateReasonAndProof()
    {
        await ProvedAsync<RuleHealthTile>(unit.Officer, Role.SafetyOfficer);
        string html = await unit.HtmlAsync<RuleHealthPage>(unit.Officer, Role.SafetyOfficer, []);

        Assert.Contains("data-rule=\"ANC-HOLD\" data-state=\"Alive\"", html, StringComparison.Ordinal);
        Assert.Contains("data-rule=\"POM-ANC\" data-state=\"SwitchedOff\"", html, StringComparison.Ordinal);
        Assert.Contains("Nobody has confirmed this rule in its label yet", html, StringComparison.Ordinal);
        Assert.Contains("id=\"run-now\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "id=\"run-now\"",
            await unit.HtmlAsync<RuleHealthPage>(unit.Physician, Role.Physician, []),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Работоспособность правил",
            await unit.HtmlAsync<RuleHealthPage>(unit.Officer, Role.SafetyOfficer, [], "ru"),
            StringComparison.Ordinal
        );
    }

    private async Task<string> ProvedAsync<T>(Actor person, Role role)
        where T : IComponent
    {
        string html = "";
        for (int i = 0; i < 300; i++)
        {
            html = await unit.HtmlAsync<T>(person, role, []);
            if (html.Contains("proved alive", StringComparison.Ordinal))
                return html;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"The rules were not proved within half a minute: {html}");
        return html;
    }
}
