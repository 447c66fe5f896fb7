using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Infusions;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Storage.Signals;

/// <summary>Whom the unit treats: two queries over the first infusion of each course, however long treatment goes on.</summary>
public sealed class CaseMixStore(UnitDatabase database)
{
    /// <summary>One for each regimen and route by which anybody was first treated.</summary>
    public Task<IReadOnlyList<CaseMix>> ReadAsync() =>
        database.ReadAsync(scope => CaseMixRows.Read(scope, scope.Knowledge));
}

internal static class CaseMixRows
{
    public static IReadOnlyList<CaseMix> Read(QueryScope scope, Knowledge knowledge)
    {
        var courses = scope.Query<Row>(
            """
            select s.infusion_id, c.patient_id, c.regimen, d.birth_date, s.started_at, s.start_time_known, s.premedication_unknown, s.route, s.rapid,
                   b.prior_lines, b.ecog, b.egfr_known, b.egfr_thousandths, b.egfr_on
            from infusion_state s
            join course c on c.id = s.course_id
            join patient_detail d on d.patient_id = c.patient_id
              and d.revision = (select max(l.revision) from patient_detail l where l.patient_id = c.patient_id)
            left join course_baseline b on b.course_id = s.course_id
              and b.revision = (select max(l.revision) from course_baseline l where l.course_id = s.course_id)
            where s.given_ordinal = 1
            """
        );
        var premedication = InfusionRows.PremedicationOfFirst(scope).ToLookup(given => given.InfusionId);
        // A patient treated again with the regimen is the one of the first time, as in the counts.
        var first = courses
            .GroupBy(row => (row.PatientId, row.Regimen))
            .Select(patient => patient.MinBy(row => (row.StartedAt, row.InfusionId.ToString()))!);
        return CaseMix.Of(
            first.Select(row => row.ToPatient(knowledge, scope.Clock, [.. premedication[row.InfusionId]])),
            knowledge.CaseMix
        );
    }

    private sealed record Row
    {
        public required InfusionId InfusionId { get; init; }
        public required PatientId PatientId { get; init; }
        public required Regimen Regimen { get; init; }
        public required DateOnly? BirthDate { get; init; }
        public required DateTimeOffset StartedAt { get; init; }
        public required bool StartTimeKnown { get; init; }
        public required bool PremedicationUnknown { get; init; }
        public required string Route { get; init; }
        public required bool Rapid { get; init; }
        public required int? PriorLines { get; init; }
        public required string? Ecog { get; init; }
        public required int? EgfrKnown { get; init; }
        public required long? EgfrThousandths { get; init; }
        public required DateOnly? EgfrOn { get; init; }

        public CaseMixPatient ToPatient(Knowledge knowledge, UnitClock clock, IReadOnlyList<PremedicationGiven> given)
        {
            var regimen = Regimen;
            var route = RouteColumns.Of(Route, Rapid, "infusion_state.route");
            var on = clock.DateOf(StartedAt);
            var renal = BaselineColumns.Renal(EgfrKnown, EgfrThousandths, EgfrOn);
            return new CaseMixPatient
            {
                Regimen = regimen,
                Route = route,
                AgeYears = new Patient
                {
                    Id = PatientId,
                    RecordNumber = "",
                    FamilyName = "",
                    GivenName = "",
                    BirthDate = BirthDate,
                    Sex = Sex.Unknown,
                }.AgeOn(on),
                PriorLines = PriorLines,
                // What was measured under treatment is no baseline.
                Egfr = renal is { Egfr: { } egfr } && !(renal.MeasuredOn > on) ? egfr / 1000m : null,
                Ecog = BaselineColumns.Ecog(Ecog).Level(),
                PremedicationInTime = InTime(knowledge, regimen, route, given),
            };
        }

        /// <summary>By the label's plan, as the trials gave it: who was ordered less was not prepared as they were.</summary>
        private bool? InTime(
            Knowledge knowledge,
            Regimen regimen,
            InfusionRoute route,
            IReadOnlyList<PremedicationGiven> given
        )
        {
            if (PremedicationUnknown || !StartTimeKnown || route is InfusionRoute.Subcutaneous)
                return null;
            var timing = PremedicationTiming.Of(
                knowledge.PremedicationOf(regimen),
                knowledge.Rules.Limits.Policy.PremedicationWindow,
                given,
                StartedAt
            );
            return timing is { Missing.Count: 0, Outside.Count: 0 };
        }
    }
}
