using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public class LabGradingPropertyTests
{
    private static readonly CtcaeVersion[] Versions = [.. Enum.GetValues<CtcaeVersion>()];

    /// <summary>How many of the other unit one canonical unit is. Stated here anew, not taken from the product.</summary>
    private static readonly (string Canonical, string Other, decimal Times)[] Conversions =
    [
        ("10*9/L", "/uL", 1000),
        ("10*9/L", "/mm3", 1000),
        ("10*9/L", "10*6/L", 1000),
        ("10*9/L", "10*3/uL", 1),
        ("10*9/L", "10*3/mm3", 1),
        ("10*9/L", "/nL", 1),
        ("g/L", "g/dL", 0.1m),
    ];

    private static readonly Gen<(CtcaeVersion Version, LabTestDefinition Test)> Graded =
        from version in Gen.Elements(Versions)
        from test in Gen.Elements(LabTests.All.Where(test => DataFiles.Library[version].TermFor(test.Test) is not null))
        select (version, test);

    /// <summary>Hundredths of the canonical unit, dense where the limits lie.</summary>
    private static Gen<decimal> Canonical(LabTestDefinition test)
    {
        decimal top = test.Test switch
        {
            LabTest.PlateletCount => 200,
            LabTest.Hemoglobin => 150,
            _ => 6,
        };
        return Gen.Choose((int)(test.LowestNonZero * 100), (int)(top * 100)).Select(hundredths => hundredths / 100m);
    }

    private static LabValue Value(LabTestDefinition test, decimal number, string unit)
    {
        Assert.True(LabValue.TryRead(test.Test, number, unit, out var value, out var refusal), refusal?.Sentence);
        return value;
    }

    [Fact]
    public void Grade_AsAValueFalls_NeverFalls()
    {
        var cases =
            from graded in Graded
            from a in Canonical(graded.Test)
            from b in Canonical(graded.Test)
            from lln in Canonical(graded.Test)
            select (graded.Version, graded.Test, Low: Math.Min(a, b), High: Math.Max(a, b), Lln: lln);
        Prop.ForAll(cases.ToArbitrary(), c =>
            {
                int Grade(decimal number) =>
                    (int?)
                        LabGrading
                            .Propose(
                                DataFiles.Library[c.Version],
                                Value(c.Test, number, c.Test.CanonicalUnit),
                                Value(c.Test, c.Lln, c.Test.CanonicalUnit)
                            )
                            .Grade
                    ?? 0;
                return Grade(c.Low) >= Grade(c.High);
            })
            .QuickCheckThrowOnFailure();
    }

    // Over the units whose printed limits are exact conversions of each other: all but haemoglobin in mmol/L, where the
    // text prints 6.2 and 4.9 for limits that convert to 6.206 and 4.964. There the printed limit decides (see below).
    [Fact]
    public void Grade_OfTheSameValueInAnotherUnit_IsTheSame()
    {
        var cases =
            from graded in Graded
            from number in Canonical(graded.Test)
            from lln in Canonical(graded.Test)
            from known in Gen.Elements(true, false)
            from unit in Gen.Elements(Conversions.Where(c => c.Canonical == graded.Test.CanonicalUnit))
            select (graded.Version, graded.Test, Number: number, Lln: known ? lln : (decimal?)null, Unit: unit);
        Prop.ForAll(cases.ToArbitrary(), c =>
            {
                GradeProposal Propose(string unit, decimal times) =>
                    LabGrading.Propose(
                        DataFiles.Library[c.Version],
                        Value(c.Test, c.Number * times, unit),
                        c.Lln is { } lln ? Value(c.Test, lln * times, unit) : null
                    );
                return Propose(c.Test.CanonicalUnit, 1) == Propose(c.Unit.Other, c.Unit.Times);
            })
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("4.9", Grade.Grade2, "78.96", Grade.Grade3)]
    [InlineData("6.2", null, "99.91", Grade.Grade2)]
    public void Grade_OfHaemoglobinInMillimoles_FollowsTheLimitPrintedInThatUnit(
        string millimoles,
        Grade? inMillimoles,
        string grams,
        Grade inGrams
    )
    {
        var haemoglobin = LabTests.Of(LabTest.Hemoglobin);
        Assert.Equal(
            inMillimoles,
            LabGrading
                .Propose(DataFiles.Ctcae50, LabValueTests.Value(haemoglobin.Test, millimoles, "mmol/L"), null)
                .Grade
        );
        Assert.Equal(
            inGrams,
            LabGrading.Propose(DataFiles.Ctcae50, LabValueTests.Value(haemoglobin.Test, grams, "g/L"), null).Grade
        );
    }

    [Fact]
    public void Grade_OfAPressure_IsNeverLowerWhenMoreIsKnown()
    {
        var pressures =
            from systolic in Gen.Choose(100, 200)
            from diastolic in Gen.Choose(50, 95)
            select Reading(systolic, diastolic);
        var cases =
            from version in Gen.Elements(Versions)
            from reading in pressures
            from baseline in pressures
            from persistence in Gen.Elements(Enum.GetValues<PressurePersistence>())
            select (version, reading, baseline, persistence);
        Prop.ForAll(cases.ToArbitrary(), c =>
            {
                GradeProposal Propose(BloodPressureReading? baseline, PressurePersistence? persistence) =>
                    BloodPressureGrading.Propose(
                        DataFiles.Library[c.version],
                        new PressureFinding(c.reading, DuringReaction: false, baseline, persistence)
                    );
                var all = Propose(c.baseline, c.persistence);
                GradeProposal[] partial =
                [
                    Propose(null, null),
                    Propose(c.baseline, null),
                    Propose(null, c.persistence),
                ];
                // What is missing makes a grade unknown, never another grade.
                return all.Outcome != ProposalOutcome.Ungradable
                    && Array.TrueForAll(partial, known =>
                        known.Outcome == ProposalOutcome.Ungradable
                        || (known.Outcome, known.Grade) == (all.Outcome, all.Grade)
                    );
            })
            .QuickCheckThrowOnFailure();

        static BloodPressureReading Reading(int systolic, int diastolic)
        {
            Assert.True(BloodPressureReading.TryRead(systolic, diastolic, out var reading, out _));
            return reading;
        }
    }
}
