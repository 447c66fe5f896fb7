using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Tests.Database;

public abstract class WriteQueueConformance(TestUnit unit) : Conformance(unit), IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await Probe.CreateAsync(Unit);

    [Fact, Trait("peer-failure", "17")]
    public async Task RunAsync_ThirtyTwoCallersAtOnce_EveryWriteIsThereOnceWithItsOwnNumber()
    {
        var numbers = await Task.WhenAll(
            Enumerable
                .Range(0, 32)
                .Select(caller =>
                    Task.Run(async () =>
                    {
                        var own = new List<long>();
                        for (int i = 0; i < 20; i++)
                            own.Add(await Probe.AddAsync(Unit, $"{caller}-{i}"));
                        return own;
                    })
                )
        );

        Assert.All(numbers, own => Assert.Equal(own.Order(), own));
        Assert.Equal(640, numbers.SelectMany(own => own).Distinct().Count());
        Assert.Equal(640, Probe.Notes(Unit).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(Unit.Reports);
    }

    [Fact]
    public async Task RunAsync_NeighbourInTheSameCommitFails_OnlyTheNeighbourIsUndone()
    {
        var gate = await Probe.HoldAsync(Unit);
        var before = Probe.AddAsync(Unit, "before");
        var bad = Unit.Queue.RunAsync<long>(new WriteRequest(Actor.Product, "bad"), scope =>
        {
            Probe.Add(scope, "bad");
            throw new InvalidDataException("dose without unit");
        });
        var broken = Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "broken"), scope =>
            scope.Execute("insert into probe (note) values (null)")
        );
        var after = Probe.AddAsync(Unit, "after");
        await gate.OpenAsync();

        await before;
        await after;
        Assert.Equal("dose without unit", (await Assert.ThrowsAsync<InvalidDataException>(() => bad)).Message);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => broken);
        Assert.Equal(["before", "after"], Probe.Notes(Unit));
        Assert.Equal(2, Unit.Read(s => s.Single<long>("select count(*) from audit_entry")));
    }

    [Fact]
    public async Task RunAsync_ManyFromOneCaller_RunInTheOrderOfArrival()
    {
        var gate = await Probe.HoldAsync(Unit);
        var jobs = Enumerable.Range(0, 600).Select(i => Probe.AddAsync(Unit, $"{i}")).ToList();
        await gate.OpenAsync();
        var numbers = await Task.WhenAll(jobs);

        Assert.Equal(numbers.Order(), numbers);
        Assert.Equal([.. Enumerable.Range(0, 600).Select(i => $"{i}")], Probe.Notes(Unit));
    }

    [Fact]
    public async Task RunAsync_WhileTheJobRuns_ReadersSeeNothingOfIt()
    {
        int seenInside = -1;
        await Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "probe"), scope =>
        {
            Probe.Add(scope, "hidden");
            seenInside = Probe.Notes(Unit).Count;
            return true;
        });

        Assert.Equal(0, seenInside);
        Assert.Equal(["hidden"], Probe.Notes(Unit));
    }

    [Fact]
    public async Task DisposeAsync_JobsWaiting_AllAreWrittenAndLaterOnesRefused()
    {
        var gate = await Probe.HoldAsync(Unit);
        var waiting = Enumerable.Range(0, 300).Select(i => Probe.AddAsync(Unit, $"{i}")).ToList();
        var closing = Unit.Queue.DisposeAsync().AsTask();
        await gate.OpenAsync();
        await closing;
        await Task.WhenAll(waiting);

        Assert.Equal(300, Probe.Notes(Unit).Count);
        var refused = await Assert.ThrowsAsync<WriteFailedException>(() => Probe.AddAsync(Unit, "late"));
        Assert.Contains("closing", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_CommitFails_EveryCallerOfTheCommitIsToldAndTheQueueGoesOn()
    {
        var changes = new List<FeedChange>();
        var gate = await Probe.HoldAsync(Unit);
        using var subscription = Unit.Feed.Subscribe("test", changes.Add);
        var innocent = Probe.AddAsync(Unit, "innocent");
        // The missing parent is noticed at the commit, not at the insert.
        var orphan = Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "orphan"), scope =>
            scope.Execute("insert into child (parent_id) values (1)")
        );
        await gate.OpenAsync();

        await Assert.ThrowsAsync<WriteFailedException>(() => innocent);
        await Assert.ThrowsAsync<WriteFailedException>(() => orphan);
        Assert.Empty(Probe.Notes(Unit));
        Assert.Single(Unit.Reports);
        Assert.Empty(changes);
        await Probe.AddAsync(Unit, "next");
        Assert.Equal(["next"], Probe.Notes(Unit));
    }

    [Fact]
    public async Task RunAsync_TransactionEndsUnderTheJob_TheCommitFailsAsAWholeAndTheQueueGoesOn()
    {
        var gate = await Probe.HoldAsync(Unit);
        var innocent = Probe.AddAsync(Unit, "innocent");
        // What a full disk does: the database ends the transaction by itself.
        var ended = Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "ended"), scope => scope.Execute("rollback"));
        var later = Probe.AddAsync(Unit, "later");
        await gate.OpenAsync();

        await Assert.ThrowsAsync<WriteFailedException>(() => innocent);
        await Assert.ThrowsAsync<WriteFailedException>(() => ended);
        await Assert.ThrowsAsync<WriteFailedException>(() => later);
        await Probe.AddAsync(Unit, "next");
        Assert.Equal(["next"], Probe.Notes(Unit));
    }

    [Fact]
    public async Task RunAsync_CancelledWhileWaiting_TheJobNeverRuns()
    {
        using var source = new CancellationTokenSource();
        var gate = await Probe.HoldAsync(Unit);
        var waiting = Probe.AddAsync(Unit, "cancelled", cancellationToken: source.Token);
        await source.CancelAsync();
        await gate.OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Probe.AddAsync(Unit, "next");
        Assert.Equal(["next"], Probe.Notes(Unit));
    }

    [Fact]
    public async Task RunAsync_CancelledWhileRunning_TheJobIsFinishedAndAnswered()
    {
        using var source = new CancellationTokenSource();
        await Unit.Queue.RunAsync(
            new WriteRequest(Actor.Product, "probe"),
            scope =>
            {
                source.Cancel();
                return Probe.Add(scope, "begun");
            },
            source.Token
        );

        Assert.Equal(["begun"], Probe.Notes(Unit));
    }

    [Fact]
    public async Task RunAsync_AsynchronousJob_IsRefusedBeforeItRuns() =>
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "async"), _ => Task.FromResult(1))
        );

    [Fact]
    public async Task Scope_UsedAfterItsJob_IsRefused()
    {
        var kept = await Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "keep"), scope => scope);
        Assert.Throws<ObjectDisposedException>(() => kept.Execute("insert into probe (note) values ('late')"));
    }

    [Fact]
    public async Task Feed_AfterACommit_IsRaisedOnceWithTheNewestNumberAndAllRooms()
    {
        var changes = new List<(FeedChange Change, int Visible)>();
        var gate = await Probe.HoldAsync(Unit);
        using var subscription = Unit.Feed.Subscribe("test", change => changes.Add((change, Probe.Notes(Unit).Count)));
        var first = Touching("one", Rooms.AdverseEvents);
        var refused = Unit.Queue.RunAsync<long>(new WriteRequest(Actor.Product, "bad"), scope =>
        {
            scope.Touch(Rooms.Reference);
            throw new InvalidDataException("refused");
        });
        var second = Touching("two", Rooms.Alerts);
        await gate.OpenAsync();
        await first;
        long newest = await second;
        await Assert.ThrowsAsync<InvalidDataException>(() => refused);
        // One more commit, so that the call for the one under test has certainly been made.
        await Touching("three", Rooms.Infusions);

        Assert.Equal(new FeedChange(newest, Rooms.AdverseEvents | Rooms.Alerts | Rooms.Audit), changes[0].Change);
        Assert.Equal(2, changes[0].Visible);
        Assert.True(Unit.Feed.Seq >= newest);
    }

    [Fact]
    public async Task Feed_SubscriberThrows_TheCallerIsStillAnswered()
    {
        using var subscription = Unit.Feed.Subscribe("broken", _ => throw new InvalidOperationException("screen gone"));
        await Probe.AddAsync(Unit, "one");
        await Probe.AddAsync(Unit, "two");
        Assert.Equal(["one", "two"], Probe.Notes(Unit));
    }

    [Fact]
    public async Task Now_EachJob_IsTheUnitsClockInWholeMilliseconds()
    {
        Unit.Time.Advance(TimeSpan.FromTicks(12_345_678));
        var now = await Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "now"), scope => scope.Now);
        Assert.Equal(TestUnit.Start.AddMilliseconds(1234), now);
    }

    [Fact]
    public async Task RequireRole_RevokedSinceSignIn_IsRefusedInTheTransaction()
    {
        var nurse = await Unit.AddPersonAsync("nurse", Role.Nurse, Role.Physician);
        Assert.True(await NeedsAsync(nurse, Role.SafetyOfficer, Role.Physician));
        await Unit.Accounts.SetRolesAsync(Actor.Product, nurse.UserId!.Value, [Role.Nurse]);

        var refused = await Assert.ThrowsAsync<NotAllowedException>(() =>
            NeedsAsync(nurse, Role.SafetyOfficer, Role.Physician)
        );
        Assert.Equal("nurse may not do this: it needs the role SafetyOfficer or Physician.", refused.Message);
        Assert.Equal([Role.SafetyOfficer, Role.Physician], refused.Needed);
        Assert.True(await NeedsAsync(nurse, Role.Nurse));
    }

    [Fact]
    public async Task RequireRole_DisabledUnknownOrNamelessActor_IsRefused()
    {
        var nurse = await Unit.AddPersonAsync("nurse", Role.Nurse);
        await Unit.Accounts.DisableAsync(Actor.Product, nurse.UserId!.Value, "left the unit");

        await Assert.ThrowsAsync<NotAllowedException>(() => NeedsAsync(nurse, Role.Nurse));
        await Assert.ThrowsAsync<NotAllowedException>(() =>
            NeedsAsync(new Actor(Unit.Ids.Next<UserId>(TestUnit.Start), "stranger"), Role.Nurse)
        );
        await Assert.ThrowsAsync<NotAllowedException>(() => NeedsAsync(new Actor(null, "not the product"), Role.Nurse));
        Assert.True(await NeedsAsync(Actor.Product, Role.Nurse));
    }

    private Task<bool> NeedsAsync(Actor actor, params Role[] roles) =>
        Unit.Queue.RunAsync(new WriteRequest(actor, "needs"), scope =>
        {
            scope.RequireRole(roles);
            return true;
        });

    private Task<long> Touching(string note, Rooms rooms) =>
        Unit.Queue.RunAsync(new WriteRequest(Actor.Product, "touch"), scope =>
        {
            scope.Touch(rooms);
            return Probe.Add(scope, note);
        });
}

