using Pharmacovigilance.Storage.Calls.Delivery;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>One way to reach people. It sends one message and says what came of it; waiting, repeating and giving up are not its business.</summary>
public interface IDeliveryChannel
{
    /// <summary>One of <see cref="ChannelNames"/>.</summary>
    string Name { get; }

    /// <summary>After this an attempt has failed.</summary>
    TimeSpan Limit { get; }

    /// <exception cref="DeliveryFailedException">It was not taken; the exception says whether to try again.</exception>
    Task SendAsync(DueMessage message, CancellationToken cancellationToken);

    /// <summary>Tells the receiver that a call is answered; channels on which nothing rings do nothing.</summary>
    /// <exception cref="DeliveryFailedException">It was not taken.</exception>
    Task SendEndAsync(AnsweredCall call, CancellationToken cancellationToken);

    /// <summary>Asks the receiver whether it is there, without troubling anybody.</summary>
    /// <exception cref="DeliveryFailedException">It is not.</exception>
    Task ProbeAsync(CancellationToken cancellationToken);

    /// <summary>Sends a person a message that says it is a test.</summary>
    /// <param name="email">Of the person; null where none is known.</param>
    /// <exception cref="DeliveryFailedException">It was not taken.</exception>
    Task SendTestAsync(TestMessage test, CancellationToken cancellationToken);

    /// <summary>Sends what the database cannot carry: it does not answer.</summary>
    /// <exception cref="DeliveryFailedException">It was not taken.</exception>
    Task SendDirectAsync(DirectAlarm alarm, CancellationToken cancellationToken);
}

/// <param name="Email">Of the person; null where none is known.</param>
public sealed record TestMessage(
    string Key,
    Domain.UserId PersonId,
    string PersonName,
    string? Email,
    DateTimeOffset At
);

/// <summary>An alarm that could not be stored.</summary>
/// <param name="Emails">Of the administrators.</param>
public sealed record DirectAlarm(
    string Key,
    string Kind,
    string Subject,
    string Detail,
    IReadOnlyList<string> Emails,
    DateTimeOffset At
);

/// <summary>A channel did not take a message. The message is a sentence for the administrator, without patient data.</summary>
public sealed class DeliveryFailedException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>It will never be taken as it is: no further attempt.</summary>
    public bool IsFinal { get; init; }

    /// <summary>The receiver cannot be reached at all: no other message needs to be tried now.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>It certainly did not arrive.</summary>
    public bool NeverLeft { get; init; }

    /// <summary>What the receiver asked for.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
