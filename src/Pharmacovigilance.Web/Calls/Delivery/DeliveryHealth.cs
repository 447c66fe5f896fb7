using System.Collections.Immutable;
using Pharmacovigilance.Storage.Calls.Delivery;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>Whether a channel takes what it is given.</summary>
/// <param name="FailingSince">On the host's clock; null while it works.</param>
/// <param name="Error">Of the newest failure; null while it works.</param>
public sealed record ChannelState(DateTimeOffset? FailingSince = null, string? Error = null)
{
    public static readonly ChannelState Working = new();
}

/// <summary>Keeps the newest <see cref="ChannelState"/> of each channel where pages can see it.</summary>
public sealed class DeliveryHealth(TimeProvider time, ILogger<DeliveryHealth> logger)
{
    private readonly Lock gate = new();
    private ImmutableDictionary<string, ChannelState> states = ImmutableDictionary<
        string,
        ChannelState
    >.Empty.WithComparers(StringComparer.Ordinal);
    private Action changed = () => { };

    public ChannelState Of(string channel)
    {
        lock (gate)
            return states.GetValueOrDefault(channel, ChannelState.Working);
    }

    /// <param name="onChanged">Called on a delivery's thread: hand over and return.</param>
    public IDisposable Subscribe(Action onChanged)
    {
        lock (gate)
            changed += onChanged;
        return new Subscription(this, onChanged);
    }

    internal void Works(string channel)
    {
        if (Of(channel).FailingSince is not { } since)
            return;
        DeliveryLog.Recovered(logger, channel, since);
        Set(channel, ChannelState.Working);
    }

    internal void Fails(string channel, string error, Exception? failure = null)
    {
        DeliveryLog.Failed(logger, channel, error, failure);
        var before = Of(channel);
        var next = new ChannelState(before.FailingSince ?? time.GetUtcNow(), error);
        if (next != before)
            Set(channel, next);
    }

    private void Set(string channel, ChannelState state)
    {
        Action called;
        lock (gate)
        {
            states = states.SetItem(channel, state);
            called = changed;
        }

        foreach (var subscriber in called.GetInvocationList().Cast<Action>())
            Call(subscriber);
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
            lock (health.gate)
                health.changed = (health.changed - onChanged) ?? (() => { });
        }
    }
}

internal static partial class DeliveryLog
{
    [LoggerMessage(
        EventId = 300,
        Level = LogLevel.Error,
        Message = "Channel {Channel} did not take what was due, it is tried again: {Error}"
    )]
    public static partial void Failed(ILogger logger, string channel, string error, Exception? failure);

    [LoggerMessage(
        EventId = 301,
        Level = LogLevel.Information,
        Message = "Channel {Channel} delivers again; it had failed since {Since}"
    )]
    public static partial void Recovered(ILogger logger, string channel, DateTimeOffset since);

    [LoggerMessage(
        EventId = 302,
        Level = LogLevel.Error,
        Message = "A page failed to take the state of the delivery or of the alarms"
    )]
    public static partial void SubscriberFailed(ILogger logger, Exception failure);

    [LoggerMessage(EventId = 303, Level = LogLevel.Error, Message = "The watch of the unit could not look")]
    public static partial void WatchFailed(ILogger logger, Exception failure);

    [LoggerMessage(
        EventId = 304,
        Level = LogLevel.Critical,
        Message = "Alarm {Kind} about {Subject} could not be stored, because the database does not answer: {Detail}"
    )]
    public static partial void AlarmNotStored(ILogger logger, string kind, string subject, string detail);
}
