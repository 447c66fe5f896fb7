using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Signals;

/// <summary>The margin of one stream, and changing it with a reason.</summary>
public sealed partial class MarginForm(
    MarginStore store,
    CurrentActor person,
    IdSource ids,
    UnitClock clock,
    IStringLocalizer<StreamText> text
)
{
    private readonly Saving saving = new();
    private string? typed;
    private string reason = "";
    private string said = "";
    private double seen;
    private string idempotencyKey = "";

    [Parameter, EditorRequired]
    public BoardRow Row { get; set; } = null!;

    private void Begin()
    {
        (typed, reason, said, saving.Refusals) = (
            Row.Definition.Margin.ToString("0.##", CultureInfo.CurrentCulture),
            "",
            "",
            []
        );
        (seen, idempotencyKey) = (Row.Definition.Margin, ids.Next<SignalStepId>(clock.Now).ToString());
    }

    private async Task SaveAsync()
    {
        var number = TypedNumber.Read(typed);
        // A third decimal would be rounded off in silence.
        if (number.Outcome != TypedNumberOutcome.Read || number.Value * 100 % 1 != 0)
        {
            saving.Refusals = [DecimalEntry.Unread(typed ?? "", "margin", "stream.margin-unreadable")];
            return;
        }

        double margin = (double)number.Value;
        await saving.RunAsync(async () =>
        {
            await store.SetAsync(await person.GetAsync(), Row.Key, margin, seen, reason, idempotencyKey);
            (typed, said) = (null, text["MarginSaved"]);
        });
    }
}
