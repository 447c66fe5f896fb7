using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>
/// Everything that is entered about one invented patient, from the registration to the end of the course. A pure
/// function of setting and patient: the stories do not know of one another.
/// </summary>
internal sealed partial class DemoStory
{
    public const int RegisteredAtMostDaysBefore = 10;

    private readonly DemoSetting setting;
    private readonly DemoPatient patient;
    private readonly DemoFate fate;
    private readonly DemoLaboratory laboratory;
    private readonly Random random;
    private readonly List<DemoStep> steps = [];
    private DateOnly stopsOn;
    private CourseEndReason stopsBecause = CourseEndReason.ProgressiveDisease;
    private bool onHold;
    private int givenSoFar;
    private int keys;

    private DemoStory(DemoSetting setting, DemoPatient patient)
    {
        this.setting = setting;
        this.patient = patient;
        stopsOn = patient.StopsOn;
        random = DemoChance.Source(setting.Parameters.Seed, patient.Index, subject: 2);
        fate = DemoFate.Draw(setting.Knowledge, setting.Parameters, patient.Regimen, patient.Index);
        int? dueToday = setting.Parameters.IsOnHoldToday(patient.Index)
            ? Calendar.InfusionsThrough(patient.FirstDoseOn, setting.Parameters.Today).Last().Ordinal
            : null;
        laboratory = new DemoLaboratory(
            fate,
            patient,
            DemoChance.Source(setting.Parameters.Seed, patient.Index, subject: 3),
            dueToday
        );
    }

    private RegimenCalendar Calendar => setting.Knowledge.Calendars[patient.Regimen];

    /// <summary>The steps in the order in which they are entered.</summary>
    public static IReadOnlyList<DemoStep> Of(DemoSetting setting, DemoPatient patient)
    {
        var story = new DemoStory(setting, patient);
        story.Tell();
        return [.. story.steps.OrderBy(step => step.At)];
    }

    private void Tell()
    {
        var registered = DemoSetting.WorkingDayFrom(
            Day(patient.FirstDoseOn).AddDays(-random.Between(5, RegisteredAtMostDaysBefore - 1))
        );
        steps.Add(new DemoRegistration(Utc(registered.AddHours(10).AddMinutes(random.Next(300))), patient));
        foreach (var planned in Calendar.Infusions(patient.FirstDoseOn))
        {
            if (planned.Date > stopsOn)
            {
                steps.Add(
                    new DemoCourseEnd(
                        Utc(Day(planned.Date).AddHours(8).AddMinutes(10)),
                        patient.Index,
                        planned.Date,
                        stopsBecause
                    )
                );
                break;
            }

            if (Cleared(planned) is { } start)
                Give(planned, start);
        }

        TellOtherEvents();
    }

    private void NotGiven(ScheduledInfusion planned, DateTime at, string reason) =>
        steps.Add(
            new DemoInfusionStep(Utc(at), patient.Index, planned.Ordinal, InfusionStepKind.NotGiven, Reason: reason)
        );

    /// <summary>The physician looks at what came up, at once or after having seen it only.</summary>
    private void Review(DateTime at)
    {
        at = DemoSetting.InOffice(at, random);
        if (!random.Chance(setting.Parameters.AcknowledgedFirstChance))
        {
            Review(at, DemoReviewKind.Decide);
            return;
        }

        Review(at, DemoReviewKind.Acknowledge);
        Review(DemoSetting.Morning(at.AddDays(1), random), DemoReviewKind.Decide);
    }

    private void Review(DateTime at, DemoReviewKind kind)
    {
        // The last days are left for the visitor to decide; a hold decided against is not, because the infusion was given on it.
        if (
            kind == DemoReviewKind.Decide
            && at >= Day(setting.Parameters.Today).AddDays(-setting.Parameters.DaysLeftUndecided)
            && at < Day(setting.Parameters.Today).AddHours(13)
        )
            at = Day(setting.Parameters.Today).AddHours(13).AddMinutes(random.Next(180));
        steps.Add(new DemoReview(Utc(at), patient.Index, kind));
    }

    private DateTimeOffset Utc(DateTime local) => setting.FromUnit(local);

    private static DateTime Day(DateOnly date) => date.ToDateTime(TimeOnly.MinValue);
}
