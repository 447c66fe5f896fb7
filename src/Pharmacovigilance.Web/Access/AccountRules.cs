using System.Globalization;
using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Web.Access;

/// <summary>What a new account must look like. Long rather than intricate passwords (NIST SP 800-63B-4, 3.1.1).</summary>
public static class AccountRules
{
    public const int MinimumPasswordLength = 12;

    /// <summary>An upper limit only against absurd input: hashing cost grows with length.</summary>
    public const int MaximumLength = 200;

    public static IReadOnlyList<Refusal> CheckNew(
        string displayName,
        string userName,
        string password,
        string repeated,
        IReadOnlyCollection<Role> roles
    )
    {
        var refusals = new List<Refusal>();
        refusals.AddRange(EnteredText.CheckName(displayName, "displayName", MaximumLength));
        refusals.AddRange(EnteredText.CheckCode(userName, "userName", MaximumLength));
        refusals.AddRange(CheckPassword(userName, password, repeated));
        if (roles.Count == 0)
            refusals.Add(Refusal.Of("account.role-missing", "roles"));
        return refusals;
    }

    public static IReadOnlyList<Refusal> CheckPassword(string userName, string password, string repeated)
    {
        var refusals = new List<Refusal>();
        if (password.Length < MinimumPasswordLength)
            refusals.Add(
                Refusal.Of(
                    "account.password-too-short",
                    "password",
                    MinimumPasswordLength.ToString(CultureInfo.InvariantCulture)
                )
            );
        else if (password.Length > MaximumLength)
            refusals.Add(Refusal.Of("too-long", "password", MaximumLength.ToString(CultureInfo.InvariantCulture)));
        else if (userName.Length > 0 && password.Contains(userName, StringComparison.OrdinalIgnoreCase))
            refusals.Add(Refusal.Of("account.password-contains-name", "password"));
        if (password != repeated)
            refusals.Add(Refusal.Of("account.passwords-differ", "repeated"));
        return refusals;
    }
}
