using Microsoft.AspNetCore.Components.Authorization;
using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Web.Access;

/// <summary>Who is at the screen of this circuit or request.</summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication)
{
    /// <exception cref="InvalidOperationException">Nobody is signed in, or the session has ended.</exception>
    public async Task<Actor> GetAsync() => (await authentication.GetAuthenticationStateAsync()).User.ToActor();

    public async Task<IReadOnlyList<Role>> RolesAsync() => (await authentication.GetAuthenticationStateAsync()).User.Roles();
}
