using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public sealed class ReassuranceTests
{
    private static readonly TreatmentTiming Infections = TreatmentTiming.Of(new ReferenceCount(52, 152), 35.3, 10.95)!;
    private static readonly InfusionTiming Reactions = new(new ReferenceCount(81, 177), 0.944, 8);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    private static FirstEventTiming Timing(int seed) => seed % 2 == 0 ? Infections : Reactions;

    private static List<PatientFollowUp> Patients(int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, random.Next(0, 120))
                .Select(_ =>
                {
                    double time = seed % 2 == 0 ? random.NextDouble() * 35.3 : random.Next(0, 12);
                    bool has = random.Next(4) == 0;
                    return new PatientFollowUp(
                        (FollowUpStatus)random.Next(1, random.Next(3) == 0 ? 4 : 3),
                        time,
                        has,
                        has && random.Next(5) > 0 ? (seed % 2 == 0 ? time * random.NextDouble() : 1) : null
                    );
                }),
        ];
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AddedEvent_NeverStrengthens(int seed)
    {
        var patients = Patients(seed);
        foreach (bool mayRise in new[] { false, true })
        {
            var before = Reassurance.Of(patients, Timing(seed), mayRise);
            for (int i = 0; i < patients.Count; i++)
            {
                if (patients[i].HasEvent)
                    continue;
                List<PatientFollowUp> more = [.. patients];
                more[i] = more[i] with { HasEvent = true, EventTime = seed % 2 == 0 ? (patients[i].Time / 2) : 1 };
                var after = Reassurance.Of(more, Timing(seed), mayRise);

                Assert.True(after.LnE <= before.LnE + 1e-12);
                Assert.True(after.LnEIfEvents <= before.LnEIfEvents + 1e-12);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AddedUnknown_NeverStrengthensTheBound(int seed)
    {
        var patients = Patients(seed);
        foreach (bool mayRise in new[] { false, true })
        {
            double before = Reassurance.Of(patients, Timing(seed), mayRise).LnEIfEvents;
            double added = Reassurance
                .Of([.. patients, new PatientFollowUp(FollowUpStatus.Unknown, 12)], Timing(seed), mayRise)
                .LnEIfEvents;

            Assert.True(added <= before + 1e-12);
            for (int i = 0; i < patients.Count; i++)
            {
                // What was known of this patient, with an event or without, cannot be told any more.
                List<PatientFollowUp> less = [.. patients];
                less[i] = less[i] with { Status = FollowUpStatus.Unknown, HasEvent = false, EventTime = null };

                Assert.True(Reassurance.Of(less, Timing(seed), mayRise).LnEIfEvents <= before + 1e-12);
            }
        }
    }

    [Fact]
    public void TwoMonthsOfSixtyPatients_ExcludeNothing()
    {
        var patients = Enumerable
            .Range(0, 60)
            .Select(i => new PatientFollowUp(FollowUpStatus.Open, 2, i % 7 == 3, i % 7 == 3 ? 1 : null))
            .Take(60)
            .ToList();
        var reassurance = Reassurance.Of(patients, Infections);

        Assert.False(reassurance.IsExcluded);
        Assert.True(reassurance.MonthsStillNeeded > 300);
    }

    [Fact]
    public void NobodyAtRisk_ExcludesNothing_AndNeverCanWhereTheTrialSawFew()
    {
        Assert.Equal(0, Reassurance.Of([], Infections).LnE);
        Assert.Equal(0, Reassurance.Of([], Reactions).LnE, 12);
        Assert.Null(Reassurance.Of([], TreatmentTiming.Of(new ReferenceCount(5, 152), 35.3, 10.95)!).MonthsStillNeeded);
        Assert.NotNull(
            Reassurance.Of([], TreatmentTiming.Of(new ReferenceCount(8, 152), 35.3, 10.95)!).MonthsStillNeeded
        );
    }

    [Fact]
    public void MonthsStillNeeded_ReachTheThreshold()
    {
        double needed = NotDoubled.MonthsStillNeeded(0, 0, Infections)!.Value;
        double events = needed * 52 / Infections.PatientMonths;

        Assert.True(NotDoubled.LnE((int)Math.Ceiling(events), needed, Infections) < NotDoubled.Enough);
        Assert.True(NotDoubled.LnE((int)events, needed, Infections) > NotDoubled.Enough);
        Assert.Null(NotDoubled.MonthsStillNeeded(0, needed * 2, Infections));
    }

    [Fact]
    public void OpenWindows_SayNothingWhereTheHazardMayRise()
    {
        List<PatientFollowUp> closed = [.. Enumerable.Repeat(new PatientFollowUp(FollowUpStatus.Closed, 20), 10)];
        List<PatientFollowUp> withOpen =
        [
            .. closed,
            .. Enumerable.Repeat(new PatientFollowUp(FollowUpStatus.Open, 30), 40),
        ];

        Assert.Equal(
            Reassurance.Of(closed, Infections, mayRise: true),
            Reassurance.Of(withOpen, Infections, mayRise: true)
        );
        Assert.True(Reassurance.Of(withOpen, Infections).LnE > Reassurance.Of(closed, Infections).LnE);
        // Windows that closed before an earlier one did are those of patients who left early.
        Assert.Equal(0, Reassurance.Of([withOpen[^1], .. closed], Infections, mayRise: true).LnE, 12);
        Assert.InRange(Infections.ClosedHazardRatio, 1.7, 1.8);
        Assert.InRange(Infections.RisingClosedHazardRatio, 1.3, Infections.ClosedHazardRatio);
    }

    [Fact]
    public void UndatedEvent_LeavesNoTime()
    {
        var dated = Reassurance.Of([new(FollowUpStatus.Closed, 20, HasEvent: true, EventTime: 5)], Infections);
        var undated = Reassurance.Of([new(FollowUpStatus.Closed, 20, HasEvent: true)], Infections);

        Assert.Equal((5, 0), (dated.MonthsAtRisk, undated.MonthsAtRisk));
        Assert.True(undated.LnE < dated.LnE);
    }

    [Fact]
    public void DoubledPower_OfCompletePatients_IsEnoughFromTheNumberNeeded()
    {
        int needed = DoublingPower.With(Reactions.Reference).PatientsNeeded(Reactions)!.Value;
        double Power(int m) =>
            DoublingPower
                .With(Reactions.Reference)
                .Watch([.. Enumerable.Repeat(new PatientFollowUp(FollowUpStatus.Closed, null), m)], Reactions);

        Assert.Equal(66, needed);
        Assert.True(Power(needed) >= DoublingPower.Enough && Power(needed - 1) < DoublingPower.Enough);
        Assert.Null(
            DoublingPower
                .With(new ReferenceCount(0, 177))
                .PatientsNeeded(new InfusionTiming(new ReferenceCount(0, 177), 1, 8))
        );
    }
}
