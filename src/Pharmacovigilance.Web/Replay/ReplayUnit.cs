using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Rules;
using Pharmacovigilance.Storage.Signals;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Replay;

/// <summary>The time of a replay: it moves only when a step says so.</summary>
internal sealed class ScriptedTime(DateTimeOffset start) : TimeProvider
{
    public DateTimeOffset Now { get; private set; } = start;

    public void MoveTo(DateTimeOffset at) =>
        Now =
            at >= Now
                ? at
                : throw new InvalidOperationException($"The replay's time went back from {Now:O} to {at:O}.");

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>A unit of its own for one replay: a fresh database in a folder that is removed afterwards, and the product's stores.</summary>
internal sealed class ReplayUnit : IAsyncDisposable
{
    /// <summary>Fixed, so that a replay gives the same answer each time; the ids themselves appear nowhere in it.</summary>
    private const int Seed = 20231104;

    private readonly TemporaryFolder folder = new("pharmacovigilance-replay-");
    private readonly SqliteDatabase database;
    private readonly WriteQueue queue;
    private readonly List<Exception> failures = [];
    private readonly KnowledgeInForce known;

    public ReplayUnit(Knowledge knowledge, TimeZoneInfo zone, DateTimeOffset start)
    {
        known = new KnowledgeInForce(knowledge);
        Time = new ScriptedTime(start);
        Clock = new UnitClock(Time, zone);
        Ids = new IdSource(Seed);
        var versions = new VersionsInForce(
            "replay",
            CtcaeVersions.Format(knowledge.Ctcae.Version),
            knowledge.Rules.Stamp,
            knowledge.Rates.Version
        );
        database = new SqliteDatabase(folder.Path);
        database.Migrate(Clock.Now, versions.Product);
        queue = WriteQueue.Start(database, Clock, Ids, new SafetyFeed(), versions, failures.Add);
        Accounts = new AccountStore(database, queue);
        Patients = new PatientStore(database, queue, Clock, known);
        Infusions = new InfusionStore(database, queue, Clock, known);
        Observations = new ObservationStore(database, queue, Clock, known);
        Checks = new BedsideCheckStore(queue, Observations, known);
        Events = new AdverseEventStore(database, queue, Clock, known);
        EventCourses = new EventCourseStore(database, queue, Clock, known);
        Causality = new CausalityStore(database, queue, known);
        Alerts = new AlertStore(database, queue, Clock, known);
        Loop = new AlertLoopStore(queue, Clock, known);
        Board = new BoardStore(database, known, Clock);
        CaseMix = new CaseMixStore(database, known, Clock);
        Tally = new TallyStore(queue, Clock, known);
        CourseEnds = new CourseEndStore(queue, Clock, known);
        Calendars = new CalendarStore(database, queue, Clock, known);
        Orders = new PremedicationOrderStore(queue, Clock, known);
        Adoptions = new CtcaeAdoptionStore(database, queue, Clock, known);
        RuleSets = new RuleSetStore(database, queue, Clock, known);
    }

    /// <summary>What the unit works by now.</summary>
    public Knowledge Knowledge => known.Current;

    public ScriptedTime Time { get; }
    public UnitClock Clock { get; }
    public IdSource Ids { get; }
    public AccountStore Accounts { get; }
    public PatientStore Patients { get; }
    public InfusionStore Infusions { get; }
    public ObservationStore Observations { get; }
    public BedsideCheckStore Checks { get; }
    public AdverseEventStore Events { get; }
    public EventCourseStore EventCourses { get; }
    public CausalityStore Causality { get; }
    public AlertStore Alerts { get; }

    public AlertLoopStore Loop { get; }
    public BoardStore Board { get; }
    public CaseMixStore CaseMix { get; }
    public TallyStore Tally { get; }
    public CourseEndStore CourseEnds { get; }
    public CalendarStore Calendars { get; }
    public PremedicationOrderStore Orders { get; }
    public CtcaeAdoptionStore Adoptions { get; }
    public RuleSetStore RuleSets { get; }

    /// <summary>Failures that concern the unit and not one step; a replay with any must not be believed.</summary>
    public IReadOnlyList<Exception> Failures => failures;

    public async ValueTask DisposeAsync()
    {
        await queue.DisposeAsync();
        database.Dispose();
        folder.Dispose();
    }
}
