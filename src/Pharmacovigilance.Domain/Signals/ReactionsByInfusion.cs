using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>Patients with a reaction at given infusions of their course, among those who had such an infusion and can be told.</summary>
/// <param name="From">First of the infusions meant, from 1.</param>
/// <param name="To">The last; null for all from <paramref name="From"/> on.</param>
/// <param name="NotAssessed">Had such an infusion, but nobody said whether they reacted.</param>
/// <param name="Trial">The trial's row for exactly this infusion; null where there is no verified one.</param>
public sealed record InfusionReactionCount(
    int From,
    int? To,
    int Reacted,
    int Assessed,
    int NotAssessed,
    ReferenceRate? Trial
);

/// <summary>When in the course infusion reactions come: at the first infusion, the second, or later.</summary>
public static class ReactionsByInfusion
{
    /// <param name="patients">Of the infusion-reaction stream, in the band that is looked at.</param>
    /// <param name="courses">All courses of the regimen.</param>
    /// <param name="rows">Rows of the ledger; only verified ones of this stream with an ordinal and a count are taken.</param>
    /// <returns>First, second, third and later; after them each later infusion the trial reports by itself.</returns>
    public static IReadOnlyList<InfusionReactionCount> Of(
        IReadOnlyList<StreamPatient> patients,
        IReadOnlyList<StreamCourse> courses,
        StreamKey key,
        IEnumerable<ReferenceRate> rows
    )
    {
        var infusions = courses.ToLookup(course => course.PatientId, course => course.Infusions);
        var trial = rows.Where(row =>
                row is { Status: RowStatus.Verified, PatientsWithEvent: not null, InfusionOrdinal: not null }
                && row.Regimen == key.Regimen
                && row.Route == key.Route
                && row.Band == key.Band
                && row.Basis == key.Basis
                && string.Equals(row.Llt, key.LltCode, StringComparison.Ordinal)
            )
            .ToLookup(row => row.InfusionOrdinal!.Value);
        InfusionReactionCount Count(int from, int? to)
        {
            bool IsMeant(int? ordinal) => ordinal >= from && (to is null || ordinal <= to);
            int reacted = 0,
                assessed = 0,
                unknown = 0;
            foreach (var patient in patients)
            {
                var meant = infusions[patient.PatientId]
                    .SelectMany(list => list)
                    .Where(infusion =>
                        infusion.StartedAt is not null && infusion.Route == key.Route && IsMeant(infusion.GivenOrdinal)
                    )
                    .ToList();
                bool reaction = patient.Episodes.Any(episode => IsMeant(episode.InfusionOrdinal));
                if (reaction)
                    reacted++;
                if (reaction || (patient.IsAssessed && meant.Exists(IsTold)))
                    assessed++;
                else if (meant.Count > 0)
                    unknown++;
            }

            return new InfusionReactionCount(
                From: from,
                To: to,
                Reacted: reacted,
                Assessed: assessed,
                NotAssessed: unknown,
                Trial: from == to ? trial[from].FirstOrDefault() : null
            );
        }

        return
        [
            Count(1, 1),
            Count(2, 2),
            Count(3, null),
            .. trial
                .Select(rows => rows.Key)
                .Where(ordinal => ordinal > 2)
                .Order()
                .Select(ordinal => Count(ordinal, ordinal)),
        ];
    }

    private static bool IsTold(StreamInfusion infusion) =>
        infusion
            is {
                Status: InfusionStatus.Ended,
                Reaction: ReactionStatement.ReactionsRecorded or ReactionStatement.NoReactionObserved
            };
}
