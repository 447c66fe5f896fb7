using System.Security.Cryptography;
using System.Text;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>The board as one text, and its fingerprint: two boards are the same exactly when their texts are.</summary>
public static class BoardText
{
    /// <summary>Every line with its definition, counts, state, reason, evidence and signal, as JSON.</summary>
    public static string Of(IReadOnlyList<BoardRow> rows) => StoredJson.Write(rows);

    /// <summary>SHA-256 of the text in UTF-8, hexadecimal, its first 16 digits in groups of four.</summary>
    public static string Fingerprint(IReadOnlyList<BoardRow> rows)
    {
        string digits = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(rows))));
        return string.Join(' ', digits[..4], digits[4..8], digits[8..12], digits[12..16]);
    }
}
