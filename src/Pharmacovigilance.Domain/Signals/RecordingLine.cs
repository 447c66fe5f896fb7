namespace Pharmacovigilance.Domain.Signals;

/// <summary>One control term as it stands on the board.</summary>
public sealed record ControlTerm(StreamKey Stream, ControlCount Count);

/// <summary>
/// The recording level of a regimen by the control terms that were signed. A pure reading of the board's lines: the board is worked
/// out without it, so that it can neither raise nor lower, latch or withdraw anything.
/// </summary>
/// <param name="Terms">Those of the choice of which the board has an expectation.</param>
/// <param name="Missing">Those of the choice of which it has none, e.g. as they are not comparable any more.</param>
/// <param name="Level">Null where no term is left.</param>
public sealed record RecordingLine(
    ControlChoice Choice,
    IReadOnlyList<ControlTerm> Terms,
    IReadOnlyList<StreamKey> Missing,
    RecordingLevel? Level
)
{
    /// <param name="rows">The lines of the board.</param>
    /// <param name="expected">What the trial's rate leads to so far in the patients of the line's present epoch; null where nothing is expected of it.</param>
    public static RecordingLine Of(ControlChoice choice, IReadOnlyList<BoardRow> rows, Func<BoardRow, double?> expected)
    {
        var terms = new List<ControlTerm>();
        foreach (var stream in choice.Streams)
        {
            if (
                rows.FirstOrDefault(row => row.Key == stream)
                    is { Definition: { IsCompared: true, Reference: { } reference } } row
                && expected(row) is { } e
            )
                terms.Add(
                    new ControlTerm(
                        stream,
                        new ControlCount(
                            row.Evidence?.PatientsWithEvent ?? row.Counts.PatientsWithEvent,
                            e,
                            reference.PatientsWithEvent
                        )
                    )
                );
        }

        return new RecordingLine(
            choice,
            terms,
            [.. choice.Streams.Where(stream => terms.TrueForAll(term => term.Stream != stream))],
            RecordingLevel.Of([.. terms.Select(term => term.Count)])
        );
    }
}
