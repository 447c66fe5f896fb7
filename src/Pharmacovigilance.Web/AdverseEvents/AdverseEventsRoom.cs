namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>The key of this room's texts: AdverseEventText.resx.</summary>
public sealed class AdverseEventText;

internal static class AdverseEventsRoom
{
    public static IServiceCollection AddAdverseEventsRoom(this IServiceCollection services) =>
        services.AddSingleton<EventWords>().AddSingleton<EventProposals>().AddSingleton<LabWords>();
}
