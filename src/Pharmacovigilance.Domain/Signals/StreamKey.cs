using System.Diagnostics.CodeAnalysis;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>What names a stream: the patients of one regimen, one term, one way of counting it, one band of grades.</summary>
/// <param name="LltCode">MedDRA LLT code of the CTCAE term, in the trials' version.</param>
public sealed record StreamKey(Regimen Regimen, string LltCode, EventBasis Basis, GradeBand Band)
{
    private const char Separator = '-';

    /// <summary>The text of an address and of a stored key, e.g. "IsaPd-10046306-AdverseEvent-Any".</summary>
    public override string ToString() => string.Join(Separator, Regimen, LltCode, Basis, Band);

    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out StreamKey? key)
    {
        key = null;
        if (text?.Split(Separator) is not [var regimen, { Length: > 0 } llt, var basis, var band]) return false;
        // Enum.TryParse alone would take numbers for names.
        if (!Enum.TryParse(regimen, out Regimen one) || !Enum.TryParse(basis, out EventBasis two) || !Enum.TryParse(band, out GradeBand three)) return false;
        var parsed = new StreamKey(one, llt, two, three);
        if (!string.Equals(parsed.ToString(), text, StringComparison.Ordinal) || !llt.All(char.IsAsciiDigit)) return false;
        key = parsed;
        return true;
    }
}
