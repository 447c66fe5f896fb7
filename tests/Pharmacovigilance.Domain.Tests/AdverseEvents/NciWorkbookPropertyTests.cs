using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain.AdverseEvents;
using static Pharmacovigilance.Domain.Tests.AdverseEvents.NciSheets;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public sealed class NciWorkbookPropertyTests
{
    /// <summary>Few codes, so that some repeat; some rows are headings, notes, or lack something.</summary>
    private static object?[] AnyRow(Random random) =>
        random.Next(8) switch
        {
            0 => ["Nervous system disorders"],
            1 => [],
            2 => Row(random.Next(2) == 0 ? null : "1234", $"Faulty {random.Next(3)}"),
            _ => Row(10000000 + random.Next(40), $"Term {random.Next(100)}", random.Next(2) == 0 ? "mild" : " -"),
        };

    private static string Printed(NciReading reading) =>
        string.Join(
            '\n',
            reading.Dictionary.Terms.SelectMany(term =>
                term.Parts.Select(part => $"{term.Llt} {part.Part} {part.Text}")
            )
        );

    [Fact]
    public void Read_RowsInAnyOrder_GivesTheSameDictionaryAndAsManyRejections() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
            {
                var random = new Random(seed);
                object?[][] rows =
                [
                    Row(10009999, "Always there"),
                    .. Enumerable.Range(0, 30).Select(_ => AnyRow(random)),
                ];
                object?[][] shuffled = [.. rows.OrderBy(_ => random.Next())];

                var one = NciWorkbook.Read([V50(rows)]);
                var other = NciWorkbook.Read([V50(shuffled)]);

                Assert.Equal(Printed(one), Printed(other));
                Assert.Equal(
                    one.Rejected.Select(r => $"{r.Named} {r.Reason.Code}").Order(StringComparer.Ordinal),
                    other.Rejected.Select(r => $"{r.Named} {r.Reason.Code}").Order(StringComparer.Ordinal)
                );
                Assert.Equal((one.Skipped.Headings, one.Skipped.Notes), (other.Skipped.Headings, other.Skipped.Notes));
                int blank = rows.Count(row => row.Length == 0);
                Assert.Equal(
                    rows.Length,
                    one.Dictionary.Terms.Count + one.Rejected.Count + one.Skipped.Headings + one.Skipped.Notes + blank
                );
                Assert.True(DictionaryPreview.Of(other, [.. one.Dictionary.Terms], []).ChangesNothing);
                return true;
            })
            .QuickCheckThrowOnFailure();
}
