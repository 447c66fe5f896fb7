using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>Functions of a log hazard η at the nodes i · step, for a stretch of whole numbers i.</summary>
/// <param name="First">The first i.</param>
/// <param name="Columns">One array per function, from <paramref name="First"/> on.</param>
internal sealed record NodeSpan(int First, double[][] Columns)
{
    public int End => First + Columns[0].Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(int low, int high) => low >= First && high < End;
}

/// <summary>
/// Nodes at one distance, worked out as far as they are asked for. Safe for several threads: a node depends on its place alone,
/// so that a stretch that is lost is the same again.
/// </summary>
/// <param name="step">Distance of η from node to node.</param>
/// <param name="columns">How many functions.</param>
/// <param name="at">Their values at η.</param>
internal sealed class NodeTable(double step, int columns, Action<double, Span<double>> at)
{
    // So far beyond what is asked for: the next window lies a little beside this one.
    private readonly int margin = (int)Math.Ceiling(0.5 / step);

    private NodeSpan known = new(0, [.. Enumerable.Range(0, columns).Select(_ => Array.Empty<double>())]);

    public double Step => step;

    public NodeSpan Known => known;

    /// <summary>A stretch that holds these nodes.</summary>
    public NodeSpan Covering(int low, int high)
    {
        var before = known;
        if (before.Has(low, high))
            return before;
        bool isEmpty = before.First == before.End;
        int first = isEmpty || low < before.First ? low - margin : before.First,
            end = isEmpty || high >= before.End ? high + 1 + margin : before.End;
        double[][] grown = [.. Enumerable.Range(0, columns).Select(_ => new double[end - first])];
        for (int i = 0; i < columns; i++)
            before.Columns[i].CopyTo(grown[i], isEmpty ? 0 : before.First - first);
        Span<double> values = stackalloc double[columns];
        for (int node = first; node < end; node++)
        {
            if (!isEmpty && before.Has(node, node))
                continue;
            at(node * step, values);
            for (int i = 0; i < columns; i++)
                grown[i][node - first] = values[i];
        }

        return known = new NodeSpan(first, grown);
    }
}

/// <summary>An integral too large or small for a double: <paramref name="Sum"/> · e^<paramref name="LnScale"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ScaledSum(double LnScale, double Sum)
{
    public double Ln => LnScale + Math.Log(Sum);
}
