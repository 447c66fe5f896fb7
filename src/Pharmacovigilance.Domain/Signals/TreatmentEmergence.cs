using System.Runtime.InteropServices;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>Whether an event emerged under treatment, and when.</summary>
/// <param name="At">Null = it does not count, or at an unknown time.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Emergence(bool Counts, DateTimeOffset? At);

/// <summary>
/// Treatment-emergent: absent before treatment, or worse under treatment than it was when treatment began (ICH E9, glossary).
/// What emerges in grade 3 or higher always emerges in any grade too.
/// </summary>
public static class TreatmentEmergence
{
    /// <param name="band">Any, or grade 3 or higher.</param>
    /// <param name="window">From the first infusion on.</param>
    public static Emergence Of(TallyEvent one, GradeBand band, TallyWindow window)
    {
        if (one.When(band) is { } when ? window.Holds(when) : !BeganBefore(one, window))
            return new Emergence(Counts: true, one.At(band));
        var worse = Worsenings(one, window)
            .Where(standing => band is GradeBand.Any || standing.Grade >= Grade.Grade3)
            .Select(standing => (DateTimeOffset?)standing.At)
            .Concat(one.SevereAt is { } severe && window.Holds(severe) ? [severe] : [])
            .Min();
        return new Emergence(worse is not null, worse);
    }

    /// <summary>An event without a dated onset that somebody graded before treatment had begun by then.</summary>
    private static bool BeganBefore(TallyEvent one, TallyWindow window) =>
        one.Course.Any(standing => standing.At < window.From);

    /// <summary>Grades in the window above the one that stood when treatment began. An unknown one is not known to be lower.</summary>
    private static IEnumerable<TallyStanding> Worsenings(TallyEvent one, TallyWindow window)
    {
        var before = one.Course.LastOrDefault(standing => standing.At < window.From);
        if (before is null or { Grade: null, IsOver: false })
            return [];
        return one.Course.Where(standing =>
            window.Holds(standing.At) && (before.Grade is { } had ? standing.Grade > had : standing.Grade is not null)
        );
    }
}
