using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>A laboratory value that was read with its unit and is physically plausible.</summary>
/// <param name="Canonical">In the test's canonical unit (10*9/L, g/L); converted exactly.</param>
/// <param name="Entered">As the person entered it, in <paramref name="EnteredUnit"/>.</param>
/// <param name="EnteredUnit">UCUM code.</param>
public sealed record LabValue(LabTest Test, decimal Canonical, decimal Entered, string EnteredUnit)
{
    private const decimal Million = 1_000_000m;

    /// <summary>Whether the number was measured, or only bounds the true value.</summary>
    public ValueBound Bound { get; init; }

    /// <summary>The canonical value in millionths of the canonical unit: the exact integer that is stored.</summary>
    public long CanonicalMicro => (long)(Canonical * Million);

    public string CanonicalUnit => LabTests.Of(Test).CanonicalUnit;

    /// <summary>Reads an entry, or says why it cannot be used. A missing unit is never assumed.</summary>
    public static bool TryRead(
        LabTest test,
        decimal value,
        string? unit,
        [NotNullWhen(true)] out LabValue? read,
        [NotNullWhen(false)] out LabRefusal? refusal,
        ValueBound bound = ValueBound.Exact
    )
    {
        read = null;
        var definition = LabTests.Of(test);
        LabRefusal Refuse(LabRefusalReason reason, string? meant = null) =>
            new(reason, test, value, unit, meant) { Bound = bound };

        refusal = null;
        if (string.IsNullOrWhiteSpace(unit))
            refusal = Refuse(LabRefusalReason.UnitMissing);
        else if (UnitOf(definition, unit) is not { } known)
            refusal = Refuse(LabRefusalReason.UnitForeign, LabUnits.Meant(definition, unit));
        else if (value < 0 || (value == 0 && bound == ValueBound.Below))
            refusal = Refuse(LabRefusalReason.Negative);
        // Checked before converting, so that no decimal can overflow.
        else if (value > definition.Highest * Million || !definition.IsPlausibleIn(known, value))
            refusal = Refuse(LabRefusalReason.Implausible, MeantUnit(definition, value));
        else if (value * known.ToCanonical * Million % 1 != 0)
            refusal = Refuse(LabRefusalReason.TooManyDecimals);
        else
            read = new LabValue(test, value * known.ToCanonical, value, known.Ucum) { Bound = bound };

        return refusal is null;
    }

    /// <summary>The value a store kept as millionths of the canonical unit.</summary>
    public static LabValue FromCanonicalMicro(LabTest test, long micro) =>
        new(test, micro / Million, micro / Million, LabTests.Of(test).CanonicalUnit);

    /// <summary>The amount in another unit of the test; exact.</summary>
    /// <param name="unit">UCUM code of an accepted unit.</param>
    public decimal In(string unit) =>
        Canonical
        / LabTests.Of(Test).Units.Single(u => string.Equals(u.Ucum, unit, StringComparison.Ordinal)).ToCanonical;

    public override string ToString() =>
        Bound.Sign() + Canonical.ToString("0.######", CultureInfo.InvariantCulture) + " " + CanonicalUnit;

    private static LabUnit? UnitOf(LabTestDefinition definition, string unit)
    {
        var ucum = LabUnits.Ucum(unit);
        return definition.Units.FirstOrDefault(u => string.Equals(u.Ucum, ucum, StringComparison.Ordinal));
    }

    private static string? MeantUnit(LabTestDefinition definition, decimal value) =>
        value > definition.Highest * Million
            ? null
            : definition.Units.FirstOrDefault(u => definition.IsPlausibleIn(u, value))?.Ucum;
}

/// <summary>Why a laboratory entry cannot be used.</summary>
public enum LabRefusalReason
{
    /// <summary>No unit was given.</summary>
    UnitMissing = 1,

    /// <summary>The unit is not one this test is accepted in.</summary>
    UnitForeign = 2,

    /// <summary>The value is below zero.</summary>
    Negative = 3,

    /// <summary>The value lies outside what a patient can have; usually another unit was meant.</summary>
    Implausible = 4,

    /// <summary>The value has more decimals than millionths of the canonical unit can hold exactly.</summary>
    TooManyDecimals = 5,
}

/// <summary>A refused laboratory entry.</summary>
/// <param name="MeantUnit">UCUM code of an accepted unit in which the same number would be plausible; null if none.</param>
public sealed record LabRefusal(LabRefusalReason Reason, LabTest Test, decimal Value, string? Unit, string? MeantUnit)
{
    public ValueBound Bound { get; init; }

    public IEnumerable<string> AcceptedUnits => LabTests.Of(Test).Units.Select(u => u.Ucum);

    /// <summary>The refusal as one English sentence, for files and interfaces; screens translate <see cref="Reason"/>.</summary>
    public string Sentence
    {
        get
        {
            var code = LabTests.Of(Test).Code;
            var accepted = string.Join(", ", AcceptedUnits);
            var number = Bound.Sign() + Value.ToString(CultureInfo.InvariantCulture);
            return Reason switch
            {
                LabRefusalReason.UnitMissing => $"{code} {number} has no unit; give one of {accepted}.",
                LabRefusalReason.UnitForeign when MeantUnit is not null =>
                    $"{code} cannot be read in \"{Unit}\"; did you mean {MeantUnit}? It is taken in {accepted}.",
                LabRefusalReason.UnitForeign => $"{code} cannot be read in \"{Unit}\"; give it in one of {accepted}.",
                LabRefusalReason.Negative => $"{code} cannot be negative, but is {number} {Unit}.",
                LabRefusalReason.Implausible when MeantUnit is not null =>
                    $"{code} {number} {Unit} is not plausible; did you mean {number} {MeantUnit}?",
                LabRefusalReason.Implausible =>
                    $"{code} {number} {Unit} is not plausible; check the value and its unit.",
                LabRefusalReason.TooManyDecimals =>
                    $"{code} {number} {Unit} has more decimals than can be kept exactly; round it as the laboratory prints it.",
            };
        }
    }
}
