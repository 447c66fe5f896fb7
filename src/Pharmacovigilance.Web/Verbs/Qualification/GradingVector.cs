using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Web.Verbs.Qualification;

/// <summary>One row of a vector file: a value, and what the hospital expects of it.</summary>
/// <param name="Line">Of the file, counted from 1.</param>
/// <param name="Test">As written.</param>
/// <param name="Unit">As written; empty = missing.</param>
/// <param name="Expected">The grade; 0 for no grade; null for ungradable.</param>
internal abstract record GradingVector(long Line, CtcaeVersion Version, string Test, string Unit, int? Expected)
{
    /// <summary>The value as written, for the report.</summary>
    public abstract string Written { get; }
}

/// <summary>A laboratory value.</summary>
/// <param name="Value">null = empty.</param>
/// <param name="LowerLimit">In the unit of the value; null = not known.</param>
/// <param name="Bound">Whether the value was measured, or is only a bound.</param>
internal sealed record LaboratoryVector(
    long Line,
    CtcaeVersion Version,
    string Test,
    string Unit,
    int? Expected,
    decimal? Value,
    decimal? LowerLimit,
    ValueBound Bound = ValueBound.Exact
) : GradingVector(Line, Version, Test, Unit, Expected)
{
    public override string Written => Bound.Sign() + Value?.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A pressure as written, systolic before diastolic.</summary>
internal sealed record WrittenPressure(int Systolic, int Diastolic);

/// <summary>A blood-pressure reading, mm[Hg].</summary>
/// <param name="Value">null = empty.</param>
/// <param name="Baseline">null = not known.</param>
/// <param name="Persistence">null = not known.</param>
internal sealed record PressureVector(
    long Line,
    CtcaeVersion Version,
    string Unit,
    int? Expected,
    WrittenPressure? Value,
    WrittenPressure? Baseline,
    PressurePersistence? Persistence
) : GradingVector(Line, Version, Code, Unit, Expected)
{
    /// <summary>The test code of blood pressure.</summary>
    public const string Code = "BP";

    public override string Written => Value is { } pressure ? $"{pressure.Systolic}/{pressure.Diastolic}" : "";
}
