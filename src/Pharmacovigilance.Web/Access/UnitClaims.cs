using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Web.Access;

/// <summary>What a session knows about the person: id, names, roles and the session itself.</summary>
public sealed class UnitClaims(UserManager<SignInUser> users, IOptions<IdentityOptions> options)
    : UserClaimsPrincipalFactory<SignInUser>(users, options)
{
    public const string DisplayName = "display_name";
    public const string Session = "session";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(SignInUser user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        identity.AddClaim(new Claim(DisplayName, user.Account.DisplayName));
        identity.AddClaims(user.Account.Roles.Select(role => new Claim(identity.RoleClaimType, role.ToString())));
        return identity;
    }
}

public static class PrincipalExtensions
{
    /// <summary>The signed-in person's id.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in.</exception>
    public static UserId UserId(this ClaimsPrincipal principal) =>
        new(
            Guid.Parse(
                principal.FindFirstValue(ClaimTypes.NameIdentifier)
                    ?? throw new InvalidOperationException("Nobody is signed in.")
            )
        );

    /// <summary>Null when nobody is signed in, or by a program that knew no sessions.</summary>
    public static SessionId? SessionId(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirstValue(UnitClaims.Session), out var id) ? new SessionId(id) : null;

    public static string DisplayName(this ClaimsPrincipal principal) =>
        principal.FindFirstValue(UnitClaims.DisplayName) ?? "";

    public static IReadOnlyList<Role> Roles(this ClaimsPrincipal principal) =>
        [.. Enum.GetValues<Role>().Where(r => principal.IsInRole(r.ToString()))];

    public static Actor ToActor(this ClaimsPrincipal principal) =>
        new(principal.UserId(), principal.DisplayName())
        {
            Session = principal.SessionId() ?? throw new InvalidOperationException("Nobody is signed in."),
        };
}
