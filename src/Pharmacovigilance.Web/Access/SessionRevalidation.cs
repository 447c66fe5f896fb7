using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;

namespace Pharmacovigilance.Web.Access;

/// <summary>A circuit lives for hours; each minute it asks whether the person may still be here.</summary>
public sealed class SessionRevalidation(ILoggerFactory loggers, AccountStore accounts, IOptions<IdentityOptions> options)
    : RevalidatingServerAuthenticationStateProvider(loggers)
{
    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        Task.Run(() => IsCurrent(authenticationState), cancellationToken);

    private bool IsCurrent(AuthenticationState state)
    {
        string? stamp = state.User.FindFirst(options.Value.ClaimsIdentity.SecurityStampClaimType)?.Value;
        return state.User.Identity?.IsAuthenticated == true
            && accounts.Find(state.User.UserId()) is { DisabledAt: null } account
            && account.SecurityStamp == stamp;
    }
}
