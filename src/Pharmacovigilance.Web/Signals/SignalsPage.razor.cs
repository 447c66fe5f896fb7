using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Signals;

/// <summary>The officer's worklist: which signals wait for a judgement, and what others did since the last look.</summary>
public sealed partial class SignalsPage(SignalStore store, CurrentActor person, UnitClock clock, IdSource ids)
{
    private readonly Saving saving = new();
    private SignalWorklist? list;
    private Choice choice = Choice.Open;
    private string key = "";
    private bool marked;
    private int turn;

    private enum Choice
    {
        Open,
        New,
        All,
    }

    private IReadOnlyList<SignalItem> Shown => [.. list!.Items.Where(item => IsIn(choice, item))];

    protected override void OnInitialized() => key = ids.Next(clock.Now).ToString("N");

    // Signals and their steps touch the room whose part the board is.
    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Board;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => LoadAsync();

    private async Task LoadAsync()
    {
        int mine = ++turn;
        var actor = await person.GetAsync();
        var read = await store.WorklistAsync(actor.UserId!.Value);
        if (mine == turn)
            list = read;
    }

    private int Count(Choice wanted) => list!.Items.Count(item => IsIn(wanted, item));

    private static bool IsIn(Choice wanted, SignalItem item) =>
        wanted switch
        {
            Choice.Open => SignalFlow.IsOpen(item.Status),
            Choice.New => item.IsNew,
            Choice.All => true,
        };

    private string Pressed(Choice wanted) => choice == wanted ? "true" : "false";

    /// <summary>Covers the list on the screen; what comes while it is being saved stays new.</summary>
    private Task MarkReviewedAsync() =>
        saving.RunAsync(async () =>
        {
            marked = false;
            long seen = list!.ReadSeq;
            await store.MarkReviewedAsync(await person.GetAsync(), seen, $"{key}:{seen}");
            marked = true;
            await LoadAsync();
        });
}