public sealed class WriteQueueOnSqlite() : WriteQueueConformance(TestUnit.OnSqlite());

public sealed class WriteQueueOnPostgres() : WriteQueueConformance(TestUnit.OnPostgres())
{
    /// <summary>Whoever has seen number n has seen everything below n, so a follower may ask for "above n".</summary>
    [Fact]
    public async Task RunAsync_TwoNodesOnOneDatabase_NumbersBecomeVisibleInTheirOrder()
    {
        await using var other = WriteQueue.Start(Unit.Database, Unit.Ids, new SafetyFeed(), TestUnit.Versions);
        var writing = Task.WhenAll(
            new[] { Unit.Queue, other }.SelectMany(queue =>
                Enumerable
                    .Range(0, 8)
                    .Select(_ =>
                        Task.Run(async () =>
                        {
                            for (int i = 0; i < 30; i++)
                                await queue.RunAsync(new WriteRequest(Actor.Product, "node"), scope =>
                                    Probe.Add(scope, "x")
                                );
                        })
                    )
            )
        );
        var seen = new SortedSet<long>();
        bool last;
        do
        {
            // Asked before reading: what is read after the end of all writing is all there is.
            last = writing.IsCompleted;
            long above = seen.Count == 0 ? 0 : seen.Max;
            seen.UnionWith(
                Unit.Read(s => s.Query<long>("select seq from audit_entry where seq > @above", new { above }))
            );
        } while (!last);

        await writing;
        Assert.Equal(480, seen.Count);
    }
}
