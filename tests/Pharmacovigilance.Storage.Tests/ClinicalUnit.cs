using System.Runtime.CompilerServices;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Alerts;
using Pharmacovigilance.Storage.Alerts.Holds;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Calls;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Rules;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.Tests;

/// <summary>A unit with the product's own reference data, its stores, a nurse and two physicians.</summary>
public sealed class ClinicalUnit(TestUnit unit) : IAsyncDisposable
{
    public static readonly Knowledge Knowledge = Domain.Reference.Knowledge.Parse(ReferenceText);
    private int registered;

    /// <summary>What this unit works by.</summary>
    public KnowledgeInForce Known => unit.Known;

    public TestUnit Unit => unit;
    public PatientStore Patients => unit.Stores.Patients;
    public CalendarStore Calendar => unit.Stores.Calendars;
    public CourseEndStore CourseEnds => unit.Stores.CourseEnds;
    public InfusionStore Infusions => unit.Stores.Infusions;
    public BedsideCheckStore Checks => unit.Stores.BedsideChecks;
    public RatePlanStore RatePlans => unit.Stores.RatePlans;
    public RateTableStore RateTables => unit.Stores.RateTables;
    public ObservationStore Observations => unit.Stores.Observations;
    public AdverseEventStore Events => unit.Stores.Events;
    public EventCourseStore Courses => unit.Stores.EventCourses;
    public CausalityStore Causality => unit.Stores.Causality;
    public ReportingStore Reporting => unit.Stores.Reporting;
    public AbsenceStore Absences => unit.Stores.Absences;
    public AlertStore Alerts => unit.Stores.Alerts;
    public AlertLoopStore Loop => unit.Stores.AlertLoop;
    public BoardStore Board => unit.Stores.Board;
    public EvidenceDecisionStore Evidence => unit.Stores.Evidence;
    public CtcaeAdoptionStore Adoptions => unit.Stores.CtcaeAdoptions;
    public RuleSetStore RuleSets => unit.Stores.RuleSets;
    public LocalPolicyStore Policies => unit.Stores.LocalPolicies;
    public CtcaeImportStore Imports => unit.Stores.CtcaeImports;
    public RegradingStore Regradings => unit.Stores.Regradings;
    public VerificationStore Verifications => unit.Stores.Verifications;
    public OutboxStore Outbox => unit.Stores.Outbox;
    public DeliveryStore Delivery => unit.Stores.Deliveries;
    public AlarmStore Alarms => unit.Stores.Alarms;
    public AuditStore Audit => unit.Stores.Audit;
    public Actor Nurse { get; private set; } = null!;
    public Actor Physician { get; private set; } = null!;
    public Actor OtherPhysician { get; private set; } = null!;

    public DateTimeOffset Now => unit.Clock.Now;

    public async Task StaffAsync()
    {
        Nurse = await unit.AddPersonAsync("nurse", Role.Nurse);
        Physician = await unit.AddPersonAsync("physician", Role.Physician);
        OtherPhysician = await unit.AddPersonAsync("other", Role.Physician);
    }

    public static string ReferenceText(string file) => File.ReadAllText(Path.Combine(ReferenceFolder(), file));

    /// <summary>A registration that can be taken; the record number is new each time.</summary>
    public Registration NewPatient(
        string? recordNumber = null,
        string family = "Falk",
        string given = "Ida",
        Regimen regimen = Regimen.IsaPd,
        DateOnly? firstDoseOn = null
    ) =>
        new(
            recordNumber ?? $"R-{++registered}",
            family,
            given,
            new DateOnly(1956, 4, 3),
            Sex.Female,
            regimen,
            firstDoseOn ?? unit.Clock.Today,
            Physician.UserId!.Value
        )
        {
            AnotherPersonBecause = "another test patient",
        };

    public Task<CourseId> RegisterAsync(Regimen regimen = Regimen.IsaPd) =>
        Patients.RegisterAsync(Nurse, NewPatient(regimen: regimen));

    public async Task<InfusionId> InfusionAsync(CourseId course, int ordinal = 1) =>
        (await Infusions.CalendarAsync(course)).Single(i => i.Head.CalendarOrdinal == ordinal).Head.InfusionId;

    public Task<StepOutcome> StartAsync(InfusionId infusion, long? weightGrams = 70_000, DateTimeOffset? at = null) =>
        Infusions.RecordAsync(
            Nurse,
            new InfusionStepEntry(infusion, InfusionStepKind.Started, at ?? Now, 25_000, weightGrams, "Sarclisa", "B-1")
        );

    public Task<StepOutcome> EndAsync(
        InfusionId infusion,
        ReactionStatement reaction = ReactionStatement.NoReactionObserved
    ) => Infusions.RecordAsync(Nurse, new InfusionStepEntry(infusion, InfusionStepKind.Ended, Now, Reaction: reaction));

    /// <summary>Starts and ends an infusion in one go, on its day of the calendar.</summary>
    public async Task GiveAsync(
        CourseId course,
        int ordinal,
        ReactionStatement reaction = ReactionStatement.NoReactionObserved
    )
    {
        var planned = (await Infusions.CalendarAsync(course)).Single(i => i.Head.CalendarOrdinal == ordinal).Head;
        if (planned.PlannedOn.DayNumber - unit.Clock.Today.DayNumber is > 0 and var days)
            Pass(TimeSpan.FromDays(days));
        var infusion = planned.InfusionId;
        Assert.True((await StartAsync(infusion)).Recorded);
        Pass(TimeSpan.FromHours(2));
        Assert.True((await EndAsync(infusion, reaction)).Recorded);
    }

