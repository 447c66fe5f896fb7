using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>What axe found fault with.</summary>
/// <param name="Id">The rule, e.g. <c>color-contrast</c>.</param>
/// <param name="Impact"><c>minor</c>, <c>moderate</c>, <c>serious</c> or <c>critical</c>.</param>
/// <param name="Html">The elements, as they stand in the page.</param>
internal sealed record AxeFinding(string Id, string? Impact, IReadOnlyList<string> Html)
{
    public bool IsSerious => Impact is "serious" or "critical";

    public override string ToString() => $"{Id}: {string.Join(" | ", Html)}";
}

/// <summary>
/// Asks axe about the open page, with every rule it has. The RunAxe of its own package opens a second browser context for
/// each question and carries home what passed, too; that took several times as long as the examination.
/// </summary>
internal static class Axe
{
    private const string Run = """
        async within => {
          if (document.querySelector('iframe, frame')) throw new Error('The page has a frame: axe would not look into it.');
          const root = within ? document.querySelector(within) : document;
          const { violations } = await axe.run(root, { resultTypes: ['violations'] });
          return JSON.stringify(violations.map(v => ({ id: v.id, impact: v.impact, html: v.nodes.map(n => n.html) })));
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>All findings, of whatever impact.</summary>
    /// <param name="within">A selector of the part to examine; null = the whole page.</param>
    public static async Task<IReadOnlyList<AxeFinding>> AxeAsync(this IPage page, string? within = null)
    {
        await page.EvaluateAsync(Script);
        string found = await page.EvaluateAsync<string>(Run, within);
        return JsonSerializer.Deserialize<AxeFinding[]>(found, JsonSerializerOptions.Web)!;
    }

    /// <summary>What keeps somebody from using the page.</summary>
    public static async Task<IEnumerable<AxeFinding>> SeriousAxeAsync(this IPage page) =>
        (await page.AxeAsync()).Where(finding => finding.IsSerious);
}
