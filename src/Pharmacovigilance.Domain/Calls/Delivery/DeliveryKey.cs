using System.Globalization;

namespace Pharmacovigilance.Domain.Calls.Delivery;

/// <summary>
/// Names one message for ever: the same in every attempt, also after a crash, and never that of another one, also in
/// another unit. Mail carries it as Message-ID, a webhook as Idempotency-Key: whoever receives it twice shows it once.
/// </summary>
public static class DeliveryKey
{
    /// <param name="subject">Id of the alert, the alarm or the person a digest is for.</param>
    /// <param name="seq">Number of the message in the outbox.</param>
    public static string Of(Guid subject, long seq) =>
        string.Create(CultureInfo.InvariantCulture, $"{subject:D}.{seq}");

    /// <summary>Of the message that the same call is answered.</summary>
    public static string OfEnd(Guid subject, long seq) => Of(subject, seq) + ".end";
}
