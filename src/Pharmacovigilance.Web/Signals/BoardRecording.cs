using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Live;

namespace Pharmacovigilance.Web.Signals;

/// <summary>The recording level of a regimen as a snapshot has it.</summary>
internal static class BoardRecording
{
    /// <summary>Null while no control terms are chosen.</summary>
    public static RecordingLine? Of(UnitSnapshot snapshot, Regimen regimen) =>
        snapshot.Controls.FirstOrDefault(choice => choice.Regimen == regimen) is { } choice
            ? RecordingLine.Of(choice, snapshot.Board.Rows, ExpectedSoFar)
            : null;

    /// <summary>What the trial's rate leads to in the time the patients of a line were at risk; null where nothing is expected of it.</summary>
    public static double? ExpectedSoFar(BoardRow row) => row.Maturity?.Expected;

    /// <summary>A line at the unit's own level; null where nothing is expected of it.</summary>
    public static BesideLine? Beside(BoardRow row, RecordingLevel level)
    {
        if (ExpectedSoFar(row) is not { } expected)
            return null;
        if (row is not { Evidence: { } evidence, Definition: { Reference: { } reference } definition })
            return new BesideLine(expected, level.Expected(expected), null);
        var (k, m, count) = (evidence.PatientsWithEvent, evidence.Patients, reference.ToCount());
        // Both of everybody at once, without the beginnings afresh that the line's own value is mixed with: like beside like.
        return new BesideLine(
            expected,
            level.Expected(expected),
            new BesideEvidence(
                k,
                m,
                CohortEvidence.LnE(k, m, count, definition.Margin, definition.Spread),
                level.LnEBeside(k, m, count, definition.Spread)
            )
        );
    }
}

/// <summary>What stands beside a raw line.</summary>
/// <param name="Evidence">Null where nothing is compared.</param>
internal sealed record BesideLine(double RawExpected, double Expected, BesideEvidence? Evidence);

/// <summary>e of k of m patients, raw and at the unit's own level, as logarithms.</summary>
internal sealed record BesideEvidence(int K, int M, double RawLnE, double LnE);
