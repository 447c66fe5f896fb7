using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>A person who may have given a drug.</summary>
public sealed record CareTeamMember(UserId Id, string Name);

/// <summary>Who gives drugs in this unit: nurses and physicians whose account is in use.</summary>
public sealed class CareTeam(AccountStore accounts)
{
    /// <summary>By name.</summary>
    public Task<IReadOnlyList<CareTeamMember>> AllAsync() =>
        Task.Run<IReadOnlyList<CareTeamMember>>(() =>
            [
                .. accounts
                    .All()
                    .Where(a => a.DisabledAt is null && a.Roles.Any(role => role is Role.Nurse or Role.Physician))
                    .Select(a => new CareTeamMember(a.Id, a.DisplayName)),
            ]
        );
}
