using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>Keeps the counts in step with what they are counted by: after an update of the product they are counted anew.</summary>
public sealed class TallyStore(WriteQueue queue)
{
    /// <summary>Raised when a course is counted otherwise than before.</summary>
    private const int Method = 9;

    /// <summary>Counts every course anew if the counts stem from another way of counting, other terms or another reference set.</summary>
    /// <param name="minimumPatients">Below this many patients a stream is not compared.</param>
    /// <returns>Whether they were.</returns>
    public Task<bool> CountAnewIfOutdatedAsync(int minimumPatients = StreamDefinition.DefaultMinimumPatients) =>
        queue.RunAsync(new WriteRequest(Actor.Product, "tally.count-anew"), scope =>
        {
            SignalSettlement.Run(scope, scope.Knowledge, minimumPatients);
            string stamp = Stamp(scope);
            if (
                string.Equals(
                    scope.FirstOrDefault<string>("select counted_by from tally_stamp where id = 1"),
                    stamp,
                    StringComparison.Ordinal
                )
            )
                return false;
            CountAnew(scope);
            scope.Execute(
                "insert into tally_stamp (id, counted_by) values (1, @stamp) on conflict (id) do update set counted_by = excluded.counted_by",
                new { stamp }
            );
            return true;
        });

    /// <summary>Every course, in one transaction: the board never shows counts of two kinds.</summary>
    internal static void CountAnew(WriteScope scope)
    {
        var knowledge = scope.Knowledge;
        foreach (var course in PatientStore.CourseIds(scope))
            TallyWriter.Recount(scope, knowledge, CourseRows.Read(scope, course));
        SignalSettlement.Run(scope, knowledge);
        scope.Touch(Rooms.Signals);
    }

    private string Stamp(WriteScope scope)
    {
        var knowledge = scope.Knowledge;
        var series = BoardSeries.Of(knowledge.TrialCtcae).Select(one => $"{one.LltCode} {one.Basis}");
        return $"{Method}; {knowledge.TrialCtcae.Source}; {string.Join(", ", series)}";
    }
}
