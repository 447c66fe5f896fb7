using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Composition;

/// <summary>What the person who started the program reads at the console.</summary>
internal static class StartNotice
{
    public static void Print(WebApplication app)
    {
        var place = app.Services.GetRequiredService<UnitPlace>();
        string address = app.Urls.FirstOrDefault()?.TrimEnd('/') ?? "";
        Console.WriteLine(
            place.IsDemo
                ? $"SYNTHETIC DEMONSTRATION DATA. Open {address} and choose an account. Nothing is kept when the program ends."
                : $"The unit is open at {address}. Its data are in {place.Folder}."
        );
        if (app.Services.GetRequiredService<FirstAdministrator>().LinkPath is { } path)
            Console.WriteLine(
                $"There is no administrator yet. Open this link once to create the account: {address}{path}"
            );
    }
}
