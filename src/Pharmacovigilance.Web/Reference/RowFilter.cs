using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Web.Reference;

/// <summary>Which rows of the ledger are wanted; an empty text wants all.</summary>
internal sealed record RowFilter(
    string Population = "",
    string Arm = "",
    string Status = "",
    string Event = "",
    string Basis = "",
    bool ForBoard = false
)
{
    /// <summary>Status: read by two persons of this unit.</summary>
    public const string VerifiedHere = nameof(VerifiedHere);

    /// <summary>Status: read by one person, waiting for another.</summary>
    public const string OneReader = nameof(OneReader);

    public bool Wants(ReferenceRate row, RowVerification said) =>
        Is(Population, row.Population.Id)
        && Is(Arm, row.Arm.Id)
        && Is(Event, row.Event)
        && Is(Basis, row.Basis.ToString())
        && (!ForBoard || row.OnBoard)
        && Status switch
        {
            VerifiedHere => row.InUnit is not null,
            OneReader => row.Status == RowStatus.Unverified && said.State == VerificationState.OneReader,
            _ => Is(Status, row.Status.ToString()),
        };

    private static bool Is(string wanted, string value) =>
        wanted.Length == 0 || string.Equals(wanted, value, StringComparison.Ordinal);
}
