using Microsoft.AspNetCore.Identity;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>
/// A real unit that is filled through the stores with accounts and invented patients before it opens.
/// <para>
/// To open one takes seconds of processor time, so that the classes of a room share theirs: a <c>Shared…</c> collection
/// beside the unit, and <c>[Collection&lt;Shared…&gt;]</c> on each class. The classes of a collection run one after another,
/// in any order; two collections run at a time. A test therefore records for patients of its own, filled in here under a name
/// that tells the test, and asserts about these only. What holds for the whole unit (rules or grading version in force, an
/// imported dictionary, counts on the board) or ends the process needs a unit of its own, with <c>IClassFixture</c>.
/// </para>
/// </summary>
public abstract class PreparedUnit : IAsyncLifetime
{
    public const string Password = "an invented password";

    private readonly string folder = Directory.CreateTempSubdirectory("pharmacovigilance-test-").FullName;
    private readonly IdSource ids = new();

    public RunningUnit Unit { get; private set; } = null!;

    /// <summary>The first infusion of each patient, by family name.</summary>
    public Dictionary<string, InfusionId> Infusions { get; } = new(StringComparer.Ordinal);

    /// <summary>The course of each patient, by family name.</summary>
    public Dictionary<string, CourseId> Courses { get; } = new(StringComparer.Ordinal);

    protected UnitClock Clock { get; } = new(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    public async ValueTask InitializeAsync()
    {
        var known = new KnowledgeInForce(KnowledgeFiles.Load());
        using (var database = new SqliteDatabase(folder) { Clock = Clock, Known = known })
        {
            database.Migrate(Clock.Now, "test");
            await using var queue = WriteQueue.Start(
                database,
                ids,
                new SafetyFeed(),
                new VersionsInForce("test", "5.0", "test", "test")
            );
            await FillAsync(new Stores(new UnitStores(database, queue), queue, known));
        }

        Unit = await RunningUnit.OfFolderAsync(folder, CancellationToken.None, [.. Settings]);
    }

    public ValueTask DisposeAsync() => Unit.DisposeAsync();

    /// <summary>Settings of the unit beyond those shipped.</summary>
    protected virtual IReadOnlyList<string> Settings => [];

    protected abstract Task FillAsync(Stores stores);

    protected async Task<UserId> AccountAsync(Stores stores, string userName, string shown, params Role[] roles)
    {
        var credentials = new Credentials(
            new UpperInvariantLookupNormalizer(),
            new PasswordHasher<SignInUser>(),
            ids,
            TimeProvider.System
        );
        var account = credentials.WithPassword(userName, shown, roles, Password);
        await stores.Accounts.CreateAsync(Actor.Product, account);
        return account.Id;
    }

    /// <summary>A patient whose first dose is due today.</summary>
    protected async Task<CourseId> RegisterAsync(
        Stores stores,
        string family,
        UserId attending,
        DateOnly? birthDate,
        Regimen regimen = Regimen.IsaPd,
        Paraprotein? paraprotein = null
    )
    {
        var course = await stores.Patients.RegisterAsync(
            Actor.Product,
            new Registration(
                $"R-{family}",
                family,
                "Alex",
                birthDate,
                Sex.Unknown,
                regimen,
                Clock.Today,
                attending,
                paraprotein
            )
        );
        Courses[family] = course;
        Infusions[family] = (await stores.Infusions.CalendarAsync(course))[0].Head.InfusionId;
        return course;
    }

    /// <summary>The stores of the unit that is being filled.</summary>
    protected sealed class Stores(UnitStores stores, WriteQueue queue, KnowledgeInForce known)
    {
        /// <summary>For what no person can enter, such as a signal.</summary>
        public WriteQueue Queue => queue;

        public Knowledge Known => known.Current;
        public AccountStore Accounts => stores.Accounts;
        public PatientStore Patients => stores.Patients;
        public InfusionStore Infusions => stores.Infusions;
        public ObservationStore Observations => stores.Observations;
        public AdverseEventStore Events => stores.Events;
        public CtcaeAdoptionStore Adoptions => stores.CtcaeAdoptions;
        public AlertStore Alerts => stores.Alerts;
        public OnCallStore OnCall => stores.OnCall;

        /// <summary>Lets the attending physician answer for so long that a test meets no escalation it did not ask for.</summary>
        public Task AnswerWithinAsync(int minutes) =>
            stores.AlertingPolicies.SignAsync(
                Actor.Product,
                AlertingPolicy.Shipped with
                {
                    PhoneList = [new PhoneLine("Ward", "555-0100")],
                    Shifts =
                    [
                        .. AlertingPolicy.Shipped.Shifts.Select(shift =>
                            shift with
                            {
                                Chain = [.. shift.Chain.Select(step => step with { WaitMinutes = minutes })],
                            }
                        ),
                    ],
                },
                "test"
            );
    }
}
