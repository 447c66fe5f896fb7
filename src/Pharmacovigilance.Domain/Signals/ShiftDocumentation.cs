using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>A part of the unit's day. Says when work was done, never by whom.</summary>
public enum Shift
{
    /// <summary>From 06:00.</summary>
    Early = 1,

    /// <summary>From 14:00.</summary>
    Late = 2,

    /// <summary>From 22:00.</summary>
    Night = 3,
}

/// <summary>What was said at the end of infusions that ended in one shift.</summary>
/// <param name="Ended">Infusions.</param>
/// <param name="NotReported">Of them, without a statement about reactions.</param>
/// <param name="NotReportedP">Exact probability of so many or more if the shift were like the others; adjusted over all tests of the table. Null without a comparison.</param>
/// <param name="FirstEnded">First infusions of a course: only there are reactions frequent enough to be missed.</param>
/// <param name="FirstSilent">Of them, ended as "no reaction observed" or without a statement.</param>
/// <param name="FirstSilentP">As <paramref name="NotReportedP"/>, of these.</param>
public sealed record ShiftCount(
    Shift Shift,
    int Ended,
    int NotReported,
    double? NotReportedP,
    int FirstEnded,
    int FirstSilent,
    double? FirstSilentP
)
{
    /// <summary>Below it a shift stands out from the others.</summary>
    public const double Level = 0.05;

    public bool StandsOut => NotReportedP < Level || FirstSilentP < Level;
}

/// <summary>Whether documentation of reactions differs between the shifts of the unit.</summary>
public static class ShiftDocumentation
{
    /// <returns>One line per shift; adjusted after Holm over all its tests.</returns>
    public static IReadOnlyList<ShiftCount> Of(IEnumerable<StreamCourse> courses, UnitClock clock)
    {
        var ended = courses
            .SelectMany(course => course.Infusions)
            .Where(infusion => infusion is { Status: InfusionStatus.Ended, EndedAt: not null, Reaction: not null })
            .ToLookup(infusion => ShiftOf(clock.AtUnit(infusion.EndedAt!.Value)));
        var shifts = Enum.GetValues<Shift>();
        var reported = Tests([.. shifts.Select(shift => Count(ended[shift], IsUnreported))]);
        var silent = Tests([
            .. shifts.Select(shift => Count(ended[shift].Where(infusion => infusion.GivenOrdinal == 1), IsSilent)),
        ]);
        double?[] adjusted = Adjusted([.. reported.Concat(silent).Select(one => one.P)]);
        return
        [
            .. shifts.Select(
                (shift, i) =>
                    new ShiftCount(
                        shift,
                        reported[i].All,
                        reported[i].Marked,
                        adjusted[i],
                        silent[i].All,
                        silent[i].Marked,
                        adjusted[shifts.Length + i]
                    )
            ),
        ];
    }

    private static Shift ShiftOf(DateTimeOffset wall) =>
        wall.Hour switch
        {
            >= 6 and < 14 => Shift.Early,
            >= 14 and < 22 => Shift.Late,
            _ => Shift.Night,
        };

    private static bool IsUnreported(StreamInfusion infusion) => infusion.Reaction is ReactionStatement.NotReported;

    private static bool IsSilent(StreamInfusion infusion) =>
        infusion.Reaction is not ReactionStatement.ReactionsRecorded;

    private static (int Marked, int All) Count(
        IEnumerable<StreamInfusion> infusions,
        Func<StreamInfusion, bool> isMarked
    )
    {
        var all = infusions.ToList();
        return (all.Count(isMarked), all.Count);
    }

    /// <summary>Each shift against all the others together.</summary>
    private static List<(int Marked, int All, double? P)> Tests(IReadOnlyList<(int Marked, int All)> shifts)
    {
        int marked = shifts.Sum(shift => shift.Marked),
            all = shifts.Sum(shift => shift.All);
        return
        [
            .. shifts.Select(shift =>
                (
                    shift.Marked,
                    shift.All,
                    shift.All == 0 || shift.All == all
                        ? (double?)null
                        : FisherExact.AtLeast(shift.Marked, shift.All, marked, all)
                )
            ),
        ];
    }

    private static double?[] Adjusted(IReadOnlyList<double?> p)
    {
        double[] adjusted = PValueAdjustment.Holm([.. p.OfType<double>()]);
        int next = 0;
        return [.. p.Select(one => one is null ? (double?)null : adjusted[next++])];
    }
}
