namespace Pharmacovigilance.Web.Infusions;

/// <summary>The key of this room's texts: InfusionText.resx.</summary>
public sealed class InfusionText;

/// <summary>The key of the texts about premedication: PremedicationText.resx.</summary>
public sealed class PremedicationText;

/// <summary>The key of the texts about a running infusion: RunningText.resx.</summary>
public sealed class RunningText;

internal static class InfusionsRoom
{
    public static IServiceCollection AddInfusionsRoom(this IServiceCollection services) =>
        services.AddSingleton<InfusionWords>().AddSingleton<StepProposals>().AddSingleton<CareTeam>();
}
