using Microsoft.AspNetCore.Identity;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.EndToEnd.Tests.Bedside;

/// <summary>A real unit with a nurse, a physician and a few invented patients, filled through the stores before it opens.</summary>
public sealed class BedsideUnit : IAsyncLifetime
{
    public const string Nurse = "nurse";
    public const string Password = "an invented password";

    private readonly string folder = Directory.CreateTempSubdirectory("pharmacovigilance-test-").FullName;
    private readonly IdSource ids = new();
    private readonly UnitClock clock = new(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
    private UserId physician;
    private Stores stores = null!;

    public RunningUnit Unit { get; private set; } = null!;

    /// <summary>The first infusion of each patient, by family name.</summary>
    public Dictionary<string, InfusionId> Infusions { get; } = new(StringComparer.Ordinal);

    public async ValueTask InitializeAsync()
    {
        using (var database = new SqliteDatabase(folder))
        {
            database.Migrate(clock.Now, "test");
            await using var queue = WriteQueue.Start(database, clock, ids, new SafetyFeed(), new VersionsInForce("test", "5.0", "test", "test"));
            stores = new Stores(database, queue, clock);
            await FillAsync();
        }

        Unit = await RunningUnit.OfFolderAsync(folder, CancellationToken.None);
    }

    public ValueTask DisposeAsync() => Unit.DisposeAsync();

    private async Task FillAsync()
    {
        var credentials = new Credentials(new UpperInvariantLookupNormalizer(), new PasswordHasher<SignInUser>(), ids, TimeProvider.System);
        var doctor = credentials.WithPassword("physician", "Paula Example", [Role.Physician], Password);
        physician = doctor.Id;
        await stores.Accounts.CreateAsync(Actor.Product, doctor);
        await stores.Accounts.CreateAsync(Actor.Product, credentials.WithPassword(Nurse, "Nora Example", [Role.Nurse], Password));

        await RegisterAsync("Annex", new DateOnly(1950, 4, 2), anc: 2.10m);
        await RegisterAsync("Cole", new DateOnly(1961, 9, 30), anc: 0.40m);
        await RegisterAsync("Dorn", birthDate: null, anc: null);
        await RunAsync(await RegisterAsync("Brook", new DateOnly(1948, 1, 17), anc: 1.80m));
        var evers = await RegisterAsync("Evers", new DateOnly(1955, 12, 5), anc: 1.60m);
        await RunAsync(evers);
        var content = new AdverseEventContent(
            CtcaeTerms.InfusionRelatedReaction, CtcaeVersion.V50, Grade.Grade1, clock.Now.AddMinutes(-5), Infusions["Evers"]);
        await stores.Events.RecordAsync(Actor.Product, evers, content);
    }

    private async Task<CourseId> RegisterAsync(string family, DateOnly? birthDate, decimal? anc)
    {
        var course = await stores.Patients.RegisterAsync(Actor.Product, new Registration(
            $"R-{family}", family, "Alex", birthDate, Sex.Unknown, Regimen.IsaPd, clock.Today, physician));
        Infusions[family] = (await stores.Infusions.CalendarAsync(course))[0].Head.InfusionId;
        if (anc is { } value)
            await stores.Observations.RecordLabAsync(Actor.Product, new LabEntry(course, LabTest.NeutrophilCount, value, "10*9/L", null, clock.Now.AddHours(-5)));
        return course;
    }

    /// <summary>Running for 55 minutes, for the last 20 of them at 150 mL/h.</summary>
    private async Task RunAsync(CourseId course)
    {
        var infusion = (await stores.Infusions.CalendarAsync(course))[0].Head.InfusionId;
        var now = clock.Now;
        var given = now.AddMinutes(-85);
        await StepAsync(new(infusion, InfusionStepKind.Premedicated, given, Premedication: [new("dexamethasone", 40_000, PremedicationRoute.Oral, given)]));
        await StepAsync(new(infusion, InfusionStepKind.Started, now.AddMinutes(-55), 25_000, 70_000, "Sarclisa", "B-1"));
        await StepAsync(new(infusion, InfusionStepKind.RateChanged, now.AddMinutes(-20), 150_000));
    }

    private Task<StepOutcome> StepAsync(InfusionStepEntry entry) => stores.Infusions.RecordAsync(Actor.Product, entry);

    private sealed class Stores(UnitDatabase database, WriteQueue queue, UnitClock clock)
    {
        private static readonly Domain.Reference.Knowledge Known = KnowledgeFiles.Load();

        public AccountStore Accounts { get; } = new(database, queue);
        public PatientStore Patients { get; } = new(database, queue, clock, Known);
        public InfusionStore Infusions { get; } = new(database, queue, clock, Known);
        public ObservationStore Observations { get; } = new(database, queue, clock, Known);
        public AdverseEventStore Events { get; } = new(database, queue, clock, Known);
    }
}
