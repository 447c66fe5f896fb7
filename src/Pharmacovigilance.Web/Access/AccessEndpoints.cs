using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Access;

/// <summary>Signing out, the demonstration's sign-in buttons, and where each role begins.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", (ClaimsPrincipal person) => Results.LocalRedirect(HomeOf(person.Roles())));
        endpoints.MapPost("/sign-out", SignOutAsync).WithMetadata(new RequireAntiforgeryTokenAttribute());
        if (endpoints.ServiceProvider.GetRequiredService<UnitPlace>().IsDemo)
            endpoints.MapPost("/demo-sign-in", DemoSignInAsync).AllowAnonymous();
    }

    /// <summary>The page a person with these roles begins on; the bedside comes first.</summary>
    internal static string HomeOf(IReadOnlyList<Role> roles) =>
        roles switch
        {
            _ when roles.Contains(Role.Nurse) => "/today",
            _ when roles.Contains(Role.Physician) => "/inbox",
            _ when roles.Contains(Role.SafetyOfficer) => "/board",
            _ when roles.Contains(Role.Administrator) => "/accounts",
            _ => "/problem/403",
        };

    private static async Task<IResult> SignOutAsync(
        HttpContext context,
        SignInManager<SignInUser> signIn,
        SessionStore sessions
    )
    {
        if (context.User.SessionId() is { } session)
            await sessions.EndAsync(context.User.ToActor(), session);
        await signIn.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }

    /// <summary>Mapped in demonstration mode only; knows the demonstration's own accounts and no other.</summary>
    private static async Task<IResult> DemoSignInAsync(
        [FromForm] string userName,
        SessionOpening opening,
        UserManager<SignInUser> users,
        CancellationToken stop
    )
    {
        if (
            !DemoAccount.All.Any(a => a.UserName == userName)
            || await users.FindByNameAsync(userName) is not { Account.DisabledAt: null } user
        )
            return Results.LocalRedirect("/sign-in");
        return Results.LocalRedirect(await opening.OpenAsync(user, stop) ? "/" : "/sign-in");
    }
}
