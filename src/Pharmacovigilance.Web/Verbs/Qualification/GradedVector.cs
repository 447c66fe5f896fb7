using System.Globalization;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Web.Verbs.Qualification;

/// <summary>What the product's own grading says of a row.</summary>
/// <param name="Result">The grade; 0 for no grade; null for ungradable.</param>
/// <param name="Reason">An English phrase.</param>
internal sealed record GradedVector(GradingVector Vector, int? Result, string Reason)
{
    public const string Heading =
        "line   version  test  value                    result      expected    outcome   reason";

    private const string MillimetresOfMercury = "mm[Hg]";

    public bool Matches => Result == Vector.Expected;

    /// <summary>The row of the report.</summary>
    public string Line =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Vector.Line, -6} {CtcaeVersions.Format(Vector.Version), -8} {Vector.Test, -5} {$"{Vector.Written} {Vector.Unit}".Trim(), -24} {Word(Result), -11} {Word(Vector.Expected), -11} {(Matches ? "ok" : "MISMATCH"), -9} {Reason}"
        );

    public static GradedVector Of(GradingVector vector, CtcaeLibrary library) =>
        vector switch
        {
            PressureVector pressure => Pressure(pressure, library[vector.Version]),
            LaboratoryVector laboratory => Laboratory(laboratory, library[vector.Version]),
            _ => throw new ArgumentException($"{vector.GetType().Name} is not graded.", nameof(vector)),
        };

    private static GradedVector Laboratory(LaboratoryVector vector, CtcaeDictionary dictionary)
    {
        if (LabTests.ByCode(vector.Test) is not { } test)
            return Ungradable(
                vector,
                $"{vector.Test} is not graded from a value; graded are {string.Join(", ", LabTests.All.Select(t => t.Code))}, {PressureVector.Code}"
            );
        if (vector.Value is not { } number)
            return Ungradable(vector, "the value is missing");
        if (!LabValue.TryRead(test.Test, number, vector.Unit, out var value, out var refusal, vector.Bound))
            return Ungradable(vector, refusal.Sentence);

        // A limit that cannot be read is a limit that is not known; where it would have decided, the reason says so.
        LabValue? limit = null;
        string unread = "";
        if (
            vector.LowerLimit is { } lln
            && !LabValue.TryRead(test.Test, lln, vector.Unit, out limit, out var limitRefusal)
        )
            unread = $"; lln is not used: {limitRefusal.Sentence}";
        return Graded(vector, LabGrading.Propose(dictionary, value, limit), test.CanonicalUnit, unread);
    }

    private static GradedVector Pressure(PressureVector vector, CtcaeDictionary dictionary)
    {
        if (vector.Value is not { } written)
            return Ungradable(vector, "the value is missing");
        if (vector.Unit.Length == 0)
            return Ungradable(vector, $"BP has no unit; give it in {MillimetresOfMercury}.");
        if (vector.Unit.Replace(" ", "", StringComparison.Ordinal) is not (MillimetresOfMercury or "mmHg" or "mm(Hg)"))
            return Ungradable(vector, $"BP cannot be read in \"{vector.Unit}\"; give it in {MillimetresOfMercury}.");
        if (!BloodPressureReading.TryRead(written.Systolic, written.Diastolic, out var reading, out var refusal))
            return Ungradable(vector, refusal.Sentence);

        BloodPressureReading? baseline = null;
        string unread = "";
        if (
            vector.Baseline is { } before
            && !BloodPressureReading.TryRead(before.Systolic, before.Diastolic, out baseline, out var baselineRefusal)
        )
            unread = $"; the baseline is not used: {baselineRefusal.Sentence}";
        var finding = new PressureFinding(reading, DuringReaction: false, baseline, vector.Persistence);
        return Graded(vector, BloodPressureGrading.Propose(dictionary, finding), MillimetresOfMercury, unread);
    }

    private static GradedVector Graded(GradingVector vector, GradeProposal proposal, string unit, string unread) =>
        new(
            vector,
            proposal.Outcome switch
            {
                ProposalOutcome.Proposed => (int)proposal.Grade!.Value,
                ProposalOutcome.NotGraded => 0,
                ProposalOutcome.Ungradable => null,
            },
            proposal.Explain(unit) + unread
        );

    private static GradedVector Ungradable(GradingVector vector, string reason) => new(vector, null, reason);

    private static string Word(int? result) => result?.ToString(CultureInfo.InvariantCulture) ?? "ungradable";
}
