using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Pharmacovigilance.Domain.Access;

namespace Pharmacovigilance.Web.Access;

/// <summary>
/// The person of one circuit or request, for as long as the session lasts. A circuit keeps the session it was opened in:
/// a browser that reconnects after somebody else has signed in gets neither the first person's page nor the second's name
/// under what the first has typed.
/// </summary>
public sealed class CircuitSession(SessionWatch watch)
    : AuthenticationStateProvider,
        IHostEnvironmentAuthenticationStateProvider,
        IDisposable
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private Task<AuthenticationState> current = Task.FromResult(Nobody);
    private ClaimsPrincipal? first;
    private IDisposable? watching;
    private volatile bool disposed;

    /// <summary>As last told; a page of nobody counts as open.</summary>
    public SessionState State { get; private set; } = new(SessionStanding.Open);

    /// <summary>Called on any thread when <see cref="State"/> is another.</summary>
    public event EventHandler? Changed;

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => current;

    public void SetAuthenticationState(Task<AuthenticationState> authenticationStateTask) =>
        Become(TakeAsync(authenticationStateTask));

    private async Task<AuthenticationState> TakeAsync(Task<AuthenticationState> given)
    {
        var next = await given;
        if (first is null)
            return Begin(next);
        if (next.User.SessionId() == first.SessionId())
            return State.Standing == SessionStanding.Ended ? Nobody : new AuthenticationState(first);
        State = new SessionState(SessionStanding.Ended, SessionEnd.Replaced);
        return Nobody;
    }

    /// <summary>Without waiting: a page that is sent once, such as that of a refusal, is not drawn again when an answer comes.</summary>
    private AuthenticationState Begin(AuthenticationState given)
    {
        first = given.User;
        if (first.SessionId() is not { } id)
            return Nobody;
        State = watch.StateOf(id);
        if (disposed)
            return Nobody;
        watching = watch.Watch(id, State, Take);
        return State.Standing == SessionStanding.Ended ? Nobody : given;
    }

    private void Take(SessionState now)
    {
        if (State.Standing == SessionStanding.Ended)
            return;
        State = now;
        if (now.Standing == SessionStanding.Ended)
            Become(Task.FromResult(Nobody));
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private void Become(Task<AuthenticationState> next)
    {
        current = next;
        NotifyAuthenticationStateChanged(next);
    }

    public void Dispose()
    {
        disposed = true;
        watching?.Dispose();
    }
}
