namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>A laboratory test the product grades. Stored by name.</summary>
public enum LabTest
{
    /// <summary>Absolute neutrophil count; canonical unit 10*9/L.</summary>
    NeutrophilCount = 1,

    /// <summary>Platelet count; canonical unit 10*9/L.</summary>
    PlateletCount = 2,

    /// <summary>Haemoglobin, mass per volume; canonical unit g/L.</summary>
    Hemoglobin = 3,

    /// <summary>White blood cell count; canonical unit 10*9/L.</summary>
    WhiteCellCount = 4,

    /// <summary>Absolute lymphocyte count; canonical unit 10*9/L.</summary>
    LymphocyteCount = 5,
}

/// <summary>A unit a test may be entered in.</summary>
/// <param name="Ucum">UCUM code, case-sensitive.</param>
/// <param name="ToCanonical">Multiply by this to get the canonical unit; exact.</param>
public sealed record LabUnit(string Ucum, decimal ToCanonical);

/// <summary>What is fixed about a test: code, units, and the range outside which an entry is a slip of the pen.</summary>
/// <param name="Code">Short laboratory code: ANC, PLT, HGB, WBC, LYM.</param>
/// <param name="Loinc">LOINC code of the usual automated method.</param>
/// <param name="LowestNonZero">Canonical. Below it a value other than zero is refused.</param>
/// <param name="Highest">Canonical. Above it a value is refused.</param>
/// <param name="ZeroPossible">Whether a true zero can be reported: counts yes, haemoglobin no.</param>
/// <remarks>
/// The bounds are the product's own, not a guideline's. They are set to catch a wrong unit rather than a rare patient:
/// the lowest non-zero count is the finest step analysers print (ANC 0.01, platelets 1 10*9/L), so that 0.7 /uL, which
/// means 0.7 10*9/L, cannot pass as a count a thousand times smaller. A count below the step is entered as 0.
/// </remarks>
public sealed record LabTestDefinition(
    LabTest Test,
    string Code,
    string Loinc,
    IReadOnlyList<LabUnit> Units,
    decimal LowestNonZero,
    decimal Highest,
    bool ZeroPossible)
{
    /// <summary>The UCUM code values are compared in.</summary>
    public string CanonicalUnit => Units[0].Ucum;

    public bool IsPlausible(decimal canonical) =>
        canonical == 0 ? ZeroPossible : canonical >= LowestNonZero && canonical <= Highest;
}

public static class LabTests
{
    private static readonly LabUnit[] CountUnits = [new("10*9/L", 1m), new("/uL", 0.001m), new("/mm3", 0.001m), new("10*3/uL", 1m)];

    // Molar mass of the monomer with one iron atom, 16 114.5 g/mol: the "mmol/L" that CTCAE and laboratories print.
    private const decimal HaemoglobinGramsPerMillimole = 16.1145m;

    private static readonly LabTestDefinition WhiteCells =
        new(LabTest.WhiteCellCount, "WBC", "6690-2", CountUnits, LowestNonZero: 0.01m, Highest: 1000m, ZeroPossible: true);

    private static readonly LabTestDefinition Lymphocytes =
        new(LabTest.LymphocyteCount, "LYM", "731-0", CountUnits, LowestNonZero: 0.01m, Highest: 500m, ZeroPossible: true);

    private static readonly LabTestDefinition Neutrophils =
        new(LabTest.NeutrophilCount, "ANC", "751-8", CountUnits, LowestNonZero: 0.01m, Highest: 200m, ZeroPossible: true);

    private static readonly LabTestDefinition Platelets =
        new(LabTest.PlateletCount, "PLT", "777-3", CountUnits, LowestNonZero: 1m, Highest: 3000m, ZeroPossible: true);

    private static readonly LabTestDefinition Haemoglobin = new(
        LabTest.Hemoglobin, "HGB", "718-7", [new("g/L", 1m), new("g/dL", 10m), new("mmol/L", HaemoglobinGramsPerMillimole)],
        LowestNonZero: 20m, Highest: 250m, ZeroPossible: false);

    public static IReadOnlyList<LabTestDefinition> All { get; } = [Neutrophils, Platelets, Haemoglobin, WhiteCells, Lymphocytes];

    public static LabTestDefinition Of(LabTest test) => test switch
    {
        LabTest.NeutrophilCount => Neutrophils,
        LabTest.PlateletCount => Platelets,
        LabTest.Hemoglobin => Haemoglobin,
        LabTest.WhiteCellCount => WhiteCells,
        LabTest.LymphocyteCount => Lymphocytes,
    };

    /// <summary>The test of a short code (ANC, PLT, HGB, WBC, LYM), or null.</summary>
    public static LabTestDefinition? ByCode(string code) =>
        All.FirstOrDefault(t => string.Equals(t.Code, code, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The UCUM code of the accepted unit a spelling stands for. Only spellings of an equal unit are joined: 10*6/L is /uL,
    /// /nL and 10*3/mm3 are 10*3/uL; UCUM annotations such as {cells} say nothing about the unit, and l is L.
    /// </summary>
    internal static string Ucum(string unit) => Plain(unit) switch
    {
        "10^9/L" or "10⁹/L" or "x10^9/L" or "×10^9/L" or "x10⁹/L" or "×10⁹/L" or "x10*9/L" or "×10*9/L" or "G/L" => "10*9/L",
        "10^3/uL" or "x10^3/uL" or "×10^3/uL" or "10³/uL" or "K/uL" or "10*3/mm3" or "10^3/mm3" or "/nL" or "1/nL" => "10*3/uL",
        "10*6/L" or "10^6/L" or "10⁶/L" or "1/uL" => "/uL",
        "1/mm3" => "/mm3",
        var other => other,
    };

    // Both signs for micro, a raised three and both letters for litre; capitals keep their meaning otherwise (G/L is not g/L).
    private static string Plain(string unit)
    {
        string plain = unit.Replace(" ", "", StringComparison.Ordinal).Replace('µ', 'u').Replace('μ', 'u').Replace("mm³", "mm3", StringComparison.Ordinal);
        int open = plain.IndexOf('{', StringComparison.Ordinal);
        int close = plain.IndexOf('}', StringComparison.Ordinal);
        if (open >= 0 && close > open) plain = plain.Remove(open, close - open + 1);
        return plain.EndsWith('l') ? plain[..^1] + "L" : plain;
    }
}
