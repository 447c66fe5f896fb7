using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;

namespace Pharmacovigilance.Web.Patients;

/// <summary>A person who may attend a course.</summary>
public sealed record AttendingPhysician(UserId Id, string Name);

/// <summary>Who may attend a course: physicians whose account is in use.</summary>
public sealed class AttendingPhysicians(AccountStore accounts)
{
    /// <summary>By name.</summary>
    public Task<IReadOnlyList<AttendingPhysician>> AllAsync() =>
        Task.Run<IReadOnlyList<AttendingPhysician>>(() =>
            [
                .. accounts
                    .All()
                    .Where(a => a.DisabledAt is null && a.Roles.Contains(Role.Physician))
                    .Select(a => new AttendingPhysician(a.Id, a.DisplayName)),
            ]
        );
}
