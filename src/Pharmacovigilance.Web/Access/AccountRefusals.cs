using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;

namespace Pharmacovigilance.Web.Access;

/// <summary>The key of the texts of sign-in and accounts: AccessText.resx.</summary>
public sealed class AccessText;

internal static class AccountRefusals
{
    /// <summary>Why a change to an account was not made.</summary>
    /// <exception cref="ArgumentException">It was made.</exception>
    public static Refusal Of(AccountOutcome outcome) =>
        outcome switch
        {
            AccountOutcome.NameTaken => Refusal.Of("account.name-taken", "userName"),
            AccountOutcome.SomebodyWasFaster => Refusal.Of("account.changed-meanwhile", ""),
            AccountOutcome.NotFound => Refusal.Of("account.not-found", ""),
            AccountOutcome.LastAdministrator => Refusal.Of("account.last-administrator", ""),
            AccountOutcome.Done => throw new ArgumentException(
                "A change that was made has no refusal.",
                nameof(outcome)
            ),
        };
}
