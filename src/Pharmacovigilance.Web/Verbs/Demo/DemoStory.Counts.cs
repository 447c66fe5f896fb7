using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Web.Verbs.Demo;

internal sealed partial class DemoStory
{
    private const int DaysUntilNextInfusion = 7;
    private const decimal Recovered = 1.0m;
    private const decimal TooLow = 0.5m;

    /// <summary>Blood counts before a planned infusion, and what they lead to.</summary>
    /// <returns>Local time at which the infusion can be started; null when it is called off.</returns>
    private DateTime? Cleared(ScheduledInfusion planned)
    {
        var start = planned.Date.ToDateTime(patient.ChairAt);
        if (!onHold && planned.Ordinal == 1 && random.Chance(setting.Parameters.MissingFirstCountChance))
            return start;

        bool stale =
            !onHold
            && planned.Ordinal > 1
            && !laboratory.IsNeutrophilNadir(planned.Ordinal)
            && random.Chance(setting.Parameters.StaleCountChance);
        var collected = stale
            ? DemoSetting.WorkingDayFrom(start.Date.AddDays(-5)).AddHours(11)
            : start.AddMinutes(-random.Between(108, 118));
        var (count, recorded) = Count(
            planned.Ordinal,
            collected,
            laboratory.GradeAt(LabTest.NeutrophilCount, planned.Ordinal),
            DemoLaboratory.IsFullCount(planned)
        );
        if (count < TooLow || (onHold && count < Recovered))
            return WhileOnHold(planned, start, recorded, newlyLow: !onHold);
        onHold = false;
        return start;
    }

    /// <summary>A blood count: neutrophils, and in a full count platelets and haemoglobin too.</summary>
    private (decimal Neutrophils, DateTime Recorded) Count(
        int ordinal,
        DateTime collected,
        Grade? grade,
        bool full = false
    )
    {
        var recorded = collected.AddMinutes(random.Between(14, 20));
        var sample = new List<DemoValue> { Value(LabTest.NeutrophilCount, grade) };
        if (full)
            sample.AddRange(
                new[] { LabTest.PlateletCount, LabTest.Hemoglobin }.Select(test =>
                    Value(test, laboratory.GradeAt(test, ordinal))
                )
            );
        int key = ++keys;
        steps.Add(new DemoSample(Utc(recorded), patient.Index, key, sample, Utc(collected)));
        if (fate.NeutropeniaReported && laboratory.IsNeutrophilNadir(ordinal) && grade is not null)
        {
            steps.Add(
                new DemoEvent(
                    Utc(recorded.AddMinutes(6)),
                    patient.Index,
                    ++keys,
                    CtcaeTerms.NeutrophilCountDecreased,
                    grade,
                    Utc(collected),
                    ActionTaken.DoseNotChanged,
                    SourceKey: key
                )
            );
        }

        return (sample[0].Value, recorded);
    }

    private DemoValue Value(LabTest test, Grade? grade) =>
        new(test, laboratory.ValueOf(test, grade), laboratory.LowerLimitOf(test));

    /// <summary>The physician confirms the hold and the count is repeated, or decides against it.</summary>
    private DateTime? WhileOnHold(ScheduledInfusion planned, DateTime start, DateTime recorded, bool newlyLow)
    {
        onHold = true;
        if (newlyLow)
        {
            var decided = recorded.AddMinutes(random.Between(60, 150));
            bool overridden = random.Chance(setting.Parameters.HoldOverriddenChance);
            Review(decided, overridden ? DemoReviewKind.OverrideHold : DemoReviewKind.Decide);
            if (overridden)
            {
                onHold = false;
                var earliest = decided.AddMinutes(60);
                return earliest > start ? earliest : start;
            }
        }

        return Repeated(planned, start);
    }

    private DateTime? Repeated(ScheduledInfusion planned, DateTime start)
    {
        var day = start;
        while (true)
        {
            var next = DemoSetting.WorkingDayFrom(day.AddDays(2));
            if (next >= start.AddDays(DaysUntilNextInfusion))
                break;
            day = next;
            bool recovered = random.Chance(0.65);
            var grade = recovered ? (random.Chance(0.5) ? Grade.Grade2 : Grade.Grade1) : Grade.Grade3;
            Count(0, day.AddMinutes(-random.Between(108, 118)), grade);
            if (!recovered)
                continue;
            onHold = false;
            return day;
        }

        NotGiven(planned, day.AddMinutes(-60), "Neutrophils not recovered");
        return null;
    }
}
