using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>One adverse event with everything that was ever said about it.</summary>
public sealed partial class EventPage(
    AdverseEventStore events,
    EventCourseStore courses,
    CausalityStore assessments,
    ReportingStore reports,
    RegradingStore regradings,
    PatientStore patients,
    InfusionStore infusions,
    KnowledgeInForce known,
    ReasonDialog reasons,
    CurrentActor person
)
{
    private IReadOnlyList<AdverseEventRow> history = [];
    private IReadOnlyList<Regrading> again = [];
    private IReadOnlyList<EventCourseEntry> courseRows = [];
    private IReadOnlyList<CausalityAssessment> causality = [];
    private ReportingCase? reporting;
    private CourseRecord? course;
    private CourseStanding? standingOfCourse;
    private InfusionRecord? infusionRecord;
    private IReadOnlyList<Refusal> refusals = [];
    private bool missing;
    private bool mayWrite;
    private bool mayAssess;
    private bool correcting;
    private bool assessing;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Opened to fill in what is still unknown: the form is open at once.</summary>
    [SupplyParameterFromQuery(Name = "complete")]
    public bool Complete { get; set; }

    /// <summary>With <see cref="Complete"/>: LLT code of a term somebody wanted to record beside this event.</summary>
    [SupplyParameterFromQuery(Name = "term")]
    public string? ProposedTerm { get; set; }

    /// <summary>The grade that was chosen with it, 1–5.</summary>
    [SupplyParameterFromQuery(Name = "grade")]
    public int? ProposedGrade { get; set; }

    private Grade? NewGrade => ProposedGrade is >= 1 and <= 5 ? (Grade)ProposedGrade.Value : null;

    private string ProposedReason =>
        assessing ? Safety["ReasonSeriousness"]
        : Complete && ProposedTerm is null ? Text["ReasonCompleted"]
        : "";

    private AdverseEventRow Newest => history[^1];

    /// <summary>How the event stands, with its course; null when it was taken back.</summary>
    private AdverseEventRow? Standing =>
        Newest.Status == EventStatus.Recorded ? Newest with { CourseEntries = courseRows } : null;

    /// <summary>Graded by another version than the one in force, and not yet again by that.</summary>
    private bool IsRegradable
    {
        get
        {
            var version = known.Current.Ctcae.Version;
            return Newest is { Status: EventStatus.Recorded, Content: { Grade: not null } content }
                && content.CtcaeVersion != version
                && !again.Any(regrading => regrading.RowId == Newest.RowId && regrading.Version == version);
        }
    }

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.LastEvents;

    /// <summary>A form that is open keeps the row it was opened for; if that is no longer the newest, saving says so.</summary>
    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) =>
        correcting ? Task.CompletedTask : ReloadAsync();

    protected override async Task OnInitializedAsync()
    {
        var roles = await person.RolesAsync();
        mayWrite = roles.Any(role => role is Role.Nurse or Role.Physician);
        mayAssess = roles.Any(role => role is Role.Physician or Role.SafetyOfficer);
        await base.OnInitializedAsync();
        await ReloadAsync();
        // The page is drawn while it reads: what a person has opened by then stays open.
        if (Complete && mayWrite && history.Count > 0 && Newest.Status == EventStatus.Recorded)
            correcting = true;
    }

    private async Task ReloadAsync()
    {
        long look = person.Look();
        var found = await events.HistoryAsync(new AdverseEventId(Id));
        missing = found.Count == 0;
        if (missing)
            return;
        courseRows = await courses.OfEventAsync(new AdverseEventId(Id));
        causality = await assessments.OfEventAsync(new AdverseEventId(Id));
        reporting = await reports.OfEventAsync(new AdverseEventId(Id));
        history = found;
        again = await regradings.OfEventAsync(new AdverseEventId(Id));
        infusionRecord = Newest.Content.InfusionId is { } infusion ? await infusions.FindAsync(infusion) : null;
        standingOfCourse = await patients.StandingAsync(Newest.CourseId);
        course = standingOfCourse?.Course;
        person.Shows(look, SeenSubject.Of(new AdverseEventId(Id)), SeenSubject.EventsOf(Newest.CourseId));
        if (infusionRecord is not null)
            person.Shows(look, SeenSubject.StepsOf(infusionRecord.Head.InfusionId));
    }

    private void AssessSeriousness() => (assessing, correcting) = (true, true);

    private void Cancel() => (assessing, correcting) = (false, false);

    private Task FinishAsync()
    {
        Cancel();
        return ReloadAsync();
    }

    private async Task TakeBackAsync()
    {
        var seen = person.Sees(SeenSubject.Of(Newest.EventId));
        if (await reasons.AskAsync(Text["TakeBack"], Text["TakeBackSentence"], Text["TakeBack"]) is not { } reason)
            return;
        try
        {
            await events.TakeBackAsync(await person.GetAsync(seen), Newest.RowId, reason);
            refusals = [];
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } said)
        {
            refusals = said;
        }

        await ReloadAsync();
    }
}
