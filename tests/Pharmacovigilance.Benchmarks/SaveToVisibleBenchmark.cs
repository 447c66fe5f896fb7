using System.Diagnostics;
using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Web.Live;

namespace Pharmacovigilance.Benchmarks;

/// <summary>From "Save" of an adverse event to the moment an open board has the new snapshot, against a bare insert and read.</summary>
internal static class SaveToVisibleBenchmark
{
    private const int Times = 40;
    private const int Boards = 20;

    public static async Task<int> RunAsync()
    {
        var raw = MeasureRaw();
        await using var unit = await BenchmarkUnit.OpenAsync(40);
        var (builder, live) = unit.Live();
        await builder.StartAsync(CancellationToken.None);
        var seen = new SemaphoreSlim(0);
        var subscriptions = Enumerable
            .Range(0, Boards)
            .Select(_ =>
                live.Subscribe(state =>
                {
                    if (state.Snapshot.Seq >= Volatile.Read(ref expected))
                        seen.Release();
                    return Task.CompletedTask;
                }).Subscription
            )
            .ToList();

        var visible = new List<double>();
        for (int i = 0; i < Times; i++)
        {
            await Task.Delay(300); // the builder publishes at most four times a second: start each round rested
            while (seen.Wait(0)) { }
            Volatile.Write(ref expected, unit.Feed.Seq + 1);
            long start = Stopwatch.GetTimestamp();
            await unit.Events.RecordAsync(Actor.Product, unit.Courses[i % unit.Courses.Count], Event(unit));
            for (int board = 0; board < Boards; board++)
                await seen.WaitAsync();
            visible.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        foreach (var subscription in subscriptions)
            subscription.Dispose();
        await builder.StopAsync(CancellationToken.None);
        var times = new Timings(visible);
        Console.WriteLine(
            $"save-to-visible: adverse event saved until all of {Boards} open boards have the new snapshot"
        );
        Console.WriteLine($"  raw insert and read: {raw}");
        Console.WriteLine($"  product:             {times}");
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  ratio of medians product : raw = {times.Median / raw.Median:0.0}"
            )
        );
        return 0;
    }

    private static long expected;

    private static AdverseEventContent Event(BenchmarkUnit unit) =>
        new()
        {
            LltCode = CtcaeTerms.Diarrhea,
            CtcaeVersion = CtcaeVersion.V50,
            Grade = Grade.Grade2,
            OnsetAt = unit.Clock.Now,
        };

    private static Timings MeasureRaw()
    {
        using var raw = new RawBaseline();
        using var connection = raw.Open();
        var times = new List<double>();
        for (int i = 0; i < Times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            RawBaseline.Insert(connection);
            _ = Dapper.SqlMapper.ExecuteScalar<long>(connection, "select count(*) from raw");
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new Timings(times);
    }
}
