using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Access;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Access;

public abstract class SessionConformance(TestUnit unit) : Conformance(unit)
{
    private readonly SessionGuard guard = new(SessionRule.Default, unit.Time);

    private SessionStore Store => new(Unit.Database, Unit.Queue, guard);

    [Fact]
    public async Task Begin_SignIn_IsOnRecordAndAudited()
    {
        var (nurse, id) = await SignInAsync("nurse", Role.Nurse);
        Assert.Equal(
            new Session
            {
                Id = id,
                UserId = nurse.UserId!.Value,
                StartedAt = TestUnit.Start,
                LastActivityAt = TestUnit.Start,
            },
            await Store.FindAsync(id)
        );
        Assert.Equal("account.signed-in", Trail(nurse)[0].Entry.Action);
        Assert.Contains(id.ToString(), Trail(nurse)[0].Entry.Details, StringComparison.Ordinal);
        Assert.Equal(nurse.UserId, Trail(nurse)[0].ActorId);
    }

    [Fact]
    public async Task Write_AfterSignOut_IsRefusedAndNothingIsWritten()
    {
        var (nurse, id) = await SignInAsync("nurse", Role.Nurse);
        await WriteAsync(nurse);
        Assert.True(await Store.EndAsync(nurse, id));

        var refused = await Assert.ThrowsAsync<SessionClosedException>(() => WriteAsync(nurse));

        Assert.Equal(SessionStanding.Ended, refused.Standing);
        Assert.Equal(1, Drafts());
        Assert.Equal("account.session-ended", Trail(nurse)[0].Entry.Action);
        Assert.Contains("SignedOut", Trail(nurse)[0].Entry.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_OfOneBrowser_LeavesTheOther()
    {
        var (nurse, first) = await SignInAsync("nurse", Role.Nurse);
        var second = nurse with { Session = await Store.BeginAsync(AccountOf(nurse), before: null) };
        await Store.EndAsync(nurse, first);
        await WriteAsync(second);
        Assert.Equal(1, Drafts());
    }

    [Fact]
    public async Task Begin_InABrowserWithAnotherSession_EndsThatOne()
    {
        var (nurse, first) = await SignInAsync("nurse", Role.Nurse);
        var physician = await Unit.AddPersonAsync("physician", Role.Physician);
        var second = await Store.BeginAsync(AccountOf(physician), before: first);

        Assert.Equal(SessionEnd.Replaced, (await Store.FindAsync(first))!.EndReason);
        await Assert.ThrowsAsync<SessionClosedException>(() => WriteAsync(nurse));
        // Nor as the one with the session of the other.
        await Assert.ThrowsAsync<SessionClosedException>(() => WriteAsync(nurse with { Session = second }));
        Assert.Equal(0, Drafts());
    }

    [Theory]
    [InlineData(SessionEnd.PasswordReset)]
    [InlineData(SessionEnd.RolesChanged)]
    [InlineData(SessionEnd.AccountDisabled)]
    public async Task AccountChange_OfThisKind_EndsEverySessionOfThePersonAndNoOther(SessionEnd kind)
    {
        var (nurse, first) = await SignInAsync("nurse", Role.Nurse);
        var second = await Store.BeginAsync(AccountOf(nurse), before: null);
        var (_, other) = await SignInAsync("other", Role.Nurse);

        await ChangeAsync(nurse.UserId!.Value, kind);

        Assert.Equal(
            [kind, kind],
            [(await Store.FindAsync(first))!.EndReason, (await Store.FindAsync(second!.Value))!.EndReason]
        );
        Assert.Null((await Store.FindAsync(other))!.EndReason);
        await Assert.ThrowsAsync<SessionClosedException>(() => WriteAsync(nurse));
    }

    [Fact]
    public async Task AccountChange_OfCountsAndNames_EndsNothing()
    {
        var (nurse, id) = await SignInAsync("nurse", Role.Nurse);
        await Unit.Accounts.UpdateAsync(
            Actor.Product,
            AccountOf(nurse) with
            {
                AccessFailedCount = 2,
                PasswordHash = "the same password, hashed anew",
            }
        );
        Assert.Null((await Store.FindAsync(id))!.EndReason);
    }

    [Fact]
    public async Task Begin_PasswordResetWhileItWasChecked_Refuses()
    {
        var nurse = await Unit.AddPersonAsync("nurse", Role.Nurse);
        var checkedBefore = AccountOf(nurse);
        await ChangeAsync(nurse.UserId!.Value, SessionEnd.PasswordReset);
        Assert.Null(await Store.BeginAsync(checkedBefore, before: null));
    }

    [Fact]
    public async Task Write_AfterTheIdleLimit_IsRefusedUntilUnlocked()
    {
        var (nurse, id) = await SignInAsync("nurse", Role.Nurse);
        Unit.Time.Advance(SessionRule.Default.IdleLimit);
        await WriteAsync(nurse);
        Unit.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(
            SessionStanding.Locked,
            (await Assert.ThrowsAsync<SessionClosedException>(() => WriteAsync(nurse))).Standing
        );
        Assert.False(await Store.NoteActivityAsync(nurse, id), "A key does not unlock.");
        await Assert.ThrowsAsync<SessionClosedException>(() => WriteAsync(nurse));

        Assert.True(await Store.UnlockAsync(nurse, id));
        await WriteAsync(nurse);
        Assert.Equal("account.session-unlocked", Trail(nurse)[0].Entry.Action);
    }

    [Fact]
    public async Task NoteActivity_BeforeTheLimit_KeepsItOpen()
    {
        var (nurse, id) = await SignInAsync("nurse", Role.Nurse);
        for (int i = 0; i < 3; i++)
        {
            Unit.Time.Advance(TimeSpan.FromMinutes(14));
            Assert.True(await Store.NoteActivityAsync(nurse, id));
        }

        await WriteAsync(nurse);
    }

    [Fact]
    public async Task Unlock_AfterTwelveHours_IsNotPossible()
    {
        var (nurse, id) = await SignInAsync("nurse", Role.Nurse);
        Unit.Time.Advance(SessionRule.EndsAfter + TimeSpan.FromSeconds(1));
        Assert.False(await Store.UnlockAsync(nurse, id));
        await Store.BeginAsync(AccountOf(nurse), before: null);
        Assert.Equal(SessionEnd.Expired, (await Store.FindAsync(id))!.EndReason);
    }

    [Fact]
    public async Task End_EndedSession_KeepsItsFirstReason()
    {
        var (nurse, id) = await SignInAsync("nurse", Role.Nurse);
        await ChangeAsync(nurse.UserId!.Value, SessionEnd.PasswordReset);
        await Store.EndAsync(nurse, id);
        Assert.Equal(SessionEnd.PasswordReset, (await Store.FindAsync(id))!.EndReason);
    }

    [Fact]
    public async Task End_Session_TellsTheFeed()
    {
        var (nurse, id) = await SignInAsync("nurse", Role.Nurse);
        var told = new TaskCompletionSource<Rooms>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = Unit.Feed.Subscribe("test", change => told.TrySetResult(change.Rooms));
        await Store.EndAsync(nurse, id);
        Assert.True(
            (await told.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).HasFlag(
                Rooms.Access
            )
        );
    }

    private async Task<(Actor Person, SessionId Session)> SignInAsync(string name, Role role)
    {
        var person = await Unit.AddPersonAsync(name, role);
        var id = (await Store.BeginAsync(AccountOf(person), before: null))!.Value;
        return (person with { Session = id }, id);
    }

    private async Task ChangeAsync(UserId id, SessionEnd kind)
    {
        var outcome = kind switch
        {
            SessionEnd.RolesChanged => await Unit.Accounts.SetRolesAsync(
                Actor.Product,
                id,
                [Role.Nurse, Role.Physician]
            ),
            SessionEnd.AccountDisabled => await Unit.Accounts.DisableAsync(Actor.Product, id, "left the unit"),
            _ => (
                await Unit.Accounts.UpdateAsync(
                    Actor.Product,
                    Unit.Accounts.Find(id)! with
                    {
                        PasswordHash = "another",
                        SecurityStamp = "another",
                    },
                    "forgotten"
                )
            ).Outcome,
        };
        Assert.Equal(AccountOutcome.Done, outcome);
    }

    private Account AccountOf(Actor person) => Unit.Accounts.Find(person.UserId!.Value)!;

    // Any write will do: the session is asked before the job.
    private Task WriteAsync(Actor actor) => Unit.Stores.FormDrafts.SaveAsync(actor, "form", "subject", "{}");

    private long Drafts() => Unit.Read(scope => scope.Single<long>("select count(*) from form_draft"));

    private IReadOnlyList<RecordedAuditEntry> Trail(Actor person) =>
        Unit.Stores.Audit.OfSubject("account", person.UserId!.Value.ToString());
}

public sealed class SessionOnSqlite() : SessionConformance(TestUnit.OnSqlite());

public sealed class SessionOnPostgres() : SessionConformance(TestUnit.OnPostgres());