    public async Task<ObservationId> AncAsync(
        CourseId course,
        decimal gigaPerLitre,
        DateTimeOffset? collectedAt = null
    ) => (await Observations.RecordLabAsync(Nurse, Anc(course, gigaPerLitre, collectedAt))).Id;

    public async Task<ObservationId> PlateletsAsync(CourseId course, decimal gigaPerLitre) =>
        (
            await Observations.RecordLabAsync(
                Nurse,
                new LabEntry(course, LabTest.PlateletCount, gigaPerLitre, "10*9/L", null, Now)
            )
        ).Id;

    public async Task<ObservationId> PressureAsync(
        CourseId course,
        int systolic,
        int diastolic,
        bool duringReaction = false
    ) =>
        (
            await Observations.RecordBloodPressureAsync(
                Nurse,
                new BloodPressureEntry(course, systolic, diastolic, Now, null, duringReaction)
            )
        ).Id;

    public LabEntry Anc(CourseId course, decimal gigaPerLitre, DateTimeOffset? collectedAt = null) =>
        new(course, LabTest.NeutrophilCount, gigaPerLitre, "10*9/L", null, collectedAt ?? Now);

    public AdverseEventContent Content(
        string llt,
        Grade? grade,
        InfusionId? infusion = null,
        DateTimeOffset? onsetAt = null
    ) =>
        new()
        {
            LltCode = llt,
            CtcaeVersion = Knowledge.Ctcae.Version,
            Grade = grade,
            OnsetAt = onsetAt ?? Now,
            InfusionId = infusion,
            ActionTaken = ActionTaken.DoseNotChanged,
        };

    public Task<AdverseEventId> EventAsync(
        CourseId course,
        string llt,
        Grade? grade,
        InfusionId? infusion = null,
        DateTimeOffset? onsetAt = null
    ) => Events.RecordAsync(Nurse, course, Content(llt, grade, infusion, onsetAt));

    public Task<IReadOnlyList<OpenHold>> OpenHoldsAsync(CourseId course) =>
        unit.Database.ReadAsync(scope => HoldReader.Open(scope, course));

    public async Task<AlertItem> AlertAsync(CourseId course, RuleId rule) =>
        Assert.Single(await Alerts.OfCourseAsync(course), a => a.Rule == rule);

    public async Task<StreamCounts> CountsAsync(
        Regimen regimen,
        string llt,
        GradeBand band,
        EventBasis basis = EventBasis.AdverseEvent
    ) => (await RowAsync(regimen, llt, band, basis)).Counts;

    public async Task<BoardRow> RowAsync(
        Regimen regimen,
        string llt,
        GradeBand band,
        EventBasis basis = EventBasis.AdverseEvent
    ) =>
        (await Board.ReadAsync()).Single(row =>
            row.Key
            == new StreamKey
            {
                Regimen = regimen,
                LltCode = llt,
                Basis = basis,
                Band = band,
            }
        );

    /// <summary>The calls that were sent to the two physicians, in order, delivered or not; the mere changes are left out.</summary>
    public async Task<IReadOnlyList<OutboxItem>> CallsAsync()
    {
        var items = new List<OutboxItem>();
        foreach (var person in new[] { Physician, OtherPhysician })
            items.AddRange(await Outbox.SinceAsync(person.UserId!.Value, 0, 500));
        return [.. items.Where(o => o.Kind == OutboxKind.Call).OrderBy(o => o.Seq)];
    }

    public IReadOnlyList<string> Actions(CourseId course) =>
        [.. Audit.Page(new AuditFilter(course), take: 500).Select(e => e.Entry.Action).Reverse()];

    public long Count(string table) => unit.Read(scope => scope.Single<long>($"select count(*) from {table}"));

    /// <summary>Lines on record from before there was a choice of methods: that the unit is like the trial.</summary>
    public Task BeginBeforeSpreadAsync() => unit.Queue.RunAsync(new WriteRequest(Actor.Product, "test.define"), scope =>
        {
            var lines = BoardStreams.Of(Knowledge, EvidencePolicy.Of(EvidenceMethod.SameAsTrial));
            for (int i = 0; i < lines.Count; i++)
                DefinitionRows.Insert(scope, lines[i], i);
            return lines.Count;
        });

    public void Pass(TimeSpan time) => unit.Time.Advance(time);

    public ValueTask DisposeAsync() => unit.DisposeAsync();

    private static string ReferenceFolder([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "db", "reference");
}

/// <summary>A clinical suite that runs unchanged on each provider.</summary>
public abstract class ClinicalConformance(TestUnit unit) : IAsyncLifetime
{
    protected ClinicalUnit Unit { get; } = new(unit);

    public virtual async ValueTask InitializeAsync() => await Unit.StaffAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Unit.DisposeAsync();
    }

    /// <summary>The code of the only refusal.</summary>
    protected static async Task<string> RefusedAsync(Func<Task> act) =>
        Assert.Single((await Assert.ThrowsAsync<RefusedException>(act)).Refusals).Code;
}
