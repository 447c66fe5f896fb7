using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Web.Verbs.Demo;

internal sealed partial class DemoStory
{
    private void TellOtherEvents()
    {
        foreach (var (llt, worst) in fate.Events.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            var onset = Day(patient.FirstDoseOn)
                .AddHours(random.Between(6, 21))
                .AddDays(1 + (int)random.Exponential(setting.Parameters.MedianEventDays));
            OtherEvent(llt, worst, onset);
            // Some have it again, milder.
            if (random.Chance(0.25))
                OtherEvent(llt, Milder(llt, worst), onset.AddDays(random.Between(25, 120)));
        }
    }

    private void OtherEvent(string llt, Grade grade, DateTime onset)
    {
        if (DateOnly.FromDateTime(onset) > stopsOn.AddDays(TreatmentEnd.DaysCounted))
            return;
        var recorded = DemoSetting
            .WorkingDayFrom(onset.Date.AddDays(random.Between(1, 3)))
            .AddHours(10)
            .AddMinutes(random.Next(360));
        int? source = null;
        if (llt == CtcaeTerms.Hypertension)
        {
            onset = recorded.AddMinutes(-4);
            source = Pressure(grade, onset);
        }

        int key = ++keys;
        bool unknown = source is null && random.Chance(setting.Parameters.UnknownGradeChance);
        bool hospitalised =
            grade >= Grade.Grade3
            && random.Chance(llt == CtcaeTerms.LungInfection || llt == CtcaeTerms.FebrileNeutropenia ? 0.8 : 0.25);
        steps.Add(
            new DemoEvent(
                Utc(recorded),
                patient.Index,
                key,
                llt,
                unknown ? null : grade,
                Utc(onset),
                ActionTaken.DoseNotChanged,
                hospitalised,
                SourceKey: source
            )
        );
        if (unknown)
            steps.Add(
                new DemoCompletion(
                    Utc(DemoSetting.Morning(recorded.AddDays(random.Between(4, 15)), random)),
                    patient.Index,
                    key,
                    grade
                )
            );
    }

    private int Pressure(Grade grade, DateTime at)
    {
        var (systolic, diastolic) = grade switch
        {
            Grade.Grade1 => (random.Between(124, 138), random.Between(70, 79)),
            Grade.Grade2 => (random.Between(142, 158), random.Between(82, 98)),
            Grade.Grade3 or Grade.Grade4 or Grade.Grade5 => (random.Between(162, 188), random.Between(90, 108)),
        };
        steps.Add(
            new DemoPressure(Utc(at), patient.Index, ++keys, Ordinal: null, systolic, diastolic, DuringReaction: false)
        );
        return keys;
    }

    private Grade Milder(string llt, Grade worst)
    {
        var term = setting.Knowledge.Ctcae.Find(llt)!;
        return term.Grades.Where(grade => grade < worst).DefaultIfEmpty(worst).Last();
    }
}
