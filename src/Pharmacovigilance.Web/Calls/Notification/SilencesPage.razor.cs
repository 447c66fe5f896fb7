using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Calls.Notification;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Live;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Calls.Notification;

/// <summary>A silence or a maintenance as the list shows it.</summary>
/// <param name="Scope">In which course; empty for maintenance.</param>
/// <param name="MayEnd">It is in force and this person may end it.</param>
public sealed record SuppressionItem(
    string Id,
    string Icon,
    string Title,
    string Scope,
    string Reason,
    string Author,
    DateTimeOffset From,
    DateTimeOffset Until,
    DateTimeOffset? EndedAt,
    string? EndedBy,
    string? EndReason,
    bool MayEnd,
    SilenceId? SilenceId,
    MaintenanceId? MaintenanceId
);

/// <summary>What keeps calls back now, the oldest first; entered with a reason and an end, and ended early with a reason.</summary>
public sealed partial class SilencesPage(
    SilenceStore store,
    PatientStore patients,
    ReasonDialog reasons,
    CurrentActor person,
    IdSource ids
) : LiveComponent
{
    private static readonly TimeSpan Back = TimeSpan.FromDays(30);

    private (IReadOnlyList<SilenceItem> Silences, IReadOnlyList<MaintenanceItem> Maintenance)? all;
    private IReadOnlyList<CourseRecord> courses = [];
    private IReadOnlyList<Refusal> refusals = [];
    private TimeEntry silenceUntil = default!;
    private TimeEntry maintainUntil = default!;
    private string rule = "";
    private string course = "";
    private string silenceReason = "";
    private string maintainReason = "";
    private string silenceKey = "";
    private string maintainKey = "";
    private string? said;
    private bool maySilence;
    private bool mayMaintain;
    private bool isOfficer;

    protected override async Task OnInitializedAsync()
    {
        var roles = await person.RolesAsync();
        isOfficer = roles.Contains(Role.SafetyOfficer);
        maySilence = isOfficer || roles.Contains(Role.Physician);
        mayMaintain = isOfficer || roles.Contains(Role.Administrator);
        if (maySilence)
            courses = await patients.SearchAsync();
        ClearSilence();
        ClearMaintenance();
        await base.OnInitializedAsync();
    }

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.OnCall;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => LoadAsync();

    private async Task LoadAsync() => all = await store.AllAsync(Clock.Now - Back);

    private IReadOnlyList<SuppressionItem> Lines(bool isOver) =>
        [
            .. all!
                .Value.Maintenance.Where(item => item.IsOver(Clock.Now) == isOver)
                .Select(item => new SuppressionItem(
                    Id: item.MaintenanceId.ToString(),
                    Icon: "build",
                    Title: Text["MaintenanceOf"],
                    Scope: "",
                    Reason: item.Reason,
                    Author: item.Author,
                    From: item.From,
                    Until: item.Until,
                    EndedAt: item.EndedAt,
                    EndedBy: item.EndedBy,
                    EndReason: item.EndReason,
                    MayEnd: !isOver && mayMaintain,
                    SilenceId: null,
                    MaintenanceId: item.MaintenanceId
                ))
                .Concat(
                    all.Value.Silences.Where(item => item.IsOver(Clock.Now) == isOver)
                        .Select(item => new SuppressionItem(
                            Id: item.SilenceId.ToString(),
                            Icon: "notifications_off",
                            Title: Text["SilenceOf", Alerts.Title(item.Rule)],
                            Scope: item.CourseCode is { } code ? Text["InCourse", code] : Text["InEveryCourse"],
                            Reason: item.Reason,
                            Author: item.Author,
                            From: item.From,
                            Until: item.Until,
                            EndedAt: item.EndedAt,
                            EndedBy: item.EndedBy,
                            EndReason: item.EndReason,
                            MayEnd: !isOver && maySilence,
                            SilenceId: item.SilenceId,
                            MaintenanceId: null
                        ))
                )
                .OrderBy(line => line.From),
        ];

    private Task SilenceAsync() =>
        TakingAsync(async actor =>
        {
            if (!Enum.TryParse<RuleId>(rule, out var silenced))
                throw new RefusedException("silence.rule-required", "");
            bool everywhere = string.Equals(course, "all", StringComparison.Ordinal);
            if (!everywhere && !Guid.TryParse(course, out _))
                throw new RefusedException("silence.course-required", "");
            if (silenceUntil.At(Clock) is not { } until)
                throw new RefusedException([
                    silenceUntil.Question(Clock, "until") ?? Refusal.Of("silence.past", "until"),
                ]);
            await store.SilenceAsync(
                actor,
                silenced,
                everywhere ? null : new CourseId(Guid.Parse(course)),
                until,
                silenceReason,
                silenceKey
            );
            ClearSilence();
            return Text["Silenced", Alerts.Title(silenced)];
        });

    private Task MaintainAsync() =>
        TakingAsync(async actor =>
        {
            if (maintainUntil.At(Clock) is not { } until)
                throw new RefusedException([
                    maintainUntil.Question(Clock, "until") ?? Refusal.Of("silence.past", "until"),
                ]);
            await store.MaintainAsync(actor, until, maintainReason, maintainKey);
            ClearMaintenance();
            return Text["Maintained"];
        });

    private async Task EndAsync(SuppressionItem line)
    {
        if (await reasons.AskAsync(line.Title, Text["EndSentence"], Text["EndNow"]) is not { } reason)
            return;
        await TakingAsync(async actor =>
        {
            if (line.SilenceId is { } silence)
                await store.EndSilenceAsync(actor, silence, reason, NewKey());
            else
                await store.EndMaintenanceAsync(actor, line.MaintenanceId!.Value, reason, NewKey());
            return Text["EndedSaid", line.Title];
        });
    }

    /// <summary>Saves and reads again; what is typed in another form stays.</summary>
    private async Task TakingAsync(Func<Actor, Task<string>> act)
    {
        (refusals, said) = ([], null);
        try
        {
            said = await act(await person.GetAsync());
            await LoadAsync();
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } because)
        {
            refusals = because;
        }
    }

    private void ClearSilence() =>
        (rule, course, silenceReason, silenceKey, silenceUntil) = (
            "",
            "",
            "",
            NewKey(),
            new TimeEntry(Clock.Now.AddHours(24))
        );

    private void ClearMaintenance() =>
        (maintainReason, maintainKey, maintainUntil) = ("", NewKey(), new TimeEntry(Clock.Now.AddHours(1)));

    private string NewKey() => ids.Next(Clock.Now).ToString("D");
}
