using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Live;

namespace Pharmacovigilance.Web.Alerts;

/// <summary>The alerts on which a decision is due. A physician decides, also for an absent colleague; the safety officer reads.</summary>
public sealed partial class AlertInbox(CurrentActor person) : LiveComponent
{
    private IReadOnlyList<AlertItem> undecided = [];
    private DecisionNotice? notice;
    private UserId? me;
    private bool decides;
    private bool all;

    private int MineCount => undecided.Count(IsMine);

    /// <summary>Own courses first; within them the store's order, the most urgent first.</summary>
    private IReadOnlyList<AlertItem> Shown => [.. undecided.Where(a => all || IsMine(a)).OrderByDescending(IsMine)];

    protected override async Task OnInitializedAsync()
    {
        me = (await person.GetAsync()).UserId;
        decides = (await person.RolesAsync()).Contains(Role.Physician);
        all = !decides;
        await base.OnInitializedAsync();
    }

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Alerts;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot)
    {
        undecided = snapshot.Alerts.Undecided;
        return Task.CompletedTask;
    }

    private bool IsMine(AlertItem alert) => alert.Course.AttendingPhysicianId == me;

    private void Take(DecisionNotice decided) => notice = decided;
}
