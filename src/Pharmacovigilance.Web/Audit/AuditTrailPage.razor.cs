using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Audit;

namespace Pharmacovigilance.Web.Audit;

/// <summary>Who did what, when and why, newest first.</summary>
public sealed partial class AuditTrailPage(AuditStore store, AccountStore accounts, UnitClock clock, AuditNames names)
{
    private const int PerPage = 50;

    /// <summary>Where the newer pages began, the newest at the bottom; null is the first page.</summary>
    private readonly Stack<long?> pages = new();

    private AuditFilter filter = new();
    private long? before;
    private bool more;
    private IReadOnlyList<RecordedAuditEntry>? entries;
    private IReadOnlyList<Account> people = [];
    private IReadOnlyList<Refusal> refusals = [];
    private string actorId = "";
    private string action = "";
    private string course = "";
    private DateOnly? from;
    private DateOnly? to;

    protected override async Task OnInitializedAsync()
    {
        people = await Task.Run(accounts.All);
        await LoadAsync();
    }

    private async Task FilterAsync()
    {
        string wanted = course.Trim();
        bool courseRead = Guid.TryParse(wanted, out var courseId);
        refusals =
            wanted.Length > 0 && !courseRead ? [Refusal.Of("audit.course-id", "course", wanted)]
            : from > to ? [Refusal.Of("audit.dates-reversed", "from")]
            : [];
        if (refusals.Count > 0)
            return;
        filter = new AuditFilter(
            courseRead ? new CourseId(courseId) : null,
            actorId.Length > 0 ? new UserId(Guid.Parse(actorId)) : null,
            action.Length > 0 ? action + "." : null,
            Start(from),
            Start(to?.AddDays(1))
        );
        pages.Clear();
        before = null;
        await LoadAsync();
    }

    private Task OlderAsync()
    {
        pages.Push(before);
        before = entries![^1].Seq;
        return LoadAsync();
    }

    private Task NewerAsync()
    {
        before = pages.Pop();
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var (wanted, start) = (filter, before);
        var found = await Task.Run(() => store.Page(wanted, start, PerPage + 1));
        more = found.Count > PerPage;
        entries = [.. found.Take(PerPage)];
    }

    private DateTimeOffset? Start(DateOnly? day) =>
        day is { } d ? clock.FromUnit(d.ToDateTime(TimeOnly.MinValue)) : null;
}
