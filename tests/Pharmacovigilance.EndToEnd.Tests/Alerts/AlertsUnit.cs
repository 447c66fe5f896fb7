using Microsoft.AspNetCore.Identity;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.EndToEnd.Tests.Alerts;

/// <summary>A real unit with a nurse, two physicians, an officer and invented patients of the first physician, one for each test.</summary>
public sealed class AlertsUnit : IAsyncLifetime
{
    public const string Nurse = "nurse";
    public const string Attending = "attending";
    public const string Colleague = "colleague";
    public const string Officer = "officer";
    public const string Password = "an invented password";

    private readonly string folder = Directory.CreateTempSubdirectory("pharmacovigilance-test-").FullName;
    private readonly IdSource ids = new();
    private readonly UnitClock clock = new(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
    private UserId attending;

    public RunningUnit Unit { get; private set; } = null!;

    /// <summary>The first infusion of each patient, by family name.</summary>
    public Dictionary<string, InfusionId> Infusions { get; } = new(StringComparer.Ordinal);

    /// <summary>The hold of each patient with a low count, by family name.</summary>
    public Dictionary<string, AlertId> Holds { get; } = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        using (var database = new SqliteDatabase(folder))
        {
            database.Migrate(clock.Now, "test");
            await using var queue = WriteQueue.Start(database, clock, ids, new SafetyFeed(), new VersionsInForce("test", "5.0", "test", "test"));
            await FillAsync(database, queue);
        }

        Unit = await RunningUnit.OfFolderAsync(folder, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => Unit.DisposeAsync();

    private async Task FillAsync(UnitDatabase database, WriteQueue queue)
    {
        var known = KnowledgeFiles.Load();
        var accounts = new AccountStore(database, queue);
        var credentials = new Credentials(new UpperInvariantLookupNormalizer(), new PasswordHasher<SignInUser>(), ids, TimeProvider.System);
        foreach (var (name, shown, role) in new[]
        {
            (Attending, "Paula Example", Role.Physician), (Colleague, "Piet Example", Role.Physician),
            (Nurse, "Nora Example", Role.Nurse), (Officer, "Oskar Example", Role.SafetyOfficer),
        })
        {
            var account = credentials.WithPassword(name, shown, [role], Password);
            if (name == Attending) attending = account.Id;
            await accounts.CreateAsync(Actor.Product, account);
        }

        var patients = new PatientStore(database, queue, clock, known);
        var infusions = new InfusionStore(database, queue, clock, known);
        var observations = new ObservationStore(database, queue, clock, known);
        var alerts = new AlertStore(database, queue, clock, known);
        foreach (var (family, anc) in new[] { ("Brook", 1.8m), ("Dale", 1.9m), ("Cole", 0.40m), ("Frost", 0.31m), ("Glen", 0.45m), ("Heath", 0.20m) })
        {
            var course = await patients.RegisterAsync(Actor.Product, new Registration(
                $"R-{family}", family, "Alex", new DateOnly(1950, 4, 2), Sex.Unknown, Regimen.IsaPd, clock.Today, attending));
            await observations.RecordLabAsync(Actor.Product, new LabEntry(course, LabTest.NeutrophilCount, anc, "10*9/L", null, clock.Now.AddHours(-5)));
            var infusion = (await infusions.CalendarAsync(course))[0].Head.InfusionId;
            Infusions[family] = infusion;
            if (anc < 0.5m) Holds[family] = (await alerts.OfCourseAsync(course))[0].AlertId;
            else await GiveAsync(infusions, infusion, known.Premedication[Regimen.IsaPd]);
        }
    }

    /// <summary>Running for 40 minutes with all planned premedication in time, so that no alert stands.</summary>
    private async Task GiveAsync(InfusionStore infusions, InfusionId infusion, PremedicationPlan plan)
    {
        var given = clock.Now.AddMinutes(-80);
        var drugs = plan.Drugs.Select(drug => new PremedicationEntry(drug.Code, null, null, given)).ToList();
        await infusions.RecordAsync(Actor.Product, new InfusionStepEntry(infusion, InfusionStepKind.Premedicated, given, Premedication: drugs));
        await infusions.RecordAsync(Actor.Product, new InfusionStepEntry(infusion, InfusionStepKind.Started, clock.Now.AddMinutes(-40), 25_000, 70_000, "Sarclisa", "B-1"));
    }
}
