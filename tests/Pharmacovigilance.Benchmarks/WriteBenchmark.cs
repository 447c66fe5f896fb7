using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Storage.AdverseEvents;

namespace Pharmacovigilance.Benchmarks;

/// <summary>32 callers record laboratory values: whole product job (rules, alerts, audit, tallies) against a bare durable insert.</summary>
internal static class WriteBenchmark
{
    private const int Callers = 32;
    private const int PerCaller = 25;

    public static async Task<int> RunAsync()
    {
        using var raw = new RawBaseline();
        var (rawRate, rawTimes) = await MeasureAsync(RawCaller(raw));
        await using var unit = await BenchmarkUnit.OpenAsync(Callers);
        var (rate, times) = await MeasureAsync(caller => () => RecordAsync(unit, unit.Courses[caller]));

        Console.WriteLine(
            $"write: {Callers} callers, {Callers * PerCaller} saves each way, every save on the disk before it is answered"
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  raw insert, own connections: {rawRate:0} saves/s, {rawTimes}"
            )
        );
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  laboratory value, product:   {rate:0} saves/s, {times}")
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  ratio saves/s product : raw = {rate / rawRate:0.00}; worst wait product : raw = {times.Worst / rawTimes.Worst:0.00}"
            )
        );
        return 0;
    }

    private static Func<int, Func<Task>> RawCaller(RawBaseline raw) =>
        _ =>
        {
            var connection = raw.Open();
            return () =>
            {
                RawBaseline.Insert(connection);
                return Task.CompletedTask;
            };
        };

    private static Task RecordAsync(BenchmarkUnit unit, CourseId course) =>
        unit.Observations.RecordLabAsync(
            Actor.Product,
            new LabEntry(course, LabTest.NeutrophilCount, 2.1m, "10*9/L", null, unit.Clock.Now)
        );

    private static async Task<(double PerSecond, Timings Times)> MeasureAsync(Func<int, Func<Task>> caller)
    {
        var saves = Enumerable.Range(0, Callers).Select(caller).ToList();
        await Task.WhenAll(saves.Select(save => Task.Run(save)));
        var times = new ConcurrentBag<double>();
        long began = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            saves.Select(save =>
                Task.Run(async () =>
                {
                    for (int i = 0; i < PerCaller; i++)
                    {
                        long start = Stopwatch.GetTimestamp();
                        await save();
                        times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                    }
                })
            )
        );
        return (Callers * PerCaller / Stopwatch.GetElapsedTime(began).TotalSeconds, new Timings(times));
    }
}
