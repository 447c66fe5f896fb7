namespace Pharmacovigilance.Web.Alerts;

/// <summary>Whether what is in the outbox reaches the clients of the hub.</summary>
/// <param name="FailingSince">On the host's clock; null while deliveries succeed.</param>
public sealed record DeliveryState(DateTimeOffset? FailingSince)
{
    public static readonly DeliveryState Working = new((DateTimeOffset?)null);
}

/// <summary>Keeps the newest <see cref="DeliveryState"/> where pages can see it.</summary>
public sealed class DeliveryHealth(TimeProvider time, ILogger<DeliveryHealth> logger)
{
    private readonly Lock gate = new();
    private Action changed = () => { };

    public DeliveryState State { get; private set; } = DeliveryState.Working;

    /// <param name="onChanged">Called on the delivery's thread: hand over and return.</param>
    public IDisposable Subscribe(Action onChanged)
    {
        lock (gate) changed += onChanged;
        return new Subscription(this, onChanged);
    }

    internal void Works()
    {
        if (State.FailingSince is not { } since) return;
        DeliveryLog.Recovered(logger, since);
        Set(DeliveryState.Working);
    }

    internal void Fails(Exception failure)
    {
        DeliveryLog.Failed(logger, failure);
        if (State.FailingSince is null) Set(new DeliveryState(time.GetUtcNow()));
    }

    private void Set(DeliveryState state)
    {
        Action called;
        lock (gate)
        {
            State = state;
            called = changed;
        }

        foreach (var subscriber in called.GetInvocationList().Cast<Action>()) Call(subscriber);
    }

    private void Call(Action subscriber)
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

    private sealed class Subscription(DeliveryHealth health, Action onChanged) : IDisposable
    {
        public void Dispose()
        {
            lock (health.gate) health.changed = (health.changed - onChanged) ?? (() => { });
        }
    }
}

internal static partial class DeliveryLog
{
    [LoggerMessage(EventId = 300, Level = LogLevel.Error, Message = "Alert changes could not be delivered to the hub; it is tried again")]
    public static partial void Failed(ILogger logger, Exception failure);

    [LoggerMessage(EventId = 301, Level = LogLevel.Information, Message = "Alert changes are delivered to the hub again; they had failed since {Since}")]
    public static partial void Recovered(ILogger logger, DateTimeOffset since);

    [LoggerMessage(EventId = 302, Level = LogLevel.Error, Message = "A page failed to take the state of the delivery")]
    public static partial void SubscriberFailed(ILogger logger, Exception failure);
}
