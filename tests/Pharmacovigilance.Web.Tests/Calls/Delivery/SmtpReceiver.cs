using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MimeKit;
using SmtpServer;
using SmtpServer.Authentication;
using SmtpServer.ComponentModel;
using SmtpServer.Mail;
using SmtpServer.Protocol;
using SmtpServer.Storage;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

/// <summary>A mail as it was taken.</summary>
internal sealed record TakenMail(string MessageId, string Recipient, string Subject, string Body, bool IsEncrypted);

/// <summary>A mail server that remembers what it takes; it can be slow, refuse recipients, be away, and ask for encryption and a password.</summary>
internal sealed class SmtpReceiver : IDisposable
{
    public const string UserName = "unit";

    private readonly SmtpServer.SmtpServer server;
    private CancellationTokenSource ending = new();
    private Task serving;

    /// <param name="certificate">Offers encryption; null = does not.</param>
    /// <param name="fromTheFirstByte">Instead of by STARTTLS.</param>
    /// <param name="password">Takes nothing without it; null = from everybody.</param>
    public SmtpReceiver(X509Certificate2? certificate = null, bool fromTheFirstByte = false, string? password = null)
    {
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Port = ((IPEndPoint)free.LocalEndpoint).Port;
        }

        var options = new SmtpServerOptionsBuilder()
            .ServerName("mail.test")
            .Endpoint(endpoint =>
            {
                endpoint
                    .Endpoint(new IPEndPoint(IPAddress.Loopback, Port))
                    .AuthenticationRequired(password is not null);
                if (certificate is not null)
                    endpoint.Certificate(certificate).IsSecure(fromTheFirstByte);
            })
            .Build();
        var services = new ServiceProvider();
        services.Add((IMessageStore)new Mailboxes(this));
        services.Add((IMailboxFilter)new Mailboxes(this));
        services.Add(new DelegatingUserAuthenticator((name, given) => name == UserName && given == password));
        server = new SmtpServer.SmtpServer(options, services);
        serving = server.StartAsync(ending.Token);
    }

    public int Port { get; }

    /// <summary>In the order in which they were taken, repeated ones too.</summary>
    public ConcurrentQueue<TakenMail> Mails { get; } = [];

    /// <summary>How long each mail takes.</summary>
    public TimeSpan Slowness { get; set; }

    /// <summary>Whether it knows no mailbox.</summary>
    public bool RefusesRecipients { get; set; }

    /// <summary>Settings that make a unit use this server.</summary>
    public string[] Settings =>
        [
            "--Delivery:Mail:Host",
            "127.0.0.1",
            "--Delivery:Mail:Port",
            Port.ToString(CultureInfo.InvariantCulture),
            "--Delivery:Mail:From",
            "unit@hospital.example",
        ];

    /// <summary>Nobody listens any more.</summary>
    public async Task GoAwayAsync()
    {
        await ending.CancelAsync();
        try
        {
            await serving;
        }
        catch (OperationCanceledException)
        {
            // That is how it ends.
        }
    }

    public void ComeBack()
    {
        ending = new CancellationTokenSource();
        serving = server.StartAsync(ending.Token);
    }

    public void Dispose()
    {
        server.Shutdown();
    }

    /// <summary>The library disposes of what it asks, and the server itself must outlive that.</summary>
    private sealed class Mailboxes(SmtpReceiver owner) : IMessageStore, IMailboxFilter
    {
        public async Task<SmtpResponse> SaveAsync(
            ISessionContext context,
            IMessageTransaction transaction,
            ReadOnlySequence<byte> buffer,
            CancellationToken cancellationToken
        )
        {
            using var stream = new MemoryStream(buffer.ToArray());
            using var mail = await MimeMessage.LoadAsync(stream, cancellationToken);
            await Task.Delay(owner.Slowness, cancellationToken);
            owner.Mails.Enqueue(
                new TakenMail(
                    $"<{mail.MessageId}>",
                    transaction.To[0].AsAddress(),
                    mail.Subject ?? "",
                    mail.TextBody ?? "",
                    context.Pipe.IsSecure
                )
            );
            return SmtpResponse.Ok;
        }

        public Task<bool> CanAcceptFromAsync(
            ISessionContext context,
            IMailbox from,
            int size,
            CancellationToken cancellationToken
        ) => Task.FromResult(true);

        public Task<bool> CanDeliverToAsync(
            ISessionContext context,
            IMailbox to,
            IMailbox from,
            CancellationToken cancellationToken
        ) => Task.FromResult(!owner.RefusesRecipients);
    }
}
