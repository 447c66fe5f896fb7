namespace Pharmacovigilance.Web.Shared;

/// <summary>The key of the texts that several rooms share: SharedText.resx.</summary>
public sealed class SharedText;

/// <summary>The key of the sentences of refusals: Refusals.resx, one per <see cref="Domain.Refusal.Code"/>.</summary>
public sealed class Refusals;

internal static class SharedRegistration
{
    public static void AddShared(this IServiceCollection services)
    {
        services.AddSingleton<RefusalSentences>();
        services.AddScoped<ReasonDialog>();
        services.AddScoped<FormDraftKeeper>();
    }
}
