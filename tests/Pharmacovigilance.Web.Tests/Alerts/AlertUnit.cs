using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Tests.Alerts;

/// <summary>The product itself, composed as in production, on a data folder of its own; it listens only once it is opened to the network.</summary>
internal sealed class AlertUnit : IAsyncDisposable
{
    public const string Password = "a long enough password";

    private readonly WebApplication app;
    private readonly string folder;
    private readonly string[] settings;
    private int registered;

    private AlertUnit(WebApplication app, string folder, string[] settings) =>
        (this.app, this.folder, this.settings) = (app, folder, settings);

    public string Address => app.Urls.First();
    public Actor Nurse { get; private set; } = null!;
    public Actor Physician { get; private set; } = null!;
    public Actor Bystander { get; private set; } = null!;
    public Actor Administrator { get; private set; } = null!;
    public AlertStore Alerts => Get<AlertStore>();
    public OutboxStore Outbox => Get<OutboxStore>();

    /// <summary>A unit whose stores work and whose background services do not run.</summary>
    public static async Task<AlertUnit> OpenAsync(params string[] settings)
    {
        string folder = Directory.CreateTempSubdirectory("pharmacovigilance-alerts-").FullName;
        var unit = await OpenAsync(folder, settings);
        unit.Nurse = await unit.AddAsync("nurse", Role.Nurse);
        unit.Physician = await unit.AddAsync("physician", Role.Physician);
        unit.Bystander = await unit.AddAsync("bystander", Role.Physician);
        unit.Administrator = await unit.AddAsync("administrator", Role.Administrator);
        // A unit with nobody on call raises an alarm about that, which is not what these tests are about.
        var now = unit.Get<UnitClock>().Now;
        foreach (var role in Enum.GetValues<OnCallRole>())
            await unit.Get<OnCallStore>()
                .AddAsync(Actor.Product, role, unit.Bystander.UserId!.Value, now, now.AddDays(30));
        return unit;
    }

    /// <summary>A unit that serves.</summary>
    public static async Task<AlertUnit> ServeAsync(params string[] settings)
    {
        var unit = await OpenAsync(settings);
        await unit.app.StartAsync();
        return unit;
    }

    /// <summary>The same data in a new process: everything in memory is gone.</summary>
    public async Task<AlertUnit> RestartAsync()
    {
        await app.DisposeAsync();
        var again = await OpenAsync(folder, settings);
        (again.Nurse, again.Physician, again.Bystander, again.Administrator, again.registered) = (
            Nurse,
            Physician,
            Bystander,
            Administrator,
            registered
        );
        return again;
    }

    public T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>A course of <see cref="Physician"/> with a neutrophil count that opens a hold.</summary>
    public async Task<AlertId> HoldAsync()
    {
        var clock = Get<UnitClock>();
        var course = await Get<PatientStore>()
            .RegisterAsync(
                Nurse,
                new Registration(
                    $"R-{++registered}",
                    "Falk",
                    "Ida",
                    new DateOnly(1956, 4, 3),
                    Sex.Female,
                    Regimen.IsaPd,
                    clock.Today,
                    Physician.UserId!.Value
                )
                {
                    AnotherPersonBecause = "another test patient",
                }
            );
        await Get<ObservationStore>()
            .RecordLabAsync(Nurse, new LabEntry(course, LabTest.NeutrophilCount, 0.4m, "10*9/L", null, clock.Now));
        return Assert.Single(await Alerts.OfCourseAsync(course)).AlertId;
    }

    private static async Task<AlertUnit> OpenAsync(string folder, string[] settings)
    {
        var app = UnitProgram.Build(
            UnitMode.Real,
            ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", .. settings],
            folder
        );
        await app.Services.OpenUnitAsync();
        return new AlertUnit(app, folder, settings);
    }

    /// <summary>Enters where a person gets mail.</summary>
    public Task MailToAsync(Actor person, string address) =>
        new ContactStore(Get<UnitDatabase>(), Get<WriteQueue>()).SaveAsync(
            person,
            person.UserId!.Value,
            new Contact(address, null)
        );

    private async Task<Actor> AddAsync(string name, Role role)
    {
        var account = Get<Credentials>().WithPassword(name, name, [role], Password);
        Assert.Equal(AccountOutcome.Done, await Get<AccountStore>().CreateAsync(Actor.Product, account));
        return new Actor(account.Id, name);
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
