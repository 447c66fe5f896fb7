using System.Globalization;
using Pharmacovigilance.Storage.Alerts.Delivery;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Web.Tests.Alerts.Delivery;

/// <summary>What is left after all kills, by the database and by what the receivers took.</summary>
internal sealed record KillFigures(
    int Asked, int Acknowledged, int Kills, long RecordedWithoutAlert, long Alerts, long AlertsTwice, long Calls, long CallsWithoutDelivery, long AttemptsCut,
    Received Mail, Received Webhook, Received Hub, TimeSpan Took)
{
    /// <summary>No acknowledged event without its alert, no alert without its delivery, nothing shown twice.</summary>
    public bool IsClean => Acknowledged == Asked && RecordedWithoutAlert + AlertsTwice + CallsWithoutDelivery == 0
        && new[] { Mail, Webhook, Hub }.All(r => r is { Missing: 0, Unknown: 0, ShownTwice: 0 });

    public static bool IsDelivered(string folder)
    {
        using var database = new SqliteDatabase(folder);
        using var scope = database.OpenReader();
        return scope.Single<long>("select count(*) from outbox_due") == 0;
    }

    public static KillFigures Of(
        string folder, int asked, int acknowledged, int kills, IReadOnlyList<TakenMail> mails, IReadOnlyList<TakenEvent> events, IReadOnlyList<long> seqs, TimeSpan took)
    {
        using var database = new SqliteDatabase(folder);
        using var scope = database.OpenReader();
        var calls = scope.Query<CallRow>("select o.seq, lower(o.alert_id) as alert_id from outbox o where o.kind = 'Call' and o.decision = 'Send'");
        var keys = calls.ToDictionary(call => string.Create(CultureInfo.InvariantCulture, $"{call.AlertId}.{call.Seq}"), call => call.AlertId, StringComparer.Ordinal);
        return new KillFigures(
            asked, acknowledged, kills,
            scope.Single<long>(
                """
                select (select count(*) from adverse_event e where not exists (select 1 from alert a where a.course_id = e.course_id))
                     + (select count(*) from laboratory_result l where not exists (select 1 from alert a where a.course_id = l.course_id))
                """) + Math.Max(0, acknowledged - scope.Single<long>("select (select count(*) from adverse_event) + (select count(*) from laboratory_result)")),
            scope.Single<long>("select count(*) from alert"),
            scope.Single<long>("select count(*) from (select fingerprint from alert group by fingerprint having count(*) > 1) d"),
            calls.Count,
            ChannelNames.All.Sum(channel => scope.Single<long>(
                """
                select count(*) from outbox o where o.kind = 'Call' and o.decision = 'Send'
                  and not exists (select 1 from outbox_attempt t where t.outbox_seq = o.seq and t.channel = @channel and t.outcome = 'Delivered')
                """,
                new { channel })),
            scope.Single<long>("select count(*) from outbox_attempt where outcome = 'Failed'"),
            Received.Of(keys, [.. mails.Select(m => m.MessageId.Trim('<', '>').Split('@')[0])]),
            Received.Of(keys, [.. events.Where(e => e is { Event: "alert.called", IsSigned: true }).Select(e => e.Key)]),
            Received.Of(calls.ToDictionary(c => c.Seq.ToString(CultureInfo.InvariantCulture), c => c.AlertId, StringComparer.Ordinal), [.. seqs.Select(s => s.ToString(CultureInfo.InvariantCulture))]),
            took);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
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
        """);

    private sealed class CallRow
    {
        public long Seq { get; init; }
        public string AlertId { get; init; } = "";
    }
}

/// <summary>What a receiver took.</summary>
/// <param name="Raw">Repeated ones too.</param>
/// <param name="Distinct">By Message-ID, Idempotency-Key or number: what is shown to the person.</param>
/// <param name="Missing">Calls that never came.</param>
/// <param name="Unknown">What no call stands behind.</param>
/// <param name="ShownTwice">Alerts shown more than once although each was called once.</param>
internal sealed record Received(int Raw, int Distinct, int Missing, int Unknown, int ShownTwice)
{
    /// <param name="calls">The alert of each call by its key; one call to one person each.</param>
    public static Received Of(IReadOnlyDictionary<string, string> calls, IReadOnlyList<string> keys)
    {
        var distinct = keys.ToHashSet(StringComparer.Ordinal);
        return new Received(
            keys.Count, distinct.Count, calls.Keys.Count(key => !distinct.Contains(key)), distinct.Count(key => !calls.ContainsKey(key)),
            distinct.Where(calls.ContainsKey).GroupBy(key => calls[key], StringComparer.Ordinal).Count(alert => alert.Count() > 1));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"received {Raw}, distinct {Distinct}, repeated {Raw - Distinct}, missing {Missing}, unknown {Unknown}, shown twice {ShownTwice}");
}

public sealed class KillTests
{
    /// <summary>The short form; <c>dotnet run --project tests/Pharmacovigilance.Web.Tests -- kill</c> is the long one.</summary>
    [Fact]
    public async Task KilledWhileRecordingAndDelivering_NothingIsLostAndNothingIsShownTwice()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(4));
        using var run = new KillRun(recordings: 24, seed: 7);

        var figures = await run.RunAsync(killsAtLeast: 4, limit.Token);

        TestContext.Current.TestOutputHelper?.WriteLine(figures.ToString());
        Assert.True(figures.IsClean, figures.ToString());
        Assert.True(figures.Alerts >= 24);
    }
}
