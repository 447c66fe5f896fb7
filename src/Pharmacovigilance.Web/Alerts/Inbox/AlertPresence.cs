using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Web.Alerts.Inbox;

/// <summary>Somebody who has an alert before them with the means to decide.</summary>
public sealed record PersonPresent(UserId UserId, string Name, DateTimeOffset Since);

/// <summary>
/// Who is looking at which alert now, so that two people do not decide side by side without knowing. Lives in this process
/// only: it helps people, and the transition in the database decides.
/// </summary>
public sealed class AlertPresence(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<AlertId, List<Visit>> visits = [];

    /// <summary>Comes in; whoever disposes the answer has left.</summary>
    /// <param name="onChanged">Called when somebody else comes or goes, on any thread: hand over and return.</param>
    public IDisposable Enter(AlertId alertId, UserId userId, string name, Action onChanged)
    {
        var visit = new Visit(this, alertId, new PersonPresent(userId, name, time.GetUtcNow()), onChanged);
        lock (gate)
        {
            if (!visits.TryGetValue(alertId, out var here))
                visits[alertId] = here = [];
            here.Add(visit);
        }

        TellOthers(alertId, visit);
        return visit;
    }

    /// <summary>Everybody there but one person, each once, in the order of coming.</summary>
    public IReadOnlyList<PersonPresent> Others(AlertId alertId, UserId userId)
    {
        lock (gate)
        {
            return !visits.TryGetValue(alertId, out var here)
                ? []
                :
                [
                    .. here.Select(v => v.Person)
                        .Where(p => p.UserId != userId)
                        .OrderBy(p => p.Since)
                        .DistinctBy(p => p.UserId),
                ];
        }
    }

    private void Leave(Visit visit)
    {
        lock (gate)
        {
            if (!visits.TryGetValue(visit.AlertId, out var here) || !here.Remove(visit))
                return;
            if (here.Count == 0)
                visits.Remove(visit.AlertId);
        }

        TellOthers(visit.AlertId, visit);
    }

    private void TellOthers(AlertId alertId, Visit who)
    {
        Visit[] told;
        lock (gate)
            told = visits.TryGetValue(alertId, out var here) ? [.. here.Where(v => v != who)] : [];
        foreach (var visit in told)
            visit.OnChanged();
    }

    private sealed class Visit(AlertPresence presence, AlertId alertId, PersonPresent person, Action onChanged)
        : IDisposable
    {
        public AlertId AlertId => alertId;

        public PersonPresent Person => person;

        public Action OnChanged => onChanged;

        public void Dispose() => presence.Leave(this);
    }
}
