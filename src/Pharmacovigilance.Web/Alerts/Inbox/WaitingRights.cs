using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Alerts;

namespace Pharmacovigilance.Web.Alerts.Inbox;

/// <summary>Who is offered what a loop waits for; the store asks again.</summary>
public static class WaitingRights
{
    public static bool May(WaitingAlert waiting, IReadOnlyCollection<Role> roles, UserId? me) =>
        waiting.For switch
        {
            WaitingFor.SecondPerson => waiting.ById != me
                && roles.Any(role => role is Role.Physician or Role.Nurse or Role.SafetyOfficer),
            WaitingFor.Release or WaitingFor.Outcome => roles.Contains(Role.Physician),
            WaitingFor.CarryingOut => roles.Any(role => role is Role.Nurse or Role.Physician),
            WaitingFor.Monitoring => false,
        };
}
