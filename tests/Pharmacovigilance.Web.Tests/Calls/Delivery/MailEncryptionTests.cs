using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Web.Calls.Delivery;
using Pharmacovigilance.Web.Tests.Alerts;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

/// <summary>What is asked for is kept: encrypted, to the right server, signed in, or not sent at all.</summary>
public sealed class MailEncryptionTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly string folder = Directory.CreateTempSubdirectory("pharmacovigilance-mail-").FullName;

    [Theory]
    [InlineData(MailEncryption.StartTls)]
    [InlineData(MailEncryption.Tls)]
    public async Task SendTest_TrustedServerWithPassword_IsTakenEncrypted(MailEncryption encryption)
    {
        using var certificate = Certificate(IPAddress.Loopback);
        using var server = new SmtpReceiver(certificate, encryption == MailEncryption.Tls, Password);
        await SendAsync(server, encryption, Password, certificate);

        Assert.True(Assert.Single(server.Mails).IsEncrypted);
    }

    [Fact]
    public async Task SendTest_CertificateNobodyVouchesFor_SendsNothing()
    {
        using var certificate = Certificate(IPAddress.Loopback);
        using var server = new SmtpReceiver(certificate, password: Password);

        Assert.Contains(
            "not trusted",
            await RefusedAsync(server, MailEncryption.StartTls, Password, authority: null),
            StringComparison.Ordinal
        );
        using var another = Certificate(IPAddress.Loopback);
        Assert.Contains(
            "not trusted",
            await RefusedAsync(server, MailEncryption.StartTls, Password, another),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task SendTest_CertificateOfAnotherServer_SendsNothing()
    {
        using var certificate = Certificate(IPAddress.Parse("192.0.2.1"));
        using var server = new SmtpReceiver(certificate, password: Password);

        Assert.Contains(
            "not trusted",
            await RefusedAsync(server, MailEncryption.StartTls, Password, certificate),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task SendTest_ServerWithoutEncryption_SendsNothing()
    {
        using var server = new SmtpReceiver();

        Assert.Contains(
            "does not offer",
            await RefusedAsync(server, MailEncryption.StartTls, password: null, authority: null),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task SendTest_WrongPassword_SaysSo()
    {
        using var certificate = Certificate(IPAddress.Loopback);
        using var server = new SmtpReceiver(certificate, password: Password);

        Assert.Contains(
            "does not accept the user name and password",
            await RefusedAsync(server, MailEncryption.StartTls, "wrong", certificate),
            StringComparison.Ordinal
        );
    }

    private async Task<string> RefusedAsync(
        SmtpReceiver server,
        MailEncryption encryption,
        string? password,
        X509Certificate2? authority
    )
    {
        var failed = await Assert.ThrowsAsync<DeliveryFailedException>(() =>
            SendAsync(server, encryption, password, authority)
        );
        Assert.Empty(server.Mails);
        Assert.Equal((true, true, false), (failed.IsUnreachable, failed.NeverLeft, failed.IsFinal));
        return failed.Message;
    }

    private async Task SendAsync(
        SmtpReceiver server,
        MailEncryption encryption,
        string? password,
        X509Certificate2? authority
    )
    {
        string file = Path.Combine(folder, "authority.pem");
        if (authority is not null)
            await File.WriteAllTextAsync(file, authority.ExportCertificatePem());
        string[] signIn = password is null
            ? []
            : ["--Delivery:Mail:UserName", SmtpReceiver.UserName, "--Delivery:Mail:Password", password];
        string[] trust = authority is null ? [] : ["--Delivery:Mail:AuthorityFile", file];
        await using var unit = await AlertUnit.OpenAsync([
            .. server.Settings,
            "--Delivery:Mail:Encryption",
            encryption.ToString(),
            .. signIn,
            .. trust,
        ]);
        await unit.Get<MailChannel>()
            .SendTestAsync(
                new TestMessage(
                    "test.1",
                    unit.Nurse.UserId!.Value,
                    "nurse",
                    "n@hospital.example",
                    unit.Get<UnitClock>().Now
                ),
                TestContext.Current.CancellationToken
            );
    }

    private static X509Certificate2 Certificate(IPAddress server)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(server);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
