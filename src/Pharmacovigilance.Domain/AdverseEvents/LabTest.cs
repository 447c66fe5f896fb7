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
    bool ZeroPossible
)
{
    /// <summary>The UCUM code values are compared in.</summary>
    public string CanonicalUnit => Units[0].Ucum;

    public bool IsPlausible(decimal canonical) =>
        canonical == 0 ? ZeroPossible : canonical >= LowestNonZero && canonical <= Highest;

    /// <summary>
    /// Whether the number can stand in the unit it was typed in: of fewer than a hundred cells per microlitre nobody reports a
    /// fraction, so 15.2 /uL is another unit or a group mark read as a decimal mark, however plausible its amount.
    /// </summary>
    public bool IsPlausibleIn(LabUnit unit, decimal number) =>
        IsPlausible(number * unit.ToCanonical)
        && !(unit.ToCanonical == PerMicrolitre && number < 100 && number % 1 != 0);

    private const decimal PerMicrolitre = 0.001m;
}

public static class LabTests
{
    private static readonly LabTestDefinition WhiteCells = new(
        LabTest.WhiteCellCount,
        "WBC",
        "6690-2",
        LabUnits.Counts,
        LowestNonZero: 0.01m,
        Highest: 1000m,
        ZeroPossible: true
    );

    private static readonly LabTestDefinition Lymphocytes = new(
        LabTest.LymphocyteCount,
        "LYM",
        "731-0",
        LabUnits.Counts,
        LowestNonZero: 0.01m,
        Highest: 500m,
        ZeroPossible: true
    );

    private static readonly LabTestDefinition Neutrophils = new(
        LabTest.NeutrophilCount,
        "ANC",
        "751-8",
        LabUnits.Counts,
        LowestNonZero: 0.01m,
        Highest: 200m,
        ZeroPossible: true
    );

    private static readonly LabTestDefinition Platelets = new(
        LabTest.PlateletCount,
        "PLT",
        "777-3",
        LabUnits.Counts,
        LowestNonZero: 1m,
        Highest: 3000m,
        ZeroPossible: true
    );

    private static readonly LabTestDefinition Haemoglobin = new(
        LabTest.Hemoglobin,
        "HGB",
        "718-7",
        LabUnits.Haemoglobin,
        LowestNonZero: 20m,
        Highest: 250m,
        ZeroPossible: false
    );

    public static IReadOnlyList<LabTestDefinition> All { get; } =
    [Neutrophils, Platelets, Haemoglobin, WhiteCells, Lymphocytes];

    public static LabTestDefinition Of(LabTest test) =>
        test switch
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
}
