using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Live;

namespace Pharmacovigilance.Web.Signals;

/// <summary>The recording level of a regimen as a snapshot has it.</summary>
internal static class BoardRecording
{
    /// <summary>Null while no control terms are chosen.</summary>
    public static RecordingLine? Of(UnitSnapshot snapshot, Regimen regimen) =>
        snapshot.Controls.FirstOrDefault(choice => choice.Regimen == regimen) is { } choice ? RecordingLine.Of(choice, snapshot.Board.Rows, ExpectedSoFar) : null;

    /// <summary>What the trial's rate leads to in the time the patients of a line were at risk; null where nothing is expected of it.</summary>
    public static double? ExpectedSoFar(BoardRow row) => row.Maturity?.Expected;

    /// <summary>A line at the unit's own level; null where nothing is expected of it.</summary>
    public static BesideLine? Beside(BoardRow row, RecordingLevel level) => ExpectedSoFar(row) is { } expected ? new BesideLine(expected, level.Expected(expected), LnE(row, level)) : null;

    private static double? LnE(BoardRow row, RecordingLevel level) => row is { Evidence: { } evidence, Definition.Reference: { } reference }
        ? level.LnEBeside(evidence.PatientsWithEvent, evidence.Patients, reference.ToCount())
        : null;
}

/// <summary>What stands beside a raw line.</summary>
/// <param name="LnE">Null where nothing is compared.</param>
internal sealed record BesideLine(double RawExpected, double Expected, double? LnE);
