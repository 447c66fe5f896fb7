using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Infusions;

/// <summary>A route as two columns: the way into the body, and whether an intravenous dose ran in as a rapid infusion.</summary>
internal static class RouteColumns
{
    public static string Text(InfusionRoute route) => Coded.Text(IsRapid(route) ? InfusionRoute.Intravenous : route);

    public static bool IsRapid(InfusionRoute route) => route is InfusionRoute.IntravenousRapid;

    /// <param name="column">Named when the text is none.</param>
    public static InfusionRoute Of(string route, bool rapid, string column) =>
        rapid ? InfusionRoute.IntravenousRapid : Coded.Parse<InfusionRoute>(route, column);
}
