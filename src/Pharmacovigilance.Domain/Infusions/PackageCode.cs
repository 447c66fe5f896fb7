using System.Globalization;

namespace Pharmacovigilance.Domain.Infusions;

/// <summary>What the two-dimensional code on a package says, as a scanner types it.</summary>
/// <param name="BatchNumber">Application identifier 10.</param>
/// <param name="ExpiresOn">Application identifier 17; the last day of the month where the code names no day. Null where it names no date.</param>
/// <remarks>GS1 General Specifications: application identifiers 01, 10, 17 and 21, the ones medicine packages in the EU carry.</remarks>
public sealed record PackageCode(string BatchNumber, DateOnly? ExpiresOn)
{
    private const char Separator = '\u001d';

    /// <summary>Characters a batch number has at most by the standard.</summary>
    public const int LongestBatch = 20;

    /// <summary>Reads a scanned text. False for anything that is not such a code, or of which the batch number cannot be told for certain.</summary>
    public static bool TryRead(string text, out PackageCode code)
    {
        code = null!;
        string rest = text.Trim();
        if (rest.StartsWith("]d2", StringComparison.Ordinal) || rest.StartsWith("]C1", StringComparison.Ordinal))
            rest = rest[3..];
        rest = rest.TrimStart(Separator);
        // In the printed form the identifiers stand in brackets and end what comes before.
        bool printed = rest.StartsWith("(01)", StringComparison.Ordinal);
        if (
            !printed
            && !(
                rest.StartsWith("01", StringComparison.Ordinal) && rest.Length > 16 && rest[..16].All(char.IsAsciiDigit)
            )
        )
            return false;

        string? batch = null;
        DateOnly? expires = null;
        while (rest.Length > 0)
        {
            if (Next(ref rest, printed) is not var (identifier, value))
                return false;
            if (identifier == "10")
                batch = value;
            if (identifier == "17" && (expires = Expiry(value)) is null)
                return false;
        }

        // Many scanners swallow the separator; then the serial number would be read as part of the batch.
        bool separated = printed || text.Contains(Separator, StringComparison.Ordinal);
        if (batch is null || (!separated && MayHoldAnother(batch)))
            return false;
        code = new PackageCode(batch, expires);
        return true;
    }

    /// <summary>Takes the next element off the text; null where it is none that medicine packages carry.</summary>
    private static (string Identifier, string Value)? Next(ref string rest, bool printed)
    {
        if (printed ? rest is not ['(', _, _, ')', ..] : rest.Length < 2)
            return null;
        string identifier = printed ? rest[1..3] : rest[..2];
        rest = rest[(printed ? 4 : 2)..];
        int? fixedLength = identifier switch
        {
            "01" => 14,
            "17" => 6,
            "10" or "21" => null,
            _ => -1,
        };
        if (fixedLength < 0)
            return null;
        int end = fixedLength ?? rest.IndexOf(printed ? '(' : Separator);
        if (end < 0)
            end = rest.Length;
        if (end == 0 || end > rest.Length || (fixedLength is null && end > LongestBatch))
            return null;
        string value = rest[..end];
        rest = rest[end..].TrimStart(Separator);
        return fixedLength is not null && !value.All(char.IsAsciiDigit) ? null : (identifier, value);
    }

    private static bool MayHoldAnother(string batch) =>
        batch.IndexOf("21", 1, StringComparison.Ordinal) > 0 || batch.IndexOf("17", 1, StringComparison.Ordinal) > 0;

    private static DateOnly? Expiry(string yymmdd)
    {
        int year = 2000 + int.Parse(yymmdd[..2], CultureInfo.InvariantCulture);
        int month = int.Parse(yymmdd[2..4], CultureInfo.InvariantCulture);
        int day = int.Parse(yymmdd[4..], CultureInfo.InvariantCulture);
        if (month is < 1 or > 12 || day > DateTime.DaysInMonth(year, month))
            return null;
        return new DateOnly(year, month, day == 0 ? DateTime.DaysInMonth(year, month) : day);
    }
}
