using Pharmacovigilance.Storage.Access;

namespace Pharmacovigilance.Web.Access;

/// <summary>The account while Identity works on it: Identity sets parts one by one and then saves the whole.</summary>
public sealed class SignInUser(Account account)
{
    public Account Account { get; set; } = account;
}
