using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using Pharmacovigilance.Storage.Calls.Delivery;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>
/// Mail through the unit's SMTP server. The Message-ID is the key of the message: a mail that is sent again after a crash
/// is the same mail for every mailbox that keeps one of each.
/// </summary>
public sealed class MailChannel(DeliveryOptions options, DeliveryWords words) : IDeliveryChannel
{
    public string Name => ChannelNames.Mail;

    public TimeSpan Limit => TimeSpan.FromSeconds(20);

    private MailOptions Settings => options.Mail;

    public Task SendAsync(DueMessage message, CancellationToken cancellationToken) =>
        SendAsync(
            message.Key,
            message.PersonName,
            message.Email,
            words.MailOf(message),
            message.AlertId?.ToString(),
            cancellationToken
        );

    /// <summary>A mail does not ring.</summary>
    public Task SendEndAsync(AnsweredCall call, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        using var client = await MailServer.ConnectAsync(Settings, cancellationToken);
        await client.DisconnectAsync(quit: true, cancellationToken);
    }

    public Task SendTestAsync(TestMessage test, CancellationToken cancellationToken) =>
        SendAsync(test.Key, test.PersonName, test.Email, words.TestMail(test), thread: null, cancellationToken);

    public async Task SendDirectAsync(DirectAlarm alarm, CancellationToken cancellationToken)
    {
        for (int i = 0; i < alarm.Emails.Count; i++)
            await SendAsync(
                $"{alarm.Key}.{i}",
                "",
                alarm.Emails[i],
                words.AlarmMail(alarm.Kind, alarm.Subject, alarm.Detail, alarm.At),
                thread: null,
                cancellationToken
            );
    }

    private Task SendAsync(
        string key,
        string name,
        string? address,
        MailText text,
        string? thread,
        CancellationToken cancellationToken
    )
    {
        if (address is null || !System.Net.Mail.MailAddress.TryCreate(address, name, out var to))
            throw new DeliveryFailedException(
                address is null ? $"{name} has no e-mail address." : $"'{address}' is not an e-mail address."
            )
            {
                IsFinal = true,
                NeverLeft = true,
            };
        return SendAsync(key, to, text, thread, cancellationToken);
    }

    private async Task SendAsync(
        string key,
        System.Net.Mail.MailAddress to,
        MailText text,
        string? thread,
        CancellationToken cancellationToken
    )
    {
        string host = new System.Net.Mail.MailAddress(Settings.From).Host;
        using var mail = new MimeMessage(
            [MailboxAddress.Parse(Settings.From)],
            [new MailboxAddress(to.DisplayName, to.Address)],
            text.Subject,
            new TextPart("plain") { Text = text.Body }
        );
        mail.MessageId = $"{key}@{host}";
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        if (thread is not null)
            mail.References.Add($"{thread}@{host}");
        using var client = await MailServer.ConnectAsync(Settings, cancellationToken);
        try
        {
            await client.SendAsync(mail, cancellationToken);
        }
        catch (SmtpCommandException e)
        {
            bool isRecipient = e.ErrorCode == SmtpErrorCode.RecipientNotAccepted && IsFinal(e.StatusCode);
            throw new DeliveryFailedException($"The mail server did not take it ({(int)e.StatusCode}): {e.Message}", e)
            {
                IsFinal = isRecipient,
                NeverLeft = isRecipient,
            };
        }
        catch (Exception e) when (e is IOException or SocketException or ProtocolException)
        {
            throw new DeliveryFailedException($"The connection to the mail server broke: {e.Message}", e)
            {
                IsUnreachable = true,
            };
        }
    }

    /// <summary>What the server says about this recipient for good; what it says about us may be mended.</summary>
    private static bool IsFinal(SmtpStatusCode code) =>
        code
            is SmtpStatusCode.MailboxUnavailable
                or SmtpStatusCode.UserNotLocalTryAlternatePath
                or SmtpStatusCode.MailboxNameNotAllowed
                or SmtpStatusCode.TransactionFailed;
}
