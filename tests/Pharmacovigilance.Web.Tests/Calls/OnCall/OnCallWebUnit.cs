using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Live;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Calls.OnCall;

/// <summary>A whole unit in this process with its people; its clock is the host's.</summary>
public sealed class OnCallWebUnit : IAsyncLifetime
{
    private readonly TestUnit unit = new();
    private int registered;

    public Actor Nurse { get; private set; } = null!;
    public Actor Physician { get; private set; } = null!;
    public Actor Deputy { get; private set; } = null!;
    public Actor Officer { get; private set; } = null!;
    public Actor Administrator { get; private set; } = null!;

    public DateTimeOffset Now => Get<UnitClock>().Now;

    public async ValueTask InitializeAsync()
    {
        Nurse = await PersonAsync("nurse", Role.Nurse);
        Physician = await PersonAsync("physician", Role.Physician);
        Deputy = await PersonAsync("deputy", Role.Physician);
        Officer = await PersonAsync("officer", Role.SafetyOfficer);
        Administrator = await PersonAsync("administrator", Role.Administrator);
    }

    public ValueTask DisposeAsync() => unit.DisposeAsync();

    public T Get<T>()
        where T : notnull => unit.Services.GetRequiredService<T>();

    /// <summary>A course with a neutrophil count that opens a hold.</summary>
    public async Task<(CourseId Course, AlertId Alert)> HoldAsync(Actor? attending = null, Func<Task>? before = null)
    {
        var course = await Get<PatientStore>()
            .RegisterAsync(
                Nurse,
                new Registration(
                    $"R-{++registered}",
                    "Falkenried",
                    "Ida",
                    new DateOnly(1956, 4, 3),
                    Sex.Female,
                    Regimen.IsaPd,
                    Get<UnitClock>().Today,
                    (attending ?? Physician).UserId!.Value
                )
                {
                    AnotherPersonBecause = "another test patient",
                }
            );
        if (before is not null)
            await before();
        await Get<ObservationStore>()
            .RecordLabAsync(Nurse, new LabEntry(course, LabTest.NeutrophilCount, 0.4m, "10*9/L", null, Now));
        return (course, Assert.Single(await Get<AlertStore>().OfCourseAsync(course)).AlertId);
    }

    /// <summary>The html of a component in the circuit of a signed-in person, once it says what is waited for: live pages may be a moment behind.</summary>
    public async Task<string> HtmlAsync<T>(
        Actor person,
        Role role,
        Dictionary<string, object?> parameters,
        string until = "",
        string culture = "en-GB"
    )
        where T : IComponent
    {
        for (int turn = 0; ; turn++)
        {
            string html = await OnceAsync<T>(person, role, parameters, culture);
            if (turn == 100 || html.Contains(until, StringComparison.Ordinal))
                return html;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private async Task<string> OnceAsync<T>(
        Actor person,
        Role role,
        Dictionary<string, object?> parameters,
        string culture
    )
        where T : IComponent
    {
        await using var scope = unit.Services.CreateAsyncScope();
        var live = Get<LiveUnit>();
        for (int i = 0; live.State is null && i < 500; i++)
            await Task.Delay(20, TestContext.Current.CancellationToken);
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, person.UserId!.Value.ToString()),
                new Claim(UnitClaims.DisplayName, person.Name),
                new Claim(ClaimTypes.Role, role.ToString()),
                new Claim(UnitClaims.Session, (await unit.SessionOfAsync(person)).ToString()),
            ],
            "test"
        );
        (
            (IHostEnvironmentAuthenticationStateProvider)
                scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>()
        ).SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(identity))));
        ((IHostEnvironmentNavigationManager)scope.ServiceProvider.GetRequiredService<NavigationManager>()).Initialize(
            "http://localhost/",
            "http://localhost/on-call"
        );
        await using var host = new ComponentHost(scope.ServiceProvider);
        return WebUtility.HtmlDecode(await host.HtmlAsync<T>(parameters, culture));
    }

    public async Task<Actor> PersonAsync(string name, Role role) =>
        unit.Accounts.Find((await unit.AddAsync(name, role)).Id)!.ToActor();
}
