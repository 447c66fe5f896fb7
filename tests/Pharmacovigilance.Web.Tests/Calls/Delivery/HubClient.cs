using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Pharmacovigilance.Web.Calls.Delivery;
using Pharmacovigilance.Web.Tests.Alerts;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

/// <summary>A client of the alerts hub that knows nothing but the JSON hub protocol: a plain WebSocket and text frames ended by U+001E.</summary>
internal sealed partial class HubClient : IAsyncDisposable
{
    private const char EndOfMessage = '\u001e';
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket socket;
    private readonly Channel<AlertChange> changes = Channel.CreateUnbounded<AlertChange>();
    private readonly Channel<JsonElement> answers = Channel.CreateUnbounded<JsonElement>();
    private readonly CancellationTokenSource ending = new();
    private Task reading = Task.CompletedTask;
    private int invocations;

    private HubClient(ClientWebSocket socket) => this.socket = socket;

    /// <summary>What has arrived and was not read yet.</summary>
    public int Waiting => changes.Reader.Count;

    /// <summary>Signs in at the form of the product and keeps its cookie.</summary>
    public static Task<CookieContainer> SignInAsync(AlertUnit unit, string name) => SignInAsync(unit.Address, name);

    public static async Task<CookieContainer> SignInAsync(string address, string name)
    {
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = new Uri(address) };
        string page = await client.GetStringAsync("/sign-in");
        var fields = HiddenField()
            .Matches(page)
            .ToDictionary(
                m => m.Groups["name"].Value,
                m => WebUtility.HtmlDecode(m.Groups["value"].Value),
                StringComparer.Ordinal
            );
        fields["Input.UserName"] = name;
        fields["Input.Password"] = AlertUnit.Password;
        using var answer = await client.PostAsync("/sign-in", new FormUrlEncodedContent(fields));
        Assert.Contains(
            "unit-session",
            string.Join(' ', cookies.GetAllCookies().Select(c => c.Name)),
            StringComparison.Ordinal
        );
        return cookies;
    }

    /// <summary>The status with which the server answers the request for a socket.</summary>
    public static async Task<HttpStatusCode> TryAsync(AlertUnit unit, CookieContainer? cookies)
    {
        using var socket = NewSocket(cookies);
        await Assert.ThrowsAsync<WebSocketException>(() =>
            socket.ConnectAsync(AddressOf(unit.Address), TestContext.Current.CancellationToken)
        );
        return socket.HttpStatusCode;
    }

    public static async Task<HubClient> ConnectAsync(AlertUnit unit, string name) =>
        await ConnectAsync(unit.Address, await SignInAsync(unit, name));

    public static async Task<HubClient> ConnectAsync(string address, CookieContainer cookies)
    {
        var client = new HubClient(NewSocket(cookies));
        await client.socket.ConnectAsync(AddressOf(address), TestContext.Current.CancellationToken);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        client.reading = client.ReadAsync();
        return client;
    }

    /// <summary>Takes what has arrived; false when nothing waits.</summary>
    public bool TryNext([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out AlertChange? change) =>
        changes.Reader.TryRead(out change);

    public async Task<AlertChange> NextAsync() =>
        await changes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit);

    public async Task<IReadOnlyList<AlertChange>> SinceAsync(long seq)
    {
        await SendAsync(
            JsonSerializer.Serialize(
                new
                {
                    type = 1,
                    invocationId = (++invocations).ToString(System.Globalization.CultureInfo.InvariantCulture),
                    target = "Since",
                    arguments = new[] { seq },
                }
            )
        );
        var answer = await answers.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Limit);
        Assert.False(answer.TryGetProperty("error", out var error), error.ToString());
        return answer.GetProperty("result").Deserialize<IReadOnlyList<AlertChange>>(JsonSerializerOptions.Web)!;
    }

    private async Task SendAsync(string json) =>
        await socket.SendAsync(
            Encoding.UTF8.GetBytes(json + EndOfMessage),
            WebSocketMessageType.Text,
            endOfMessage: true,
            ending.Token
        );

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[8192];
        var text = new StringBuilder();
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var received = await socket.ReceiveAsync(buffer, ending.Token);
                text.Append(Encoding.UTF8.GetString(buffer, 0, received.Count));
                string all = text.ToString();
                int end = all.LastIndexOf(EndOfMessage);
                foreach (
                    string message in all[..Math.Max(end, 0)].Split(EndOfMessage, StringSplitOptions.RemoveEmptyEntries)
                )
                    Take(JsonDocument.Parse(message).RootElement);
                text.Clear().Append(all[(end + 1)..]);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The test is over.
        }
    }

    private void Take(JsonElement message)
    {
        int type = message.TryGetProperty("type", out var value) ? value.GetInt32() : 0;
        if (type == 3)
            Assert.True(answers.Writer.TryWrite(message));
        // An administrator's client also hears of alarms.
        if (type != 1 || message.GetProperty("target").GetString() == "AlarmChanged")
            return;
        Assert.Equal("AlertChanged", message.GetProperty("target").GetString());
        var arguments = message.GetProperty("arguments").EnumerateArray().ToList();
        Assert.Equal(3, arguments.Count);
        Assert.True(
            changes.Writer.TryWrite(
                new AlertChange(arguments[0].GetString()!, arguments[1].GetString()!, arguments[2].GetInt64())
            )
        );
    }

    private static ClientWebSocket NewSocket(CookieContainer? cookies)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (cookies is not null)
            socket.Options.Cookies = cookies;
        return socket;
    }

    private static Uri AddressOf(string address) =>
        new(address.Replace("http://", "ws://", StringComparison.Ordinal) + AlertsHub.Address);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await reading;
        socket.Dispose();
        ending.Dispose();
    }

    [GeneratedRegex(
        """<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)"\s*/?>""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex HiddenField();
}
