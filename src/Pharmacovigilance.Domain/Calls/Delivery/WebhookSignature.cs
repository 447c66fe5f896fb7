using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pharmacovigilance.Domain.Calls.Delivery;

/// <summary>Signs what a webhook carries, so that the receiver knows it is from this unit and from now.</summary>
public static class WebhookSignature
{
    public const string TimestampHeader = "Pharmacovigilance-Timestamp";
    public const string Header = "Pharmacovigilance-Signature";
    private const string Prefix = "sha256=";

    /// <param name="secret">As configured, UTF-8.</param>
    /// <param name="timestamp">Unix seconds, as in the header.</param>
    /// <param name="body">The bytes of the request's body.</param>
    /// <returns><c>sha256=</c> and the lower-case hex HMAC-SHA256 of <c>timestamp.body</c>.</returns>
    public static string Of(string secret, long timestamp, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{timestamp}.")));
        hmac.AppendData(body);
        return Prefix + Convert.ToHexStringLower(hmac.GetHashAndReset());
    }

    /// <summary>As a receiver checks it: in constant time.</summary>
    public static bool IsValid(string secret, long timestamp, ReadOnlySpan<byte> body, string signature) =>
        CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Of(secret, timestamp, body)),
            Encoding.UTF8.GetBytes(signature)
        );
}
