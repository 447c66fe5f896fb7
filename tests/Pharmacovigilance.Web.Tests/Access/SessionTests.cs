using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Access;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Calls.Delivery;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Access;

/// <summary>Old cookies, circuits and hub connections of sessions that have ended.</summary>
public sealed class SessionTests(TestUnit unit) : IClassFixture<TestUnit>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private SessionStore Sessions => unit.Services.GetRequiredService<SessionStore>();

    [Theory]
    [InlineData(SessionEnd.PasswordReset, "/audit")]
    [InlineData(SessionEnd.PasswordReset, "/")]
    [InlineData(SessionEnd.RolesChanged, "/audit")]
    [InlineData(SessionEnd.AccountDisabled, "/audit")]
    [InlineData(SessionEnd.SignedOut, "/audit")]
    public async Task OldCookie_SessionEnded_IsLedToTheSignInAndTold(SessionEnd end, string page)
    {
        var (visitor, account) = await SignedInAsync();
        await EndAsync(account.Id, end);

        var answer = await visitor.GetAsync(page, Stop);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        string to = answer.Headers.Location!.ToString();
        Assert.Contains("/sign-in", to, StringComparison.Ordinal);
        Assert.Contains($"ended={end}", to, StringComparison.Ordinal);
        Assert.Contains("id=\"session-ended\"", await visitor.GetStringAsync(to, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignInPage_WithTheCookieOfAnEndedSession_Opens()
    {
        var (visitor, account) = await SignedInAsync();
        await EndAsync(account.Id, SessionEnd.PasswordReset);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/sign-in", Stop)).StatusCode);
    }

    [Fact]
    public async Task SignInPage_OpenedWhileSignedIn_SaysWhoIsAndEndsThatSessionAtTheNextSignIn()
    {
        var (visitor, account) = await SignedInAsync();
        var next = await unit.AddAsync(NewName(), Role.SafetyOfficer);
        Assert.Contains("id=\"signed-in\"", await visitor.GetStringAsync("/sign-in", Stop), StringComparison.Ordinal);
        var before = Lasting(account.Id);

        await TestUnit.SignInAsync(visitor, next.UserName, TestUnit.Password);

        Assert.Equal(SessionEnd.Replaced, (await Sessions.FindAsync(before))!.EndReason);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/audit", Stop)).StatusCode);
    }

    [Fact]
    public async Task Circuit_ReconnectsWithAnotherPersonsCookie_BelongsToNobody()
    {
        var (nurse, physician) = (
            await unit.AddAsync(NewName(), Role.Nurse),
            await unit.AddAsync(NewName(), Role.Physician)
        );
        await using var scope = unit.Services.CreateAsyncScope();
        var circuit = scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        Connect(circuit, await PrincipalAsync(nurse));
        Assert.Equal(nurse.Id, (await scope.ServiceProvider.GetRequiredService<CurrentActor>().GetAsync()).UserId);

        Connect(circuit, await PrincipalAsync(physician));

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            scope.ServiceProvider.GetRequiredService<CurrentActor>().GetAsync()
        );
        Assert.Equal(
            new SessionState(SessionStanding.Ended, SessionEnd.Replaced),
            scope.ServiceProvider.GetRequiredService<CircuitSession>().State
        );
    }

    [Fact]
    public async Task Circuit_SessionEnded_IsToldWithinSeconds()
    {
        var nurse = await unit.AddAsync(NewName(), Role.Nurse);
        await using var scope = unit.Services.CreateAsyncScope();
        var circuit = scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        Connect(circuit, await PrincipalAsync(nurse));
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        circuit.AuthenticationStateChanged += _ => told.TrySetResult();

        await EndAsync(nurse.Id, SessionEnd.AccountDisabled);

        await told.Task.WaitAsync(TimeSpan.FromSeconds(10), Stop);
        Assert.False((await circuit.GetAuthenticationStateAsync()).User.Identity?.IsAuthenticated);
    }

    [Fact]
    public async Task AlertsHub_SessionEnded_ConnectionIsClosed()
    {
        var nurse = await unit.AddAsync(NewName(), Role.Nurse);
        var connection = new Connection(await PrincipalAsync(nurse));
        using var hub = new AlertsHub(
            unit.Services.GetRequiredService<OutboxStore>(),
            unit.Services.GetRequiredService<SessionWatch>()
        )
        {
            Context = connection,
            Groups = new NoGroups(),
        };
        await hub.OnConnectedAsync();

        await EndAsync(nurse.Id, SessionEnd.PasswordReset);

        await connection.Closed.WaitAsync(TimeSpan.FromSeconds(10), Stop);
        await Assert.ThrowsAsync<HubException>(hub.OnConnectedAsync);
    }

    [Fact]
    public void IdleLockMinutes_OutOfRange_KeepsTheUnitFromStarting()
    {
        foreach (string minutes in (string[])["0", "241"])
        {
            var settings = new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>(StringComparer.Ordinal)
                    {
                        ["Unit:Name"] = "Unit",
                        ["Unit:TimeZone"] = "Europe/Berlin",
                        ["Unit:MinimumPatients"] = "10",
                        ["Unit:IdleLockMinutes"] = minutes,
                    }
                )
                .Build();
            var refused = Assert.Throws<StartRefusedException>(() => UnitOptions.Read(settings));
            Assert.Contains("Unit:IdleLockMinutes is " + minutes, refused.Message, StringComparison.Ordinal);
        }
    }

    private static void Connect(AuthenticationStateProvider circuit, ClaimsPrincipal person) =>
        ((IHostEnvironmentAuthenticationStateProvider)circuit).SetAuthenticationState(
            Task.FromResult(new AuthenticationState(person))
        );

    private async Task<ClaimsPrincipal> PrincipalAsync(NewAccount account)
    {
        var session = await unit.SessionOfAsync(new Actor(account.Id, account.DisplayName));
        return new ClaimsPrincipal(
            new ClaimsIdentity(
                [
                    new Claim(ClaimTypes.NameIdentifier, account.Id.ToString()),
                    new Claim(UnitClaims.DisplayName, account.DisplayName),
                    new Claim(UnitClaims.Session, session.ToString()),
                ],
                "test"
            )
        );
    }

    private async Task<(HttpClient Visitor, NewAccount Account)> SignedInAsync()
    {
        var account = await unit.AddAsync(NewName(), Role.SafetyOfficer);
        var visitor = unit.Visitor();
        await TestUnit.SignInAsync(visitor, account.UserName, TestUnit.Password);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/audit", Stop)).StatusCode);
        return (visitor, account);
    }

    private string NewName() =>
        "person-" + unit.Services.GetRequiredService<IdSource>().Next(TimeProvider.System.GetUtcNow()).ToString("N");

    private SessionId Lasting(UserId person) => Assert.Single(unit.SessionsOf(person));

    private Task EndAsync(UserId id, SessionEnd end) =>
        end switch
        {
            SessionEnd.PasswordReset => unit.Accounts.UpdateAsync(
                Actor.Product,
                unit.Services.GetRequiredService<Credentials>()
                    .Reset(unit.Accounts.Find(id)!, "another password of theirs"),
                "forgotten"
            ),
            SessionEnd.RolesChanged => unit.Accounts.SetRolesAsync(Actor.Product, id, [Role.Nurse]),
            SessionEnd.AccountDisabled => unit.Accounts.DisableAsync(Actor.Product, id, "left the unit"),
            _ => Sessions.EndAsync(new Actor(id, "the person"), Lasting(id)),
        };

    /// <summary>A hub connection without a wire.</summary>
    private sealed class Connection(ClaimsPrincipal person) : HubCallerContext
    {
        private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Closed => closed.Task;
        public override string ConnectionId => "one";
        public override string? UserIdentifier => null;
        public override ClaimsPrincipal? User => person;
        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();
        public override IFeatureCollection Features { get; } = new FeatureCollection();
        public override CancellationToken ConnectionAborted => CancellationToken.None;

        public override void Abort() => closed.TrySetResult();
    }

    private sealed class NoGroups : IGroupManager
    {
        public Task AddToGroupAsync(
            string connectionId,
            string groupName,
            CancellationToken cancellationToken = default
        ) => Task.CompletedTask;

        public Task RemoveFromGroupAsync(
            string connectionId,
            string groupName,
            CancellationToken cancellationToken = default
        ) => Task.CompletedTask;
    }
}
