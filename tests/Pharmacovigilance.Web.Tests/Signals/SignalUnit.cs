using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Live;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Signals;

/// <summary>A whole unit in this process, with people, in which crossings come and go as a test says.</summary>
public sealed class SignalUnit : IAsyncLifetime
{
    public static readonly StreamKey Neutropenia = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = "10029354",
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.GradeAtLeast3,
    };

    private readonly TestUnit unit = new();

    public SignalStore Store => unit.Services.GetRequiredService<SignalStore>();
    public Actor Officer { get; private set; } = null!;
    public Actor Colleague { get; private set; } = null!;
    public Actor Physician { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Officer = await PersonAsync("officer", Role.SafetyOfficer);
        Colleague = await PersonAsync("colleague", Role.SafetyOfficer);
        Physician = await PersonAsync("physician", Role.Physician);
    }

    public ValueTask DisposeAsync() => unit.DisposeAsync();

    /// <summary>7 of 20 in an epoch of the stream.</summary>
    public Task SettleAsync(StreamKey key, bool isCrossed = true, int epoch = 0) =>
        unit
            .Services.GetRequiredService<WriteQueue>()
            .RunAsync(new WriteRequest(Actor.Product, "test.settle"), scope =>
            {
                SignalWriter.Settle(
                    scope,
                    [
                        new StreamCrossing(
                            key,
                            epoch,
                            isCrossed,
                            20,
                            7,
                            3.25,
                            "icaria-a-urti-any-usic-isapd",
                            "2026-11",
                            """{"withEvent": 7, "hazardRatios": [1.5, 2, 3, 5]}"""
                        ),
                    ]
                );
                return 0;
            });

    /// <summary>A signal of a stream of its own.</summary>
    public async Task<SignalId> RaisedAsync(StreamKey key)
    {
        await SettleAsync(key);
        return (await Store.LatchedAsync()).Single(signal => signal.Key == key).SignalId;
    }

    public async Task StepsAsync(SignalId id, Actor officer, params SignalStatus[] steps)
    {
        foreach (var to in steps)
        {
            var from = (await Store.FindAsync(id, officer.UserId!.Value))!.Signal.Status;
            string? action = to == SignalStatus.ClosedWithAction ? SignalFlow.NoActionNeeded : null;
            Assert.Equal(
                SignalOutcome.Done,
                (await Store.TransitionAsync(officer, id, from, to, $"why {to}", action)).Outcome
            );
        }
    }

    /// <summary>The html of a component in the circuit of a signed-in person.</summary>
    public async Task<string> HtmlAsync<T>(
        Actor person,
        Role role,
        Dictionary<string, object?> parameters,
        string culture = "en-GB"
    )
        where T : IComponent
    {
        await using var scope = unit.Services.CreateAsyncScope();
        var live = unit.Services.GetRequiredService<LiveUnit>();
        for (int i = 0; live.State is null && i < 500; i++)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        Assert.NotNull(live.State);
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, person.UserId!.Value.ToString()),
                new Claim(UnitClaims.DisplayName, person.Name),
                new Claim(ClaimTypes.Role, role.ToString()),
                new Claim(UnitClaims.Session, (await unit.SessionOfAsync(person)).ToString()),
            ],
            "test"
        );
        var provider = (IHostEnvironmentAuthenticationStateProvider)
            scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        provider.SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(identity))));
        // The dialogs listen for navigation.
        ((IHostEnvironmentNavigationManager)scope.ServiceProvider.GetRequiredService<NavigationManager>()).Initialize(
            "http://localhost/",
            "http://localhost/signals"
        );
        await using var host = new ComponentHost(scope.ServiceProvider);
        return WebUtility.HtmlDecode(await host.HtmlAsync<T>(parameters, culture));
    }

    private async Task<Actor> PersonAsync(string name, Role role) =>
        unit.Accounts.Find((await unit.AddAsync(name, role)).Id)!.ToActor();
}
