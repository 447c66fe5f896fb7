using System.Diagnostics;
using System.Globalization;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Benchmarks;

/// <summary>
/// The evidence of a whole board on one core: from nothing, after an event of a recent patient, of one in the middle and of the
/// very first; with a spread between units (two sums) against none (five sums), and against the plain integral for each pair, as
/// it is written down.
/// </summary>
internal static class BoardBenchmark
{
    private const int Streams = 40;
    private const int PatientsPerStream = 1000;
    private const int Patients = 2 * PatientsPerStream;
    private const int Times = 15;

    public static int Run()
    {
        var board = new Board(7);
        Console.WriteLine(
            $"board: {Streams} streams of 2 regimens, {PatientsPerStream} patients each, restarts every {StreamPath.RestartAfter} patients, closed averaging at {Patients} prefixes; one core"
        );
        double trial = Measure(board, 0),
            units = Measure(board, EvidencePolicy.DefaultSpread);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  with a spread : every unit like the trial = {units / trial:0.00}"
            )
        );
        var (plain, pairs) = Plain(board);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  plain integral for each of {pairs} pairs, extrapolated from {PlainSample}: {plain / 1000:0.0} s, every unit like the trial : plain = {Ratio(trial, plain)}"
            )
        );
        return 0;
    }

    /// <returns>Processor time of the board from nothing, in milliseconds.</returns>
    private static double Measure(Board board, double spread)
    {
        Measure(() => board.Compute(spread), 3); // the first runs compile
        var full = Measure(() => board.Compute(spread), Times);
        double busy = Busy(() => board.Compute(spread), Times);
        var (paths, family) = board.Compute(spread);
        string late = Update(board, paths, family, PatientsPerStream - 5, busy);
        string middle = Update(board, paths, family, PatientsPerStream / 2, busy);
        string first = Update(board, paths, family, 0, busy);
        Console.WriteLine(
            spread > 0
                ? string.Create(CultureInfo.InvariantCulture, $"  spread {spread} between units")
                : "  every unit like the trial"
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"    from nothing:               {full}; processor time {busy:0} ms"
            )
        );
        Console.WriteLine($"    event of a recent patient:  {late}");
        Console.WriteLine($"    event of a middle patient:  {middle}");
        Console.WriteLine($"    event of the first patient: {first}");
        if (spread > 0)
            Others(paths);
        return busy;
    }

    /// <summary>What is worked out beside it: every line as if each unit were the trial, and τ* of one.</summary>
    private static void Others(StreamPath[] paths)
    {
        long start = Stopwatch.GetTimestamp();
        double most = paths.Max(path => path.LnMaximumAtTrial);
        double atTrial = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        start = Stopwatch.GetTimestamp();
        double? star = paths[6].LargestSpread;
        double scan = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        GC.KeepAlive((most, star));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"    all lines as if every unit were the trial: {atTrial:0} ms, once; largest spread that one line survives: {scan:0} ms, once"
            )
        );
    }

    private const int PlainSample = 4000;

    /// <summary>The path of the stream and the family's; each time the other way round, so that nothing is the same as before.</summary>
    private static string Update(Board board, StreamPath[] paths, FamilyPath family, int patient, double full)
    {
        const int Changed = 6;
        bool[] events = [.. board.Events[Changed]];
        var before = paths[Changed];
        var members = board.Members(paths);
        void Change()
        {
            events[patient] = !events[patient];
            before = before.With(events);
            members[Changed] = members[Changed] with { Path = before };
            family = family.With(members, Patients);
        }

        var times = Measure(Change, Times);
        double busy = Busy(Change, 4 * Times);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{times}; processor time {busy:0.00} ms, update : from nothing = {Ratio(busy, full)}"
        );
    }

    private static (double Milliseconds, int Pairs) Plain(Board board)
    {
        int pairs = 0;
        for (int m = 1; m <= PatientsPerStream; m++)
            pairs += Streams * (1 + ((m - 1) / StreamPath.RestartAfter) + 1);
        var random = new Random(3);
        long start = Stopwatch.GetTimestamp();
        double sum = 0;
        for (int i = 0; i < PlainSample; i++)
        {
            int stream = random.Next(Streams),
                m = random.Next(1, PatientsPerStream + 1);
            int skipped = random.Next(0, ((m - 1) / StreamPath.RestartAfter) + 1) * StreamPath.RestartAfter;
            sum += CohortEvidence.LnE(
                board.Events[stream].Take(m).Skip(skipped).Count(hit => hit),
                m - skipped,
                board.References[stream]
            );
        }

        GC.KeepAlive(sum);
        return (Stopwatch.GetElapsedTime(start).TotalMilliseconds / PlainSample * pairs, pairs);
    }

    private static Timings Measure(Action work, int times) =>
        new(
            Enumerable
                .Range(0, times)
                .Select(_ =>
                {
                    long start = Stopwatch.GetTimestamp();
                    work();
                    return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
                })
                .ToList()
        );

    /// <summary>Processor time per run, in milliseconds: what the clock would show if nothing else ran on the machine.</summary>
    private static double Busy(Action work, int times)
    {
        var before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < times; i++)
            work();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / times;
    }

    private static string Ratio(double one, double other) =>
        string.Create(CultureInfo.InvariantCulture, $"1 : {other / one:0}");

    /// <summary>Streams with rates from 2 to 50 %, as their trials; patients of the two regimens alternate.</summary>
    private sealed class Board
    {
        private readonly int[][] places =
        [
            .. Enumerable
                .Range(0, 2)
                .Select(regimen => Enumerable.Range(0, PatientsPerStream).Select(i => (2 * i) + regimen).ToArray()),
        ];

        public Board(int seed)
        {
            var random = new Random(seed);
            References =
            [
                .. Enumerable
                    .Range(0, Streams)
                    .Select(i => new ReferenceCount(3 + (4 * (i / 2)), i % 2 == 0 ? 152 : 177)),
            ];
            Events =
            [
                .. References.Select(trial =>
                    Enumerable
                        .Range(0, PatientsPerStream)
                        .Select(_ => random.Next(trial.Patients) < trial.PatientsWithEvent)
                        .ToArray()
                ),
            ];
        }

        public ReferenceCount[] References { get; }

        public bool[][] Events { get; }

        public (StreamPath[] Paths, FamilyPath Family) Compute(double spread)
        {
            StreamPath[] paths =
            [
                .. Events.Zip(References, (events, trial) => StreamPath.Of(events, trial, spread: spread)),
            ];
            return (paths, FamilyPath.Of(Members(paths), Patients));
        }

        public FamilyMember[] Members(StreamPath[] paths) =>
            [.. paths.Select((path, i) => new FamilyMember(path, places[i % 2]))];
    }
}
