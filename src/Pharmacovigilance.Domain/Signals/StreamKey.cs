using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>What names a stream: the patients of one regimen and route, one term, one way of counting it, one band of grades.</summary>
public sealed record StreamKey
{
    public required Regimen Regimen { get; init; }

    /// <summary>MedDRA LLT code of the CTCAE term, in the trials' version.</summary>
    public required string LltCode { get; init; }

    public required EventBasis Basis { get; init; }

    public required GradeBand Band { get; init; }

    /// <summary>Of the patient's first infusion: a patient is in the streams of one route only.</summary>
    [JsonIgnore]
    public InfusionRoute Route { get; init; } = InfusionRoute.Intravenous;

    private const char Separator = '-';

    /// <summary>The route where it is not the trials' own: the text of a board from before routes were told apart stays what it was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public InfusionRoute? OtherRoute => Route is InfusionRoute.Intravenous ? null : Route;

    [JsonIgnore]
    public bool IsInfusionReaction =>
        Basis is EventBasis.AdverseEvent
        && string.Equals(LltCode, CtcaeTerms.InfusionRelatedReaction, StringComparison.Ordinal);

    /// <summary>The text of an address and of a stored key, e.g. "IsaPd-10046306-AdverseEvent-Any", for another route with that behind it.</summary>
    public override string ToString() =>
        Route is InfusionRoute.Intravenous
            ? string.Join(Separator, Regimen, LltCode, Basis, Band)
            : string.Join(Separator, Regimen, LltCode, Basis, Band, Route);

    /// <param name="text">As <see cref="ToString"/> writes it.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out StreamKey? key)
    {
        key = null;
        if (
            text?.Split(Separator)
            is not [var regimen, { Length: > 0 } llt, var basis, var band, .. { Length: <= 1 } route]
        )
            return false;
        var way = InfusionRoute.Intravenous;
        if (route is [var named] && !Enum.TryParse(named, out way))
            return false;
        // Enum.TryParse alone would take numbers for names.
        if (
            !Enum.TryParse(regimen, out Regimen one)
            || !Enum.TryParse(basis, out EventBasis two)
            || !Enum.TryParse(band, out GradeBand three)
        )
            return false;
        var parsed = new StreamKey
        {
            Regimen = one,
            LltCode = llt,
            Basis = two,
            Band = three,
            Route = way,
        };
        if (!string.Equals(parsed.ToString(), text, StringComparison.Ordinal) || !llt.All(char.IsAsciiDigit))
            return false;
        key = parsed;
        return true;
    }
}
