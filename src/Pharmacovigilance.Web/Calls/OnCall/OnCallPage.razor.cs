using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Live;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Calls.OnCall;

/// <summary>The on-call calendar by weeks: who is on duty, where nobody is, and the hand-over of one's own duty.</summary>
public sealed partial class OnCallPage(
    OnCallStore store,
    AlertingPolicyStore policies,
    AccountStore accounts,
    ReasonDialog reasons,
    CurrentActor person,
    IdSource ids
) : LiveComponent
{
    private static readonly IReadOnlyList<OnCallRole> Roles = Enum.GetValues<OnCallRole>();
    private static readonly TimeSpan GapsAhead = TimeSpan.FromDays(14);

    private OnCallPlan? plan;
    private IReadOnlyList<Account> physicians = [];
    private IReadOnlyList<PhoneLine> numbers = [];
    private IReadOnlyList<Refusal> refusals = [];
    private AddDutyForm? form;
    private UserId? me;
    private string? said;
    private bool mayPlan;
    private int weeks;

    private DateOnly Monday => Clock.Today.AddDays(-((int)Clock.Today.DayOfWeek + 6) % 7).AddDays(7 * weeks);

    private IEnumerable<DateOnly> Days => Enumerable.Range(0, 7).Select(Monday.AddDays);

    private IEnumerable<DutyItem> OwnNow =>
        plan?.Duties.Where(duty =>
            duty.PersonId == me && duty.End is null && duty.From <= Clock.Now && Clock.Now < duty.Until
        ) ?? [];

    protected override async Task OnInitializedAsync()
    {
        me = (await person.GetAsync()).UserId;
        mayPlan = (await person.RolesAsync()).Any(role =>
            role is Role.Physician or Role.SafetyOfficer or Role.Administrator
        );
        physicians = await Task.Run(() => accounts.WithRole(Role.Physician));
        await base.OnInitializedAsync();
    }

    protected override object PartOf(UnitSnapshot snapshot) => snapshot.OnCall;

    protected override Task OnPartChangedAsync(UnitSnapshot snapshot) => LoadAsync();

    private async Task LoadAsync()
    {
        var week = Clock.FromUnit(Monday.ToDateTime(TimeOnly.MinValue));
        numbers = (await policies.AllAsync())[0].Policy.PhoneList;
        long look = person.Look();
        plan = await store.PlanAsync(week < Clock.Now ? week : Clock.Now, Clock.Now + GapsAhead);
        person.Shows(look, SeenSubject.Duties);
    }

    private Task MoveAsync(int by)
    {
        weeks += by;
        return LoadAsync();
    }

    private IReadOnlyList<DutyItem> DutiesOn(DateOnly day, OnCallRole role)
    {
        var (from, until) = (
            Clock.FromUnit(day.ToDateTime(TimeOnly.MinValue)),
            Clock.FromUnit(day.AddDays(1).ToDateTime(TimeOnly.MinValue))
        );
        return
        [
            .. plan!.Duties.Where(duty =>
                duty.Role == role && duty.From < until && (duty.NeverBegan ? duty.From >= from : duty.Until > from)
            ),
        ];
    }

    private IReadOnlyList<Account> OthersThan(DutyItem duty) =>
        [.. physicians.Where(physician => physician.Id != duty.PersonId)];

    private Task AddAsync(DutyDraft draft) =>
        TakingAsync(async () =>
        {
            if (draft.PersonId is not { } personId)
                throw new RefusedException("on-call.no-physician", "person");
            if (draft.From.At(Clock) is not { } from || draft.Until.At(Clock) is not { } until)
                throw new RefusedException([
                    draft.From.Question(Clock, "from")
                        ?? draft.Until.Question(Clock, "until")
                        ?? Refusal.Of("on-call.reversed", "until"),
                ]);
            await store.AddAsync(
                await person.GetAsync(person.Sees(SeenSubject.Duties)),
                draft.Role,
                personId,
                from,
                until,
                draft.Note,
                draft.Key
            );
            form?.Clear();
            return Text[
                "Added",
                Words.Role(draft.Role),
                physicians.FirstOrDefault(physician => physician.Id == personId)?.DisplayName ?? ""
            ];
        });

    private async Task CancelAsync(DutyItem duty)
    {
        var seen = person.Sees(SeenSubject.Duties);
        if (
            await reasons.AskAsync(
                Text["CancelDuty"],
                Text["CancelSentence", duty.Person, Words.Role(duty.Role), Words.Span(duty)],
                Text["CancelDuty"]
            )
            is not { } reason
        )
            return;
        await TakingAsync(async () =>
        {
            await store.CancelAsync(
                await person.GetAsync(seen),
                duty.DutyId,
                reason,
                ids.Next(Clock.Now).ToString("D")
            );
            return Text["Cancelled", duty.Person];
        });
    }

    private Task HandOverAsync(DutyItem duty, HandOverDraft draft) =>
        TakingAsync(async () =>
        {
            if (draft.PersonId is not { } to)
                throw new RefusedException("on-call.no-physician", "person");
            await store.HandOverAsync(
                await person.GetAsync(person.Sees(SeenSubject.Duties)),
                duty.DutyId,
                to,
                draft.Note,
                draft.Key
            );
            return Text["HandedOver", physicians.FirstOrDefault(physician => physician.Id == to)?.DisplayName ?? ""];
        });

    /// <summary>Saves and reads again; what was typed stays when it is refused.</summary>
    private async Task TakingAsync(Func<Task<string>> act)
    {
        (refusals, said) = ([], null);
        try
        {
            said = await act();
            await LoadAsync();
        }
        catch (Exception e) when (SaveRefusals.Of(e) is { } because)
        {
            refusals = because;
        }
    }
}
