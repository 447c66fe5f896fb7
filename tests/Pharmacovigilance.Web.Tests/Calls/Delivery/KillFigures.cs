using System.Globalization;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

/// <summary>What is left after all kills, by the database and by what the receivers took.</summary>
internal sealed record KillFigures(
    int Asked,
    int Acknowledged,
    int Kills,
    long RecordedWithoutAlert,
    long Alerts,
    long AlertsTwice,
    long Calls,
    long CallsWithoutDelivery,
    long AttemptsCut,
    Received Mail,
    Received Webhook,
    Received Hub,
    TimeSpan Took
)
{
    /// <summary>No acknowledged event without its alert, no alert without its delivery, nothing shown twice.</summary>
    public bool IsClean =>
        Acknowledged == Asked
        && RecordedWithoutAlert + AlertsTwice + CallsWithoutDelivery == 0
        && new[] { Mail, Webhook, Hub }.All(r => r is { Missing: 0, Unknown: 0, ShownTwice: 0 });

    public static bool IsDelivered(string folder)
    {
        using var database = new SqliteDatabase(folder);
        using var scope = database.OpenReader();
        return scope.Single<long>("select count(*) from outbox_due") == 0;
    }

    /// <summary>Everything the application has to tell the physician, mere changes too.</summary>
    public static IReadOnlySet<long> Seqs(string folder)
    {
        using var database = new SqliteDatabase(folder);
        using var scope = database.OpenReader();
        return Seqs(scope);
    }

    private static HashSet<long> Seqs(QueryScope scope) =>
        [.. scope.Query<long>("select seq from outbox where alert_id is not null and decision = 'Send'")];

    public static KillFigures Of(
        string folder,
        int asked,
        int acknowledged,
        int kills,
        IReadOnlyList<TakenMail> mails,
        IReadOnlyList<TakenEvent> events,
        IReadOnlyList<long> seqs,
        TimeSpan took
    )
    {
        using var database = new SqliteDatabase(folder);
        using var scope = database.OpenReader();
        var mailed = CallsOf(scope, ChannelNames.Mail);
        var paged = CallsOf(scope, ChannelNames.Webhook);
        var told = CallsOf(scope, ChannelNames.Hub);
        var changes = Seqs(scope).Except(told.Select(call => call.Seq)).ToHashSet();
        return new KillFigures(
            asked,
            acknowledged,
            kills,
            scope.Single<long>(
                """
                select (select count(*) from adverse_event e where not exists (select 1 from alert a where a.course_id = e.course_id))
                     + (select count(*) from laboratory_result l where not exists (select 1 from alert a where a.course_id = l.course_id))
                """
            )
                + Math.Max(
                    0,
                    acknowledged
                        - scope.Single<long>(
                            "select (select count(*) from adverse_event) + (select count(*) from laboratory_result)"
                        )
                ),
            scope.Single<long>("select count(*) from alert"),
            scope.Single<long>(
                "select count(*) from (select fingerprint from alert group by fingerprint having count(*) > 1) d"
            ),
            told.Count,
            new[] { mailed, paged, told }.Sum(calls => calls.Count(call => call.Delivered == 0)),
            scope.Single<long>("select count(*) from outbox_attempt where outcome = 'Failed'"),
            Received.Of(mailed, call => call.Key, [.. mails.Select(m => m.MessageId.Trim('<', '>').Split('@')[0])]),
            Received.Of(
                paged,
                call => call.Key,
                [.. events.Where(e => e is { Event: "alert.called", IsSigned: true }).Select(e => e.Key)]
            ),
            Received.Of(
                told,
                call => call.Seq.ToString(CultureInfo.InvariantCulture),
                [.. seqs.Where(seq => !changes.Contains(seq)).Select(seq => seq.ToString(CultureInfo.InvariantCulture))]
            ),
            took
        );
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            recordings asked for             {Asked}
            acknowledged                     {Acknowledged}
            kills (SIGKILL)                  {Kills}
            acknowledged without alert       {RecordedWithoutAlert}
            alerts                           {Alerts} (twice: {AlertsTwice})
            calls                            {Calls}
            calls not delivered on a channel {CallsWithoutDelivery}
            attempts cut by a kill           {AttemptsCut}
            mail                             {Mail}
            webhook                          {Webhook}
            application                      {Hub}
            took                             {Took.TotalSeconds:0} s
            """
        );

    /// <summary>The calls a channel had to make; those that a newer one about the same alert made needless are left out.</summary>
    private static IReadOnlyList<CallRow> CallsOf(QueryScope scope, string channel) =>
        scope.Query<CallRow>(
            """
            select o.seq, o.alert_id, o.person_id, o.cause, coalesce(o.step, 0) as step,
                   (select count(*) from outbox_attempt t where t.outbox_seq = o.seq and t.channel = @channel and t.outcome = 'Delivered') as delivered
            from outbox o
            where o.kind = 'Call' and o.decision = 'Send'
              and not exists (select 1 from outbox_attempt t where t.outbox_seq = o.seq and t.channel = @channel and t.note = 'NewerCall')
            """,
            new { channel }
        );
}

/// <summary>A call of the outbox.</summary>
internal sealed class CallRow
{
    public long Seq { get; init; }
    public string AlertId { get; init; } = "";
    public string PersonId { get; init; } = "";
    public string Cause { get; init; } = "";
    public int Step { get; init; }
    public long Delivered { get; init; }

    public string Key => string.Create(CultureInfo.InvariantCulture, $"{AlertId}.{Seq}");

    /// <summary>What a person would be told again if there were two of it.</summary>
    public (string, string, string, int) Matter => (AlertId, PersonId, Cause, Step);
}

/// <summary>What a receiver took.</summary>
/// <param name="Raw">Repeated ones too.</param>
/// <param name="Distinct">By Message-ID, Idempotency-Key or number: what is shown to the person.</param>
/// <param name="Missing">Calls that never came.</param>
/// <param name="Unknown">What no call stands behind.</param>
/// <param name="ShownTwice">The same thing told to the same person more than once, after what is repeated was dropped.</param>
internal sealed record Received(int Raw, int Distinct, int Missing, int Unknown, int ShownTwice)
{
    /// <param name="keyOf">What the receiver knows a call by.</param>
    public static Received Of(IReadOnlyList<CallRow> calls, Func<CallRow, string> keyOf, IReadOnlyList<string> keys)
    {
        var distinct = keys.ToHashSet(StringComparer.Ordinal);
        var known = calls.Select(keyOf).ToHashSet(StringComparer.Ordinal);
        var shown = calls.Where(call => distinct.Contains(keyOf(call))).ToList();
        return new Received(
            keys.Count,
            distinct.Count,
            calls.Count - shown.Count,
            distinct.Count(key => !known.Contains(key)),
            shown.Count - shown.DistinctBy(call => call.Matter).Count()
        );
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"received {Raw}, distinct {Distinct}, repeated {Raw - Distinct}, missing {Missing}, unknown {Unknown}, shown twice {ShownTwice}"
        );
}

public sealed class KillTests
{
    /// <summary>The short form; <c>dotnet run --project tests/Pharmacovigilance.Web.Tests -- kill</c> is the long one.</summary>
    [Fact]
    public async Task KilledWhileRecordingAndDelivering_NothingIsLostAndNothingIsShownTwice()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(8));
        using var run = new KillRun(recordings: 12, seed: 7);

        var figures = await run.RunAsync(killsAtLeast: 4, limit.Token);

        TestContext.Current.TestOutputHelper?.WriteLine(figures.ToString());
        Assert.True(figures.IsClean, figures.ToString());
        Assert.True(figures.Alerts >= 12);
    }
}
