using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>An alarm as the banner shows it.</summary>
/// <param name="Id">Null while it could not be stored.</param>
public sealed record ShownAlarm(AlarmId? Id, string Kind, string Subject, string Detail, DateTimeOffset Since);

/// <summary>
/// The alarms that stand, for the banner of every page: the stored ones, and those that cannot be stored because the
/// database does not answer.
/// </summary>
public sealed class UnitAlarms(AlarmStore store, ILogger<UnitAlarms> logger)
{
    private readonly Lock gate = new();
    private IReadOnlyList<ShownAlarm> stored = [];
    private IReadOnlyList<ShownAlarm> unstored = [];
    private Action changed = () => { };

    /// <summary>Oldest first; those that could not be stored before all others.</summary>
    public IReadOnlyList<ShownAlarm> Standing
    {
        get
        {
            lock (gate)
                return [.. unstored, .. stored];
        }
    }

    /// <param name="onChanged">Called on the watch's thread: hand over and return.</param>
    public IDisposable Subscribe(Action onChanged)
    {
        lock (gate)
            changed += onChanged;
        return new Subscription(this, onChanged);
    }

    /// <summary>Reads what is stored.</summary>
    public async Task ReadAsync()
    {
        var read = (await store.StandingAsync())
            .Select(alarm => new ShownAlarm(alarm.AlarmId, alarm.Kind, alarm.Subject, alarm.Detail, alarm.OpenedAt))
            .ToList();
        Set(read, null);
    }

    /// <returns>False when it stands already.</returns>
    internal bool OpenUnstored(ShownAlarm alarm)
    {
        lock (gate)
        {
            if (unstored.Any(one => one.Kind == alarm.Kind))
                return false;
        }

        Set(null, [.. unstored, alarm]);
        return true;
    }

    /// <returns>The alarm that stood; null when none did.</returns>
    internal ShownAlarm? EndUnstored(string kind)
    {
        if (unstored.FirstOrDefault(one => one.Kind == kind) is not { } alarm)
            return null;
        Set(null, [.. unstored.Where(one => one.Kind != kind)]);
        return alarm;
    }

    private void Set(IReadOnlyList<ShownAlarm>? nextStored, IReadOnlyList<ShownAlarm>? nextUnstored)
    {
        Action called;
        lock (gate)
        {
            if (nextUnstored is null && nextStored!.SequenceEqual(stored))
                return;
            stored = nextStored ?? stored;
            unstored = nextUnstored ?? unstored;
            called = changed;
        }

        foreach (var subscriber in called.GetInvocationList().Cast<Action>())
        {
            try
            {
                subscriber();
            }
            catch (Exception e)
            {
                DeliveryLog.SubscriberFailed(logger, e);
            }
        }
    }

    private sealed class Subscription(UnitAlarms alarms, Action onChanged) : IDisposable
    {
        public void Dispose()
        {
            lock (alarms.gate)
                alarms.changed = (alarms.changed - onChanged) ?? (() => { });
        }
    }
}
