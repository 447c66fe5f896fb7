using Pharmacovigilance.Web.AdverseEvents;
using Pharmacovigilance.Web.Alerts;
using Pharmacovigilance.Web.Audit;
using Pharmacovigilance.Web.Calls;
using Pharmacovigilance.Web.Infusions;
using Pharmacovigilance.Web.Patients;
using Pharmacovigilance.Web.Reference;
using Pharmacovigilance.Web.Rules;
using Pharmacovigilance.Web.Signals;

namespace Pharmacovigilance.Web.Composition;

/// <summary>The nine rooms, in the order in which they stand in every project.</summary>
internal static class RoomRegistration
{
    public static void AddRooms(this IServiceCollection services) =>
        services
            .AddPatientsRoom()
            .AddInfusionsRoom()
            .AddAdverseEventsRoom()
            .AddReferenceRoom()
            .AddSignalsRoom()
            .AddRulesRoom()
            .AddAlertsRoom()
            .AddCallsRoom()
            .AddAuditRoom();

    /// <summary>Endpoints of rooms that are not pages: hubs and the API.</summary>
    public static void MapRooms(this IEndpointRouteBuilder endpoints) => endpoints.MapCallsRoom();
}
