namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>The key of this room's texts: AdverseEventText.resx.</summary>
public sealed class AdverseEventText;

/// <summary>The key of the texts about seriousness, course and causality: EventSafetyText.resx.</summary>
public sealed class EventSafetyText;

/// <summary>The key of the texts about reporting: ReportingText.resx.</summary>
public sealed class ReportingText;

internal static class AdverseEventsRoom
{
    public static IServiceCollection AddAdverseEventsRoom(this IServiceCollection services) =>
        services
            .AddSingleton<EventWords>()
            .AddSingleton<EventProposals>()
            .AddSingleton<LabWords>()
            .AddSingleton<SafetyWords>()
            .AddSingleton<ReportingWords>();
}
