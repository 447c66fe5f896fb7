using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Signals;

/// <summary>The key of the texts about how evidence is gathered: EvidenceMethodText.resx.</summary>
public sealed class EvidenceMethodText;

/// <summary>What the board promises, what that costs, and the unit's decisions about it: preview first, then a reason and a signature.</summary>
public sealed partial class EvidenceMethodPage(
    EvidenceDecisionStore store,
    Signature signatures,
    CurrentActor person,
    StreamWords words,
    IdSource ids,
    UnitClock clock
)
{
    private readonly Saving saving = new();
    private EvidenceInForce? inForce;
    private EvidencePreview? preview;
    private string reason = "";
    private string signature = "";
    private string key = "";
    private string? said;
    private bool needsPassword = true;

    private StreamWords Words => words;

    private bool HasSpread => inForce!.Policy.Method is EvidenceMethod.SpreadBetweenUnits;

    private IReadOnlyList<StreamDefinition> Compared => [.. inForce!.Board.Where(line => line.IsCompared)];

    private IReadOnlyList<StreamDefinition> Primary => [.. Compared.Where(line => line.IsPrimary)];

    protected override async Task OnInitializedAsync()
    {
        needsPassword = await signatures.NeedsPasswordAsync(await person.GetAsync());
        inForce = await store.ReadAsync();
    }

    private Task PreviewAsync(EvidenceChange change) =>
        saving.RunAsync(async () =>
        {
            (preview, said, signature) = (null, null, "");
            preview = await store.PreviewAsync(change);
            key = ids.Next(clock.Now).ToString("D");
        });

    private Task DecideAsync() =>
        saving.RunAsync(async () =>
        {
            try
            {
                var actor = await person.GetAsync();
                bool isSigned = preview!.NeedsSignature;
                if (isSigned)
                    await signatures.CheckAsync(actor, signature);
                await store.DecideAsync(actor, preview, reason, isSigned, key);
                (preview, reason, said) = (null, "", Text["Decided"]);
                inForce = await store.ReadAsync();
            }
            finally
            {
                signature = "";
            }
        });

    /// <summary>Between which multiples of the trial's hazard 19 of 20 ordinary units lie.</summary>
    private string Ordinary(double spread) =>
        HasSpread
            ? string.Create(
                CultureInfo.CurrentCulture,
                $"{Math.Exp(-1.96 * spread):0.00}–{Math.Exp(1.96 * spread):0.00}"
            )
            : "1";

    private string Of(EvidenceDecision decision) =>
        decision.Kind switch
        {
            EvidenceDecisionKind.Spread when decision.Lines is [var line] => Text[
                "DecidedSpread",
                decision.Spread!,
                words.Title(line)
            ],
            EvidenceDecisionKind.Spread => Text["DecidedSpreads", decision.Spread!, decision.Lines.Count],
            EvidenceDecisionKind.PrimaryLines when decision.Lines.Count > 0 => Text[
                "DecidedPrimary",
                string.Join("; ", decision.Lines.Select(words.Title))
            ],
            EvidenceDecisionKind.PrimaryLines => Text["DecidedPrimaryAll"],
            _ => Text["DecidedMethod"],
        };
}
