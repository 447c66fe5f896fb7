using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Live;

namespace Pharmacovigilance.Web.Alerts.Inbox;

/// <summary>
/// The alerts on which a decision is due, and the decided ones whose loop waits for somebody. A physician decides, also for
/// an absent colleague; the nurse confirms what was carried out; the safety officer reads.
/// </summary>
public sealed partial class AlertInbox(CurrentActor person, AlertContextStore contexts) : LiveComponent
{
    private IReadOnlyList<AlertItem> undecided = [];
    private IReadOnlyList<WaitingAlert> waiting = [];
    private IReadOnlyDictionary<AlertId, HoldCriterion> releasable = new Dictionary<AlertId, HoldCriterion>();
    private IReadOnlyDictionary<CourseId, AlertContext> known = new Dictionary<CourseId, AlertContext>();
    private readonly Dictionary<AlertId, AlertCard> cards = [];
    private readonly Dictionary<AlertId, AlertDecision> decisions = [];
    private HashSet<AlertId> called = [];
    private IReadOnlyCollection<Role> roles = [];
    private DecisionNotice? notice;
    private UserId? me;
    private bool decides;
    private bool all;
    private int turn;

    private int MineCount => undecided.Count(IsMine);

    /// <summary>The most urgent first, whoever attends the course: the own ones are marked, and can be had alone.</summary>
    private IReadOnlyList<AlertItem> Shown => [.. undecided.Where(a => all || IsMine(a)).OrderBy(a => a.Urgency)];

    /// <summary>Everything to the safety officer; to others what they may do, and what is promised in their own courses.</summary>
    private IReadOnlyList<WaitingAlert> Waiting =>
        [
            .. waiting.Where(w =>
                roles.Contains(Role.SafetyOfficer)
                || (WaitingRights.May(w, roles, me) && (all || IsMine(w.Alert) || w.For == WaitingFor.SecondPerson))
                || (w.For == WaitingFor.Monitoring && IsMine(w.Alert))
            ),
        ];

    /// <summary>These hold a patient's treatment up; the others come after what is undecided.</summary>
    private static bool IsUrgent(WaitingAlert waiting) => waiting.For is WaitingFor.SecondPerson or WaitingFor.Release;

    // The components of a list announce themselves here, so that a key can act on the one it was pressed in.
    private AlertCard Card
    {
        set => cards[value.Alert.AlertId] = value;
    }

    private AlertDecision Decision
    {
        set => decisions[value.Alert.AlertId] = value;
    }

    protected override async Task OnInitializedAsync()
    {
        me = (await person.GetAsync()).UserId;
        roles = [.. await person.RolesAsync()];
        decides = roles.Contains(Role.Physician);
        all = !decides;
        await base.OnInitializedAsync();
    }

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.Alerts;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot)
    {
        (undecided, waiting, releasable) = (
            snapshot.Alerts.Undecided,
            snapshot.Alerts.Waiting,
            snapshot.Alerts.Releasable
        );
        called = [.. snapshot.OnCall.Calls.Where(call => call.PersonId == me).Select(call => call.AlertId)];
        return LoadContextsAsync();
    }

    private Task ShowAsync(bool everybody)
    {
        all = everybody;
        return LoadContextsAsync();
    }

    private async Task LoadContextsAsync()
    {
        int mine = ++turn;
        var found = await contexts.OfAsync(Shown.Select(a => a.Course.CourseId));
        if (mine == turn)
            known = found;
    }

    private AlertContext? ContextOf(AlertItem alert) => known.GetValueOrDefault(alert.Course.CourseId);

    private HoldCriterion? CriterionOf(AlertItem alert) => releasable.GetValueOrDefault(alert.AlertId);

    /// <summary>Of an own course, or of a colleague's for which this person was called.</summary>
    private bool IsMine(AlertItem alert) => alert.Course.AttendingPhysicianId == me || called.Contains(alert.AlertId);

    private void Take(DecisionNotice decided) => notice = decided;

    /// <summary>Keys work where the focus is in a card and not in a field: arrows move, letters decide.</summary>
    private async Task KeyAsync(AlertItem alert, string key)
    {
        var shown = Shown;
        int place = shown.Select(a => a.AlertId).ToList().IndexOf(alert.AlertId);
        if (place < 0)
            return;
        int? next = key switch
        {
            "ArrowDown" or "j" => place + 1,
            "ArrowUp" or "k" => place - 1,
            _ => null,
        };
        if (next is { } to && to >= 0 && to < shown.Count && cards.TryGetValue(shown[to].AlertId, out var card))
            await card.FocusAsync();
        else if (next is null && decisions.TryGetValue(alert.AlertId, out var decision))
            await decision.KeyAsync(key);
    }
}
