using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Pharmacovigilance.Domain.Calls.Delivery;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

/// <summary>A request as it was taken.</summary>
internal sealed record TakenEvent(string Key, string Event, JsonElement Body, bool IsSigned);

/// <summary>A receiver of webhooks that checks the signature as the documentation says; can be slow, refuse, or be away.</summary>
internal sealed class WebhookReceiver : IDisposable
{
    public const string Secret = "a shared secret of a test";
    private readonly HttpListener listener = new();
    private readonly string address;

    public WebhookReceiver()
    {
        using (var port = new TcpListener(IPAddress.Loopback, 0))
        {
            port.Start();
            address = string.Create(
                CultureInfo.InvariantCulture,
                $"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/"
            );
        }

        listener.Prefixes.Add(address);
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>In the order in which they were taken, repeated ones too; pings are left out.</summary>
    public ConcurrentQueue<TakenEvent> Events { get; } = [];

    /// <summary>Answers to come before all others; the request is then not taken.</summary>
    public ConcurrentQueue<(int Status, string? RetryAfter)> Refusals { get; } = [];

    public TimeSpan Slowness { get; set; }

    /// <summary>While true every request is answered 503.</summary>
    public bool IsAway { get; set; }

    public string[] Settings => ["--Delivery:Webhook:Url", address + "hook", "--Delivery:Webhook:Secret", Secret];

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.GetContextAsync());
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            using var memory = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(memory);
            await Task.Delay(Slowness);
            bool isRefused = Refusals.TryDequeue(out var refusal);
            if (IsAway)
                (isRefused, refusal) = (true, (503, null));
            if (isRefused)
            {
                context.Response.StatusCode = refusal.Status;
                if (refusal.RetryAfter is { } after)
                    context.Response.Headers["Retry-After"] = after;
            }
            else
            {
                Take(context.Request, memory.ToArray());
                context.Response.StatusCode = 204;
            }

            context.Response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The sender is gone.
        }
    }

    private void Take(HttpListenerRequest request, byte[] body)
    {
        var json = JsonDocument.Parse(body).RootElement.Clone();
        string what = json.GetProperty("event").GetString()!;
        if (what == "ping")
            return;
        long timestamp = long.Parse(request.Headers[WebhookSignature.TimestampHeader]!, CultureInfo.InvariantCulture);
        Events.Enqueue(
            new TakenEvent(
                request.Headers["Idempotency-Key"]!,
                what,
                json,
                WebhookSignature.IsValid(Secret, timestamp, body, request.Headers[WebhookSignature.Header]!)
            )
        );
    }

    public void Dispose() => listener.Close();
}
