using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text;
using Pharmacovigilance.Storage.Alerts.Delivery;

namespace Pharmacovigilance.Web.Alerts.Delivery;

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
        SendAsync(message.Key, message.PersonName, message.Email, words.MailOf(message), message.AlertId?.ToString(), cancellationToken);

    /// <summary>A mail does not ring.</summary>
    public Task SendEndAsync(AnsweredCall call, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SmtpProbe.RunAsync(Settings.Host, Settings.Port, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            throw Unreachable(e);
        }
    }

    public Task SendTestAsync(TestMessage test, CancellationToken cancellationToken) =>
        SendAsync(test.Key, test.PersonName, test.Email, words.TestMail(test), thread: null, cancellationToken);

    public async Task SendDirectAsync(DirectAlarm alarm, CancellationToken cancellationToken)
    {
        for (int i = 0; i < alarm.Emails.Count; i++)
            await SendAsync($"{alarm.Key}.{i}", "", alarm.Emails[i], words.AlarmMail(alarm.Kind, alarm.Subject, alarm.Detail, alarm.At), thread: null, cancellationToken);
    }

    private Task SendAsync(string key, string name, string? address, MailText text, string? thread, CancellationToken cancellationToken)
    {
        if (address is null || !MailAddress.TryCreate(address, name, out var to))
            throw new DeliveryFailedException(address is null ? $"{name} has no e-mail address." : $"'{address}' is not an e-mail address.") { IsFinal = true, NeverLeft = true };
        return SendAsync(key, to, text, thread, cancellationToken);
    }

    private async Task SendAsync(string key, MailAddress to, MailText text, string? thread, CancellationToken cancellationToken)
    {
        var from = new MailAddress(Settings.From);
        using var mail = new MailMessage(from, to) { Subject = text.Subject, Body = text.Body, SubjectEncoding = Encoding.UTF8, BodyEncoding = Encoding.UTF8 };
        mail.Headers.Add("Message-ID", $"<{key}@{from.Host}>");
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        if (thread is not null) mail.Headers.Add("References", $"<{thread}@{from.Host}>");
        using var client = new SmtpClient(Settings.Host, Settings.Port) { EnableSsl = Settings.UseTls };
        if (Settings.UserName.Length > 0) client.Credentials = new NetworkCredential(Settings.UserName, Settings.Password);
        try
        {
            await client.SendMailAsync(mail, cancellationToken);
        }
        catch (SmtpException e)
        {
            throw Failure(e);
        }
    }

    private DeliveryFailedException Failure(SmtpException e) => e switch
    {
        { InnerException: { } inner } when Root(inner) is SocketException socket => Unreachable(socket),
        SmtpFailedRecipientException when IsFinal(e.StatusCode) =>
            new DeliveryFailedException($"The mail server refused the recipient ({(int)e.StatusCode}): {e.Message}", e) { IsFinal = true, NeverLeft = true },
        _ => new DeliveryFailedException($"The mail server did not take it ({(int)e.StatusCode}): {e.Message}", e) { IsUnreachable = e.StatusCode == SmtpStatusCode.GeneralFailure },
    };

    private DeliveryFailedException Unreachable(Exception e) =>
        new($"The mail server {Settings.Host}:{Settings.Port} cannot be reached: {e.Message}", e) { IsUnreachable = true, NeverLeft = true };

    private static Exception Root(Exception e) => e.InnerException is { } inner ? Root(inner) : e;

    /// <summary>What the server says about this recipient for good; what it says about us may be mended.</summary>
    private static bool IsFinal(SmtpStatusCode code) => code is
        SmtpStatusCode.MailboxUnavailable or SmtpStatusCode.UserNotLocalTryAlternatePath or SmtpStatusCode.MailboxNameNotAllowed or SmtpStatusCode.TransactionFailed;
}
