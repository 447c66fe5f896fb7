using System.Text;
using Pharmacovigilance.Domain.Calls.Delivery;

namespace Pharmacovigilance.Domain.Tests.Calls.Delivery;

public sealed class WebhookSignatureTests
{
    private const long Timestamp = 1_772_438_400;
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"event":"ping"}""");

    /// <summary>printf '%s' '1772438400.{"event":"ping"}' | openssl dgst -sha256 -hmac 'correct horse'</summary>
    [Fact]
    public void Of_KnownMessage_IsWhatOpenSslSays() =>
        Assert.Equal(
            "sha256=c7365630af2c18bfea23ee1075c16292294a34a5ca2743af6c47f69c9541b0d2",
            WebhookSignature.Of("correct horse", Timestamp, Body)
        );

    [Fact]
    public void IsValid_OwnSignature_Holds() =>
        Assert.True(
            WebhookSignature.IsValid("secret", Timestamp, Body, WebhookSignature.Of("secret", Timestamp, Body))
        );

    [Theory]
    [InlineData("other", Timestamp, 0)]
    [InlineData("secret", Timestamp + 1, 0)]
    [InlineData("secret", Timestamp, 1)]
    public void IsValid_OtherSecretTimeOrBody_DoesNotHold(string secret, long timestamp, int cut) =>
        Assert.False(
            WebhookSignature.IsValid(
                secret,
                timestamp,
                Body.AsSpan(cut),
                WebhookSignature.Of("secret", Timestamp, Body)
            )
        );
}
