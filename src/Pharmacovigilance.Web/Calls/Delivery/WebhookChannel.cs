using System.Globalization;
using System.Net;
using System.Text.Json;
using Pharmacovigilance.Domain.Calls.Delivery;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Calls.Delivery;

namespace Pharmacovigilance.Web.Calls.Delivery;

/// <summary>Signed requests to another system; docs/alerts-delivery.md says how it checks them.</summary>
public sealed class WebhookChannel(DeliveryOptions options, DeliveryWords words, TimeProvider time)
    : IDeliveryChannel,
        IDisposable
{
    public const string KeyHeader = "Idempotency-Key";

    private readonly HttpClient client = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public string Name => ChannelNames.Webhook;

    public TimeSpan Limit => TimeSpan.FromSeconds(10);

    public Task SendAsync(DueMessage message, CancellationToken cancellationToken) =>
        PostAsync(message.Key, words.WebhookOf(message), cancellationToken);

    public Task SendEndAsync(AnsweredCall call, CancellationToken cancellationToken) =>
        PostAsync(
            call.Key,
            new WebhookEvent(
                EventOf(call),
                (call.AlertId?.Value ?? call.AlarmId!.Value.Value).ToString("D"),
                call.At,
                Tier: call.Tier.ToString(),
                By: call.By,
                Link: Link(call)
            ),
            cancellationToken
        );

    public Task ProbeAsync(CancellationToken cancellationToken) =>
        PostAsync(KeyOfNow("ping"), new WebhookEvent("ping", "", time.GetUtcNow()), cancellationToken);

    public Task SendTestAsync(TestMessage test, CancellationToken cancellationToken) =>
        PostAsync(
            test.Key,
            new WebhookEvent(
                "test",
                "",
                test.At,
                Recipient: new WebhookPerson(test.PersonId.ToString(), test.PersonName)
            ),
            cancellationToken
        );

    public Task SendDirectAsync(DirectAlarm alarm, CancellationToken cancellationToken) =>
        PostAsync(
            alarm.Key,
            new WebhookEvent(
                "alarm.called",
                alarm.Key,
                alarm.At,
                Alarm: alarm.Kind,
                Subject: alarm.Subject,
                Detail: alarm.Detail
            ),
            cancellationToken
        );

    private async Task PostAsync(string key, WebhookEvent content, CancellationToken cancellationToken)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(content, WebhookEvent.Format);
        long timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Webhook.Url)
        {
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.Add(KeyHeader, key);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(options.Webhook.Secret, timestamp, body));
        try
        {
            using var answer = await client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            if (!answer.IsSuccessStatusCode)
                throw Refusal(answer);
        }
        catch (HttpRequestException e)
        {
            throw new DeliveryFailedException($"The webhook {options.Webhook.Url} cannot be reached: {e.Message}", e)
            {
                IsUnreachable = true,
                NeverLeft =
                    e.HttpRequestError
                        is HttpRequestError.NameResolutionError
                            or HttpRequestError.ConnectionError
                            or HttpRequestError.SecureConnectionError,
            };
        }
    }

    private DeliveryFailedException Refusal(HttpResponseMessage answer)
    {
        int status = (int)answer.StatusCode;
        bool mayPass =
            status >= 500 || answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;
        return new DeliveryFailedException($"The webhook answered {status} {answer.ReasonPhrase}.")
        {
            IsFinal = !mayPass,
            NeverLeft = !mayPass,
            IsUnreachable = mayPass,
            RetryAfter = answer.Headers.RetryAfter is { } after ? after.Delta ?? after.Date - time.GetUtcNow() : null,
        };
    }

    private static string EventOf(AnsweredCall call) =>
        (call.Kind, call.IsAcknowledged) switch
        {
            (OutboxKind.Alarm, _) => "alarm.closed",
            (_, true) => "alert.acknowledged",
            _ => "alert.closed",
        };

    private string? Link(AnsweredCall call) => call.AlertId is { } id ? options.Link($"/alerts/{id}") : null;

    private string KeyOfNow(string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}.{time.GetUtcNow().ToUnixTimeMilliseconds()}");

    public void Dispose() => client.Dispose();
}
