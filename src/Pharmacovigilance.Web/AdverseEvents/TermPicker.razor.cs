using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>
/// Finds any term of the dictionary in force: a combobox after the ARIA pattern. The arrows move, Enter takes the marked
/// hit, Escape closes; shell.js keeps these keys from scrolling or submitting the form.
/// </summary>
public sealed partial class TermPicker
{
    private static readonly TermHits Nothing = new([], 0);

    private TermHits hits = Nothing;
    private string typed = "";
    private int active;

    [Parameter, EditorRequired]
    public CtcaeDictionary Dictionary { get; set; } = null!;

    [Parameter]
    public EventCallback<CtcaeTerm> Chosen { get; set; }

    private string Scope =>
        Text[
            Dictionary.IsFull ? "SearchesFull" : "SearchesShipped",
            Dictionary.Terms.Count,
            CtcaeVersions.Format(Dictionary.Version)
        ];

    private string Count =>
        (hits.All, hits.Best.Count) switch
        {
            (0, _) => string.IsNullOrWhiteSpace(typed) ? "" : Text["NoHits", typed],
            var (all, best) when all > best => Text["MoreHits", best, all],
            var (all, _) => Text["HitCount", all],
        };

    private static string OptionId(int index) => FormattableString.Invariant($"term-hit-{index}");

    private void Search(ChangeEventArgs e)
    {
        typed = e.Value as string ?? "";
        hits = Dictionary.Search.Find(typed);
        active = 0;
    }

    private async Task PressAsync(KeyboardEventArgs e)
    {
        if (e.Key == "Escape")
            Close();
        else if (hits.Best.Count > 0 && e.Key == "Enter")
            await ChooseAsync(hits.Best[active]);
        else if (hits.Best.Count > 0)
            active = e.Key switch
            {
                "ArrowDown" => (active + 1) % hits.Best.Count,
                "ArrowUp" => (active + hits.Best.Count - 1) % hits.Best.Count,
                _ => active,
            };
    }

    private Task ChooseAsync(CtcaeTerm term)
    {
        Close();
        return Chosen.InvokeAsync(term);
    }

    private void Close() => (typed, hits, active) = ("", Nothing, 0);
}
