using System.Diagnostics.CodeAnalysis;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>An adult blood-pressure reading that is physically plausible.</summary>
public sealed record BloodPressureReading
{
    // The product's own bounds: beyond them a cuff shows an error or two digits were swapped.
    public const int LowestSystolicMmHg = 40;
    public const int HighestSystolicMmHg = 300;
    public const int LowestDiastolicMmHg = 20;
    public const int HighestDiastolicMmHg = 200;

    private BloodPressureReading(int systolicMmHg, int diastolicMmHg) =>
        (SystolicMmHg, DiastolicMmHg) = (systolicMmHg, diastolicMmHg);

    public int SystolicMmHg { get; }

    public int DiastolicMmHg { get; }

    /// <summary>Three times the mean arterial pressure, (systolic + 2 diastolic) / 3: whole numbers compare exactly.</summary>
    internal int ThreefoldMeanMmHg => SystolicMmHg + 2 * DiastolicMmHg;

    /// <summary>Which of two readings is the worse: the one with the higher systolic, then the one with the higher diastolic pressure.</summary>
    /// <remarks>The product's own order: no source ranks a reading with one pressure higher and the other lower. A rule with limits looks at both.</remarks>
    public static int Compare(int systolicMmHg, int diastolicMmHg, int otherSystolicMmHg, int otherDiastolicMmHg)
    {
        int order = systolicMmHg.CompareTo(otherSystolicMmHg);
        return order != 0 ? order : diastolicMmHg.CompareTo(otherDiastolicMmHg);
    }

    /// <summary>Reads an entry, or says why it cannot be used.</summary>
    public static bool TryRead(
        int systolicMmHg,
        int diastolicMmHg,
        [NotNullWhen(true)] out BloodPressureReading? reading,
        [NotNullWhen(false)] out BloodPressureRefusal? refusal
    )
    {
        BloodPressureRefusalReason? reason =
            systolicMmHg is < LowestSystolicMmHg or > HighestSystolicMmHg
                ? BloodPressureRefusalReason.SystolicImplausible
            : diastolicMmHg is < LowestDiastolicMmHg or > HighestDiastolicMmHg
                ? BloodPressureRefusalReason.DiastolicImplausible
            : systolicMmHg <= diastolicMmHg ? BloodPressureRefusalReason.SystolicNotAboveDiastolic
            : null;
        refusal = reason is { } why ? new BloodPressureRefusal(why, systolicMmHg, diastolicMmHg) : null;
        reading = reason is null ? new BloodPressureReading(systolicMmHg, diastolicMmHg) : null;
        return reason is null;
    }
}

/// <summary>Why a blood-pressure entry cannot be used.</summary>
public enum BloodPressureRefusalReason
{
    /// <summary>The systolic pressure lies outside what a cuff measures in a living adult.</summary>
    SystolicImplausible = 1,

    /// <summary>The diastolic pressure lies outside what a cuff measures in a living adult.</summary>
    DiastolicImplausible = 2,

    /// <summary>The systolic pressure is not above the diastolic; the two were probably swapped.</summary>
    SystolicNotAboveDiastolic = 3,
}

/// <summary>A refused blood-pressure entry.</summary>
public sealed record BloodPressureRefusal(BloodPressureRefusalReason Reason, int SystolicMmHg, int DiastolicMmHg)
{
    /// <summary>The refusal as one English sentence; screens translate <see cref="Reason"/>.</summary>
    public string Sentence =>
        Reason switch
        {
            BloodPressureRefusalReason.SystolicImplausible =>
                $"The systolic pressure must lie between {BloodPressureReading.LowestSystolicMmHg} and {BloodPressureReading.HighestSystolicMmHg} mmHg, but is {SystolicMmHg}.",
            BloodPressureRefusalReason.DiastolicImplausible =>
                $"The diastolic pressure must lie between {BloodPressureReading.LowestDiastolicMmHg} and {BloodPressureReading.HighestDiastolicMmHg} mmHg, but is {DiastolicMmHg}.",
            BloodPressureRefusalReason.SystolicNotAboveDiastolic =>
                $"The systolic pressure ({SystolicMmHg} mmHg) must be above the diastolic ({DiastolicMmHg} mmHg); were they swapped?",
        };
}
