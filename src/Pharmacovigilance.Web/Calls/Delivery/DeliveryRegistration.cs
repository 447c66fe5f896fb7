using Pharmacovigilance.Storage.Calls.Delivery;

namespace Pharmacovigilance.Web.Calls.Delivery;

internal static class DeliveryRegistration
{
    /// <summary>The channels that are set up, what carries the outbox to them, and what watches it.</summary>
    public static IServiceCollection AddDelivery(this IServiceCollection services) =>
        services
            .AddSingleton<DeliveryWords>()
            .AddSingleton<HubChannel>()
            .AddSingleton<MailChannel>()
            .AddSingleton<WebhookChannel>()
            .AddSingleton(SetUp)
            .AddSingleton<DeliveryHealth>()
            .AddSingleton<UnitAlarms>()
            .AddSingleton<WriterProbe>()
            .AddHostedService<AlertDelivery>()
            .AddHostedService<UnitWatch>();

    private static IReadOnlyList<IDeliveryChannel> SetUp(IServiceProvider services)
    {
        var on = services.GetRequiredService<DeliveryOptions>().On;
        var channels = new List<IDeliveryChannel> { services.GetRequiredService<HubChannel>() };
        if (on.Contains(ChannelNames.Mail, StringComparer.Ordinal))
            channels.Add(services.GetRequiredService<MailChannel>());
        if (on.Contains(ChannelNames.Webhook, StringComparer.Ordinal))
            channels.Add(services.GetRequiredService<WebhookChannel>());
        return channels;
    }
}
