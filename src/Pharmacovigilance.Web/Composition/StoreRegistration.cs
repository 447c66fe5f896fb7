using Pharmacovigilance.Storage;

namespace Pharmacovigilance.Web.Composition;

internal static class StoreRegistration
{
    /// <summary>Pages ask for the one store they need; each is that of <see cref="UnitStores"/>.</summary>
    public static void AddStores(this IServiceCollection services)
    {
        services.AddSingleton<UnitStores>();
        foreach (var store in typeof(UnitStores).GetProperties())
            services.AddSingleton(store.PropertyType, unit => store.GetValue(unit.GetRequiredService<UnitStores>())!);
    }
}
