using System.Globalization;
using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>Under which reporting rules the unit works, and since when; a new decision is a new row with a reason.</summary>
public sealed partial class ReportingChoicePanel(ReportingStore store, CurrentActor person, UnitClock clock)
{
    private readonly Saving saving = new();
    private readonly HashSet<string> chosen = new(StringComparer.Ordinal);
    private ReportingChoice? opened;
    private string reason = "";
    private SeenState seen = default!;

    /// <summary>Newest first.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<ReportingChoice> Choices { get; set; } = [];

    [Parameter]
    public bool MayChoose { get; set; }

    [Parameter]
    public EventCallback Saved { get; set; }

    private bool IsChanged => !chosen.SetEquals(opened?.Regimes ?? []);

    /// <summary>A decision made meanwhile replaces what is ticked here; a live update about something else does not.</summary>
    protected override void OnParametersSet()
    {
        var newest = Choices.Count > 0 ? Choices[0] : null;
        if (newest?.Position == opened?.Position && seen is not null)
            return;
        (opened, seen) = (newest, person.Sees(SeenSubject.ReportingRules));
        chosen.Clear();
        chosen.UnionWith(newest?.Regimes ?? []);
    }

    private void Toggle(string code)
    {
        saving.Refusals = [];
        if (!chosen.Remove(code))
            chosen.Add(code);
    }

    private string UnitMoment(DateTimeOffset at) =>
        clock.AtUnit(at).ToString("d MMM yyyy HH:mm", CultureInfo.CurrentCulture);

    private Task SaveAsync() =>
        saving.RunAsync(async () =>
        {
            await store.ChooseAsync(await person.GetAsync(seen), [.. chosen], reason);
            reason = "";
            await Saved.InvokeAsync();
        });
}
