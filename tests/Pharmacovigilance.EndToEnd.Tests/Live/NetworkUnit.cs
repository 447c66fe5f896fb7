using Pharmacovigilance.Domain;
using Pharmacovigilance.EndToEnd.Tests.Harness;

namespace Pharmacovigilance.EndToEnd.Tests.Live;

/// <summary>A unit with a patient for each way its network is cut. Of its own: it is restarted under the open pages.</summary>
public sealed class NetworkUnit : PreparedUnit
{
    public const string Nurse = "nurse";

    public static string Patient(int seconds, bool circuitLost) => $"Cut{seconds}{(circuitLost ? "lost" : "kept")}";

    protected override async Task FillAsync(Stores stores)
    {
        var physician = await AccountAsync(stores, "physician", "Paula Example", Role.Physician);
        await AccountAsync(stores, "second", "Peter Example", Role.Physician);
        await AccountAsync(stores, Nurse, "Nora Example", Role.Nurse);
        foreach (int seconds in new[] { 1, 4, 10, 40 })
        {
            foreach (bool lost in new[] { false, true })
                await RegisterAsync(stores, Patient(seconds, lost), physician, new DateOnly(1957, 3, 8));
        }

        foreach (string family in new[] { "Unsent", "Takescreen", "Takeunit", "Feed" })
            await RegisterAsync(stores, family, physician, new DateOnly(1957, 3, 8));
    }
}
