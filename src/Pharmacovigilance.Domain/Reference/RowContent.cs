using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>
/// What a person confirms about a row: the figure and everything that says what it is of. Notes, the board's choice and
/// the status are the ledger's own words and not part of it.
/// </summary>
public static class RowContent
{
    /// <summary>Changes only when a field is added here: then every row must be read again.</summary>
    private const string Form = "row-1";

    /// <summary>SHA-256 in lower-case hexadecimal; equal for two rows exactly when a reader of one has read the other.</summary>
    public static string HashOf(ReferenceRate row) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TextOf(row))));

    // A JSON list keeps the fields apart whatever they contain.
    private static string TextOf(ReferenceRate row) =>
        JsonSerializer.Serialize(
            new List<string?>
            {
                Form,
                row.Id,
                row.Population.Id,
                row.Cut.Id,
                row.Cut.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                Written(row.Cut.MedianFollowUpMonths),
                row.Arm.Id,
                row.Regimen?.ToString(),
                row.Event,
                row.Llt,
                row.Basis.ToString(),
                row.TermKind?.ToString(),
                row.Grouping,
                row.Band?.ToString(),
                Written(row.InfusionOrdinal),
                Written(row.Patients),
                row.Percent?.ToString(),
                Written(row.PatientsWithEvent),
                row.Derivation?.ToString(),
                string.Join(' ', row.SumOf.Select(part => $"{part.RowId}={Written(part.Patients)}")),
                row.Source.Tag,
                row.Source.Address,
            }.Concat(Rare(row))
        );

    /// <summary>Said only where it is not the usual: what was read before these were told apart stays read.</summary>
    private static IEnumerable<string?> Rare(ReferenceRate row)
    {
        if (row.Route is not InfusionRoute.Intravenous)
            yield return row.Route.ToString();
        if (!row.ArmStated)
            yield return "arm not stated";
    }

    private static string? Written(IFormattable? value) => value?.ToString("G", CultureInfo.InvariantCulture);
}
