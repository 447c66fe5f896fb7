using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>Opens a connection to the unit's mail server, encrypted and signed in as the settings say, or not at all.</summary>
internal static class MailServer
{
    /// <exception cref="DeliveryFailedException">It cannot be reached, is not who it should be, or does not let us in. Nothing has been sent.</exception>
    public static async Task<SmtpClient> ConnectAsync(MailOptions settings, CancellationToken cancellationToken)
    {
        // An authority inside a hospital often publishes no list of revoked certificates, and a call must not wait for one.
        var client = new SmtpClient { CheckCertificateRevocation = false };
        if (settings.AuthorityFile.Length > 0)
            client.ServerCertificateValidationCallback = Trusting(settings.AuthorityFile);
        try
        {
            await client.ConnectAsync(settings.Host, settings.Port, How(settings.Encryption), cancellationToken);
            if (settings.UserName.Length > 0)
                await client.AuthenticateAsync(settings.UserName, settings.Password, cancellationToken);
            return client;
        }
        catch (Exception e)
        {
            client.Dispose();
            if (Sentence(settings, e) is not { } sentence)
                throw;
            throw new DeliveryFailedException(sentence, e) { IsUnreachable = true, NeverLeft = true };
        }
    }

    private static SecureSocketOptions How(MailEncryption encryption) =>
        encryption switch
        {
            MailEncryption.None => SecureSocketOptions.None,
            MailEncryption.StartTls => SecureSocketOptions.StartTls,
            MailEncryption.Tls => SecureSocketOptions.SslOnConnect,
        };

    private static string? Sentence(MailOptions settings, Exception e) =>
        e switch
        {
            SslHandshakeException =>
                $"The connection to the mail server {settings.Host}:{settings.Port} could not be encrypted, or its certificate is not trusted; nothing was sent.",
            NotSupportedException =>
                $"The mail server {settings.Host}:{settings.Port} does not offer what the settings ask for: {e.Message}",
            AuthenticationException =>
                $"The mail server {settings.Host}:{settings.Port} does not accept the user name and password.",
            SocketException or IOException or ProtocolException or CommandException =>
                $"The mail server {settings.Host}:{settings.Port} cannot be reached: {e.Message}",
            _ => null,
        };

    private static RemoteCertificateValidationCallback Trusting(string authorityFile) =>
        (_, certificate, _, errors) =>
        {
            if (errors == SslPolicyErrors.None)
                return true;
            // Another name or no certificate at all is not mended by any authority.
            if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null)
                return false;
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(authorityFile);
            using var presented = new X509Certificate2(certificate);
            return chain.Build(presented);
        };
}
