using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

/// <summary>Closed averaging along the unit's patients against <see cref="EvidenceFamily"/> at single prefixes.</summary>
public class FamilyPathTests
{
    private static readonly ReferenceCount[] Trials =
    [
        new(52, 152),
        new(37, 152),
        new(5, 152),
        new(81, 177),
        new(36, 177),
    ];

    /// <summary>A unit: per patient the regimen (0, 1), and per stream the patients assessed and those with an event.</summary>
    private sealed record Unit(int[] Regimens, bool[][] Assessed, bool[][] Events)
    {
        public int Patients => Regimens.Length;

        public FamilyMember[] Members(FamilyMember[]? known = null) =>
            [
                .. Events.Select(
                    (events, stream) =>
                    {
                        int[] positions =
                        [
                            .. Enumerable
                                .Range(0, Patients)
                                .Where(i => Regimens[i] == stream % 2 && Assessed[stream][i]),
                        ];
                        bool[] own = [.. positions.Select(i => events[i])];
                        return new FamilyMember(
                            known?[stream].Path.With(own) ?? StreamPath.Of(own, Trials[stream % Trials.Length]),
                            positions
                        );
                    }
                ),
            ];
    }

    private static Gen<Unit> Units(int streams) =>
        Gen.Choose(0, 40)
            .SelectMany(patients =>
                Gen.ArrayOf(Gen.Choose(0, 1), patients)
                    .SelectMany(regimens =>
                        Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 9).Select(drawn => drawn > 0), patients), streams)
                            .SelectMany(assessed =>
                                Gen.ArrayOf(
                                        Gen.Choose(0, 10)
                                            .SelectMany(tenths =>
                                                Gen.ArrayOf(
                                                    Gen.Choose(1, 10).Select(drawn => drawn <= tenths),
                                                    patients
                                                )
                                            ),
                                        streams
                                    )
                                    .Select(events => new Unit(regimens, assessed, events))
                            )
                    )
            );

    private static readonly Gen<Unit> AnyUnit = Gen.Choose(1, 7).SelectMany(Units);

    private static double[] At(FamilyMember[] members, int prefix) =>
        [.. members.Select(member => member.Path.LnE(member.Positions.Count(place => place < prefix)))];

    private static bool Same(FamilyPath one, FamilyPath other, int members) =>
        one.Patients == other.Patients
        && Enumerable
            .Range(0, one.Patients + 1)
            .All(prefix =>
                one.LnMean(prefix).Equals(other.LnMean(prefix))
                && Enumerable.Range(0, members).All(j => one.LnClosed(j, prefix).Equals(other.LnClosed(j, prefix)))
            );

    [Fact]
    public void Of_AnyUnit_IsTheClosedAveragingAtEveryPrefix() =>
        Prop.ForAll(AnyUnit.ToArbitrary(), unit =>
            {
                var members = unit.Members();
                var path = FamilyPath.Of(members, unit.Patients);
                return path.Patients == unit.Patients
                    && Enumerable
                        .Range(0, unit.Patients + 1)
                        .All(prefix =>
                        {
                            double[] lnE = At(members, prefix),
                                closed = EvidenceFamily.ClosedAveraging(lnE);
                            return Math.Abs(path.LnMean(prefix) - EvidenceFamily.Mean(lnE)) < 1e-11
                                && Enumerable
                                    .Range(0, members.Length)
                                    .All(j => Math.Abs(path.LnClosed(j, prefix) - closed[j]) < 1e-11);
                        });
            })
            .QuickCheckThrowOnFailure();

    [Fact]
    public void With_AnyOtherUnit_IsToTheBitWhatItGivesFromTheBeginning() =>
        Prop.ForAll(
                Gen.Choose(1, 6)
                    .SelectMany(streams =>
                        Units(streams).SelectMany(before => Units(streams).Select(after => (before, after)))
                    )
                    .ToArbitrary(),
                one =>
                {
                    var members = one.before.Members();
                    var changed = one.after.Members(members);
                    return Same(
                        FamilyPath.Of(members, one.before.Patients).With(changed, one.after.Patients),
                        FamilyPath.Of(one.after.Members(), one.after.Patients),
                        changed.Length
                    );
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void With_EventsThatArriveInAnyOrder_EndsAtTheSame() =>
        Prop.ForAll(
                AnyUnit
                    .SelectMany(unit =>
                        Gen.Shuffle(
                                unit.Events.SelectMany(
                                        (events, stream) =>
                                            Enumerable
                                                .Range(0, events.Length)
                                                .Where(i => events[i])
                                                .Select(i => (stream, i))
                                    )
                                    .ToArray()
                            )
                            .Select(order => (unit, order))
                    )
                    .ToArbitrary(),
                one =>
                {
                    var now = one.unit with { Events = [.. one.unit.Events.Select(events => new bool[events.Length])] };
                    var members = now.Members();
                    var path = FamilyPath.Of(members, now.Patients);
                    foreach (var (stream, patient) in one.order)
                    {
                        now.Events[stream][patient] = true;
                        members = now.Members(members);
                        path = path.With(members, now.Patients);
                    }

                    return Same(path, FamilyPath.Of(one.unit.Members(), one.unit.Patients), members.Length);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void With_OneMoreStream_IsWhatItGivesFromTheBeginning()
    {
        var unit = Units(4).Sample(1, 40).First();
        var members = unit.Members();
        Assert.True(
            Same(
                FamilyPath.Of(members[..2], unit.Patients).With(members, unit.Patients),
                FamilyPath.Of(members, unit.Patients),
                4
            )
        );
        Assert.True(
            Same(
                FamilyPath.Of(members, unit.Patients).With(members[..3], unit.Patients),
                FamilyPath.Of(members[..3], unit.Patients),
                3
            )
        );
    }

    [Fact]
    public void Of_EvidenceTooLargeForADouble_IsStillTheClosedAveraging()
    {
        const int Patients = 2200;
        FamilyMember[] members =
        [
            Member(Patients, 2, 0, true, new ReferenceCount(0, 2000)),
            Member(Patients, 2, 1, false, new ReferenceCount(81, 177)),
            Member(Patients, 2, 1, true, new ReferenceCount(52, 152)),
        ];
        var path = FamilyPath.Of(members, Patients);
        double[] lnE = At(members, Patients),
            closed = EvidenceFamily.ClosedAveraging(lnE);
        Assert.True(lnE[0] > 720, $"{lnE[0]}");
        for (int j = 0; j < members.Length; j++)
            Assert.Equal(closed[j], path.LnClosed(j, Patients), 9);
        Assert.Equal(EvidenceFamily.Mean(lnE), path.LnMean(Patients), 9);
    }

    [Fact]
    public void FirstAtLeast_And_LnClosedMaximum_AreOverAllPrefixes()
    {
        // Raised at first, then nothing for long: the value falls again, and the signal stays.
        bool[] events = [.. Enumerable.Repeat(true, 20), .. new bool[60]];
        var member = new FamilyMember(
            StreamPath.Of(events, new ReferenceCount(36, 177)),
            [.. Enumerable.Range(0, events.Length)]
        );
        var path = FamilyPath.Of([member], events.Length);
        double most = Enumerable.Range(0, events.Length + 1).Max(prefix => path.LnClosed(0, prefix));
        Assert.Equal(most, path.LnClosedMaximum(0));
        Assert.True(most > path.LnClosed(0, events.Length));
        int first = path.FirstAtLeast(0, Math.Log(20)) ?? -1;
        Assert.InRange(first, 1, 20);
        Assert.True(path.LnClosed(0, first - 1) < Math.Log(20));
        Assert.Null(path.FirstAtLeast(0, most + 1));
    }

    [Fact]
    public void Of_NoStreamsOrNobody_IsNoEvidence()
    {
        Assert.Equal(0, FamilyPath.Of([], 3).LnMean(3));
        var nobody = FamilyPath.Of([new FamilyMember(StreamPath.Of([], Trials[0]), [])], 0);
        Assert.Equal((0, 0.0, 0.0), (nobody.Patients, nobody.LnClosed(0, 0), nobody.LnMean(0)));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 5)]
    [InlineData(-1, 0)]
    public void Of_ImpossiblePlaces_AreRefused(int first, int second) =>
        Assert.Throws<ArgumentException>(() =>
            FamilyPath.Of([new FamilyMember(StreamPath.Of([true, false], Trials[0]), [first, second])], 5)
        );

    private static FamilyMember Member(int patients, int of, int from, bool events, ReferenceCount trial)
    {
        int[] positions = [.. Enumerable.Range(0, patients).Where(i => i % of == from)];
        return new FamilyMember(StreamPath.Of([.. positions.Select(_ => events)], trial), positions);
    }
}
