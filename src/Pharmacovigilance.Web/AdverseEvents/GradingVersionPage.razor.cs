using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>The key of the texts about the version in force: GradingVersionText.resx.</summary>
public sealed class GradingVersionText;

/// <summary>Which CTCAE version the unit grades by: preview first, then a reason and a signature.</summary>
public sealed partial class GradingVersionPage(
    CtcaeAdoptionStore adoptions,
    RegradingStore regradings,
    KnowledgeInForce known,
    Signature signatures,
    CurrentActor person
)
{
    private readonly Saving saving = new();
    private IReadOnlyList<RecordedAdoption> decisions = [];
    private CtcaePreview? preview;
    private (int Done, int All)? progress;
    private string reason = "";
    private string signature = "";
    private string? said;
    private bool needsPassword = true;
    private int due;

    private CtcaeVersion InForce => known.Current.CtcaeHistory.Current;

    private CtcaeVersion TrialVersion => known.Current.TrialCtcae.Version;

    protected override async Task OnInitializedAsync()
    {
        needsPassword = await signatures.NeedsPasswordAsync(await person.GetAsync());
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        decisions = await adoptions.AllAsync();
        due = await regradings.DueAsync();
    }

    private async Task PreviewAsync(CtcaeVersion version) =>
        await TakingAsync(async () =>
        {
            preview = null;
            said = null;
            progress = (0, 0);
            StateHasChanged();
            preview = await adoptions.PreviewAsync(
                version,
                new Progress<(int Done, int All)>(state =>
                {
                    if (progress is null)
                        return;
                    progress = state;
                    StateHasChanged();
                })
            );
        });

    private async Task AdoptAsync() =>
        await TakingAsync(async () =>
        {
            var actor = await person.GetAsync();
            await signatures.CheckAsync(actor, signature);
            await adoptions.AdoptAsync(actor, preview!, reason);
            said = Text["Adopted", CtcaeVersions.Format(InForce)];
            (preview, reason) = (null, "");
            await ReloadAsync();
        });

    private async Task RegradeAsync() =>
        await TakingAsync(async () =>
        {
            int graded = await regradings.RegradeFromValuesAsync(await person.GetAsync());
            said = Text["Regraded", graded, CtcaeVersions.Format(InForce)];
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
}
