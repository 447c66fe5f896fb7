using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts.Quality;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Tiers;
using Pharmacovigilance.Storage.Alerts.Quality;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Rules.Tiers;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Rules.Tiers;

/// <summary>The key of the texts about changes of single rules: RuleTierText.resx.</summary>
public sealed class RuleTierText;

/// <summary>Demotes, restores and retires rules: preview over the last year first, then a reason and a signature.</summary>
public sealed partial class RuleTierPanel(
    RuleTierStore store,
    AlertQualityStore quality,
    KnowledgeInForce known,
    Signature signatures,
    CurrentActor person
) : ComponentBase
{
    private readonly Saving saving = new();
    private IReadOnlyList<Line> lines = [];
    private RuleTierPreview? preview;
    private (int Done, int All)? progress;
    private string reason = "";
    private string signature = "";
    private string? said;
    private bool needsPassword = true;
    private bool mayPreview;
    private bool maySign;

    protected override async Task OnInitializedAsync()
    {
        var roles = await person.RolesAsync();
        mayPreview = roles.Any(role => role is Role.SafetyOfficer or Role.Physician);
        maySign = roles.Contains(Role.SafetyOfficer);
        if (maySign)
            needsPassword = await signatures.NeedsPasswordAsync(await person.GetAsync());
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        var report = await quality.ReportAsync(NoisyRule.Weeks);
        var rules = known.Current.Rules;
        var shipped = known.Current.RuleSets.Sets.First(set => set.Id == rules.Id);
        lines =
        [
            .. report
                .Rules.Where(one => rules.Rules.ContainsKey(one.Rule))
                .Select(one => new Line(
                    rules.Of(one.Rule),
                    one.Quality,
                    NoisyRule.IsProposed(rules.Of(one.Rule), one.Quality),
                    [
                        .. Enum.GetValues<TierChangeKind>()
                            .Where(kind => TierChanges.Refuse(shipped.Of(one.Rule), rules.Of(one.Rule), kind) is null),
                    ]
                )),
        ];
    }

    private Task PreviewAsync(TierChange change) =>
        TakingAsync(async () =>
        {
            (preview, said, progress) = (null, null, (0, 0));
            StateHasChanged();
            preview = await store.PreviewAsync(
                await person.GetAsync(),
                change,
                new Progress<(int Done, int All)>(state =>
                {
                    if (progress is null)
                        return;
                    progress = state;
                    StateHasChanged();
                })
            );
        });

    private Task SignAsync() =>
        TakingAsync(async () =>
        {
            var actor = await person.GetAsync();
            await signatures.CheckAsync(actor, signature);
            await store.SignAsync(actor, preview!.Id, reason);
            said = Text["Signed", known.Current.Rules.Stamp];
            (preview, reason) = (null, "");
            await ReloadAsync();
        });

    private Task TakingAsync(Func<Task> act) =>
        saving.RunAsync(async () =>
        {
            try
            {
                await act();
            }
            finally
            {
                (progress, signature) = (null, "");
            }
        });

    private sealed record Line(Rule Rule, AlertQuality Quality, bool IsProposed, IReadOnlyList<TierChangeKind> Choices);
}
