using System.Text.Json;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Verbs.Demo;

namespace Pharmacovigilance.Web.Tests.Verbs.Demo;

public sealed class DemoSimulatorTests
{
    private static readonly Knowledge Knowledge = KnowledgeFiles.Load();
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void Script_OfTheSameSeed_IsTheSame() => Assert.Equal(Text(Simulator().Past()), Text(Simulator().Past()));

    [Fact]
    public void Script_OfAnotherSeed_Differs() =>
        Assert.NotEqual(Text(Simulator().Past()), Text(Simulator(seed: 99).Past()));

    [Fact]
    public void Future_OfTheSameSeed_IsTheSame() =>
        Assert.Equal(Text(Simulator().Future().Take(3000)), Text(Simulator().Future().Take(3000)));

    [Fact]
    public void Script_FromPastToFuture_IsInOrderAndWithoutGapOrRepetition()
    {
        var simulator = Simulator();
        var past = simulator.Past().ToList();
        var future = simulator.Future().Take(3000).ToList();
        Assert.All(past, step => Assert.True(step.At < simulator.Opens));
        Assert.All(future, step => Assert.True(step.At >= simulator.Opens));
        foreach (var steps in new[] { past, future })
            Assert.Equal(steps.OrderBy(s => s.At).Select(s => s.At), steps.Select(s => s.At));
        Assert.Equal(3000, future.Select(s => Text([s])).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Future_HalfAYear_BringsNewPatientsReactionsAndHolds()
    {
        var simulator = Simulator();
        var end = simulator.Opens.AddDays(182);
        var steps = simulator.Future().TakeWhile(s => s.At < end).ToList();
        Assert.True(steps.OfType<DemoRegistration>().Count() >= 15);
        Assert.Contains(steps, s => s is DemoEvent { LltCode: CtcaeTerms.InfusionRelatedReaction });
        Assert.Contains(steps, s => s is DemoSample { Values: [{ Test: LabTest.NeutrophilCount, Value: < 0.5m }, ..] });
        foreach (var registration in steps.OfType<DemoRegistration>().Where(r => r.At < end.AddDays(-14)))
            Assert.Contains(steps, s => s.Patient == registration.Patient && s is DemoInfusionStep);
    }

    [Fact]
    public void Patients_OfPastAndFuture_AreLabelledSynthetic()
    {
        var simulator = Simulator();
        var people = simulator
            .Past()
            .Concat(simulator.Future().Take(6000))
            .OfType<DemoRegistration>()
            .Select(r => r.Who)
            .ToList();
        Assert.True(people.Count > 45);
        Assert.All(people, who =>
        {
            Assert.StartsWith("DEMO-", who.RecordNumber, StringComparison.Ordinal);
            Assert.True(
                who.GivenName.StartsWith("Demo-", StringComparison.Ordinal)
                    || who.GivenName.StartsWith("Демо-", StringComparison.Ordinal),
                who.GivenName
            );
        });
        Assert.Equal(people.Count, people.Select(p => p.RecordNumber).Distinct(StringComparer.Ordinal).Count());
        Assert.Contains(people, who => who.FamilyName[0] > 0x400);
    }

    [Fact]
    public void Batches_OfAllInfusions_AreLabelledSynthetic() =>
        Assert.All(
            Simulator().Past().OfType<DemoInfusionStep>().Where(s => s.Kind == InfusionStepKind.Started),
            start => Assert.StartsWith("DEMO-", start.BatchNumber, StringComparison.Ordinal)
        );

    [Fact]
    public void Infusions_ThatEnd_SayWhetherThereWasAReaction()
    {
        var steps = Simulator().Past().ToList();
        var reactions = steps
            .OfType<DemoEvent>()
            .Where(e => e.LltCode == CtcaeTerms.InfusionRelatedReaction)
            .Select(e => (e.Patient, e.Ordinal!.Value))
            .ToHashSet();
        Assert.All(steps.OfType<DemoInfusionStep>().Where(s => s.Kind == InfusionStepKind.Ended), end =>
            Assert.Equal(
                reactions.Contains((end.Patient, end.Ordinal))
                    ? ReactionStatement.ReactionsRecorded
                    : ReactionStatement.NoReactionObserved,
                end.Reaction
            )
        );
        Assert.NotEmpty(reactions);
    }

    [Fact]
    public void Reactions_OfManySeeds_BeginAroundThePublishedMinute()
    {
        var minutes = Enumerable
            .Range(1, 25)
            .SelectMany(seed =>
            {
                var steps = Simulator(seed).Past().ToList();
                var starts = steps
                    .OfType<DemoInfusionStep>()
                    .Where(s => s.Kind == InfusionStepKind.Started)
                    .ToDictionary(s => (s.Patient, s.Ordinal), s => s.At);
                return steps
                    .OfType<DemoEvent>()
                    .Where(e => e.Ordinal is not null)
                    .Select(e => (e.OnsetAt - starts[(e.Patient, e.Ordinal!.Value)]).TotalMinutes);
            })
            .Order()
            .ToList();
        Assert.True(minutes.Count > 200);
        Assert.InRange(minutes[minutes.Count / 2], 50, 60);
    }

    [Fact]
    public void Rates_OfUndisturbedInfusions_EmptyTheBagInThePublishedTimes()
    {
        Assert.Equal(200, DemoRates.Undisturbed(Knowledge.RatePlans.For(1)).EndMinute, precision: 6);
        Assert.Equal(112.5, DemoRates.Undisturbed(Knowledge.RatePlans.For(2)).EndMinute, precision: 6);
        Assert.Equal(75, DemoRates.Undisturbed(Knowledge.RatePlans.For(3)).EndMinute, precision: 6);
    }

    [Fact]
    public void Rates_ResumedAfterAReaction_BeginWithHalfTheInitialRateAndGiveTheRest()
    {
        var rest = DemoRates
            .Undisturbed(Knowledge.RatePlans.For(1))
            .ResumedAfter(interruptedMinute: 60, resumedMinute: 90, Knowledge.RatePlans.For(1), watchMinutes: 30);
        Assert.Equal(12.5m, rest.Rates[0].MlPerHour);
        double given = rest
            .Rates.Zip(rest.Rates.Skip(1).Select(r => r.Minute).Append(rest.EndMinute), (rate, until) =>
                (double)rate.MlPerHour * (until - rate.Minute) / 60
            )
            .Sum();
        Assert.Equal(225, given, precision: 6);
    }

    private static DemoSimulator Simulator(int? seed = null) =>
        new(Knowledge, DemoParameters.Default with { Seed = seed ?? DemoParameters.Default.Seed }, Zone);

    private static string Text(IEnumerable<DemoStep> steps) =>
        string.Join('\n', steps.Select(step => $"{step.GetType().Name} {JsonSerializer.Serialize<object>(step)}"));
}
