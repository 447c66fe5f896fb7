using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>Who makes the entries: the demonstration accounts, so that the audit trail reads as in a real unit.</summary>
internal sealed record DemoCast(Actor Nurse, IReadOnlyList<Actor> Physicians)
{
    /// <summary>Reads the accounts, which must have been created.</summary>
    public static DemoCast From(AccountStore accounts)
    {
        var all = accounts
            .All()
            .ToDictionary(account => account.UserName, account => account.ToActor(), StringComparer.Ordinal);
        return new DemoCast(Of(Role.Nurse)[0], Of(Role.Physician));

        List<Actor> Of(Role role) =>
            [.. DemoAccount.All.Where(demo => demo.Role == role).Select(demo => all[demo.UserName])];
    }
}
