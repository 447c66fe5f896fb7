using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Web.Calls.Delivery;
using Pharmacovigilance.Web.Tests.Alerts;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

public sealed class DeliveryComponentTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ChannelCard_Off_SaysWhatToDoAndOffersNoTest()
    {
        string html = await CardAsync(
            new ChannelStanding(ChannelNames.Mail, IsOn: false, 0, 0, null, null, 0, null),
            ChannelState.Working
        );

        Assert.Contains("Delivery:Mail of appsettings.json", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<button", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChannelCard_NothingDeliveredYet_IsNotCalledWorking()
    {
        string html = await CardAsync(
            new ChannelStanding(ChannelNames.Webhook, IsOn: true, 0, 0, null, null, 0, null),
            ChannelState.Working
        );

        Assert.Contains("nothing delivered yet", html, StringComparison.Ordinal);
        Assert.Contains("state-unknown", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChannelCard_Failing_SaysSinceWhenAndWhy()
    {
        string html = await CardAsync(
            new ChannelStanding(ChannelNames.Mail, IsOn: true, 3, 1, At, At, 2, At),
            new ChannelState(At, "Connection refused")
        );

        Assert.Contains("Connection refused", html, StringComparison.Ordinal);
        Assert.Contains("state-critical", html, StringComparison.Ordinal);
        Assert.Contains("Failing since", html, StringComparison.Ordinal);
        Assert.Contains("<dd>3</dd>", html, StringComparison.Ordinal);
    }

    private static async Task<string> CardAsync(ChannelStanding standing, ChannelState state)
    {
        await using var unit = await AlertUnit.OpenAsync();
        await using var host = new ComponentHost(unit.Get<IServiceProvider>());
        return await host.HtmlAsync<ChannelCard>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(ChannelCard.Standing)] = standing,
                [nameof(ChannelCard.State)] = state,
            }
        );
    }
}
