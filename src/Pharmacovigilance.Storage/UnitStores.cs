using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Alerts.Quality;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Rules;
using Pharmacovigilance.Storage.Rules.Canaries;
using Pharmacovigilance.Storage.Rules.Firing;
using Pharmacovigilance.Storage.Rules.Tiers;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage;

/// <summary>
/// Every store of a unit, room by room: put together here and nowhere else, for the product, a replay, tests and
/// benchmarks alike. Stores hold no state and open a connection per call.
/// </summary>
public sealed class UnitStores(UnitDatabase database, WriteQueue queue)
{
    public PatientStore Patients { get; } = new(database, queue);
    public CalendarStore Calendars { get; } = new(database, queue);
    public CourseEndStore CourseEnds { get; } = new(queue);

    public InfusionStore Infusions { get; } = new(database, queue);
    public BedsideCheckStore BedsideChecks => field ??= new(queue, Observations);
    public PremedicationOrderStore PremedicationOrders { get; } = new(queue);
    public RatePlanStore RatePlans { get; } = new(queue);
    public RateTableStore RateTables { get; } = new(database, queue);

    public AdverseEventStore Events { get; } = new(database, queue);
    public EventCourseStore EventCourses { get; } = new(database, queue);
    public CausalityStore Causality { get; } = new(database, queue);
    public ReportingStore Reporting { get; } = new(database, queue);
    public AbsenceStore Absences { get; } = new(database, queue);
    public ObservationStore Observations { get; } = new(database, queue);
    public CtcaeAdoptionStore CtcaeAdoptions { get; } = new(database, queue);
    public CtcaeImportStore CtcaeImports { get; } = new(database, queue);
    public RegradingStore Regradings { get; } = new(database, queue);

    public ReferenceStore Reference { get; } = new(queue);
    public VerificationStore Verifications { get; } = new(database, queue);

    public BoardStore Board { get; } = new(database);
    public TallyStore Tallies { get; } = new(queue);
    public SignalStore Signals { get; } = new(database, queue);
    public MarginStore Margins { get; } = new(queue);
    public EvidenceDecisionStore Evidence => field ??= new(database, queue, Board);
    public CaseMixStore CaseMixes { get; } = new(database);
    public ControlStore Controls { get; } = new(database, queue);
    public StreamStore Streams { get; } = new(database);

    public CanaryStore Canaries => field ??= new(database, queue, Patients, Infusions, Observations, Events);
    public FiringStore Firings { get; } = new(database);
    public RuleTierStore RuleTiers { get; } = new(database, queue);
    public RuleSetStore RuleSets { get; } = new(database, queue);
    public LocalPolicyStore LocalPolicies { get; } = new(database, queue);

    public AlertStore Alerts { get; } = new(database, queue);
    public AlertLoopStore AlertLoop { get; } = new(queue);
    public AlertContextStore AlertContexts { get; } = new(database);
    public AlertQualityStore AlertQuality { get; } = new(database, queue);

    public OutboxStore Outbox { get; } = new(database);
    public DeliveryStore Deliveries { get; } = new(database, queue);
    public AlarmStore Alarms { get; } = new(database, queue);
    public AlertingPolicyStore AlertingPolicies { get; } = new(database, queue);
    public OnCallStore OnCall { get; } = new(database, queue);
    public ContactStore Contacts { get; } = new(database, queue);
    public SilenceStore Silences { get; } = new(database, queue);
    public EscalationStore Escalations { get; } = new(database, queue);
    public CallTrailStore CallTrails { get; } = new(database);
    public DigestStore Digests { get; } = new(database);

    public AccountStore Accounts { get; } = new(database, queue);
    public FormDraftStore FormDrafts { get; } = new(database, queue);
    public AuditStore Audit { get; } = new(database);
    public UnitSnapshotReader Snapshots => field ??= new(database, Board);
}
