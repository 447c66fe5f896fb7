using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Tests.Rules;

/// <summary>The same facts entered in another order give the same findings, holds and subjects. Ids and times of entry follow the order, so they are shuffled with it.</summary>
public class EntryOrderPropertyTests
{
    private static readonly decimal[] Values = [0m, 0.3m, 0.49m, 0.5m, 0.8m, 1.0m, 1.5m, 24m, 60m];

    private sealed record Sample(int Day, decimal Value, bool DayOnly);

    [Fact]
    public void Findings_OfTheSameFactsInAnyOrderOfEntry_AreTheSame() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                var samples = Enumerable
                    .Range(0, random.Next(1, 9))
                    .Select(_ => new Sample(random.Next(4), Values[random.Next(Values.Length)], random.Next(4) == 0))
                    .ToList();
                foreach (string set in new[] { "us-2024", "eu-2025" })
                    Assert.Equal(
                        Printed(samples, set),
                        Printed([.. samples.OrderBy(_ => random.Next())], set),
                        StringComparer.Ordinal
                    );
                return true;
            })
            .QuickCheckThrowOnFailure();

    private static IEnumerable<string> Printed(IReadOnlyList<Sample> inOrderOfEntry, string set)
    {
        var course = new TestCourse();
        for (int entered = 1; entered <= inOrderOfEntry.Count; entered++)
        {
            var sample = inOrderOfEntry[entered - 1];
            _ = sample.DayOnly
                ? course.AncOnDay(sample.Value, sample.Day, entered)
                : course.Anc(sample.Value, sample.Day, entered, recorded: 5 + (entered / 100.0));
            if (!sample.DayOnly)
                course.Platelets(sample.Value * 10, sample.Day, entered);
        }

        // The name of a sample is what it says, not its number.
        return course
            .Infusion(1, 3.2)
            .Under(set)
            .Select(f =>
                $"{f.Rule} {Named(f.Subject, inOrderOfEntry)} {f.Since:O} {f.SinceTimeKnown} {f.Hold} {f.End} {string.Join(';', f.Facts)}"
            );
    }

    private static string Named(string subject, IReadOnlyList<Sample> samples) =>
        subject.Split(':') is [var series, var id] && series is ("anc" or "platelets")
            ? $"{series} {samples[int.Parse(id[^12..], System.Globalization.CultureInfo.InvariantCulture) - 1]}"
            : subject;
}
