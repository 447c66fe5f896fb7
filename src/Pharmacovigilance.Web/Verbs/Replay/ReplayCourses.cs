using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>Steps about a whole course, and about what the unit works by, through the stores that the forms use.</summary>
internal sealed class ReplayCourses(ReplayUnit unit, ReplayJournal journal)
{
    public Task EndAsync(Actor actor, ScenarioStep step, EndCourseContent content) =>
        unit.Stores.CourseEnds.EndAsync(
            actor,
            journal.Courses[step.Patient],
            new CourseEnd(unit.Clock.DateOf(step.At!.At), content.Reason, content.Note)
        );

    /// <summary>As the form does: the calendar that a person would have seen is sent with the change.</summary>
    public async Task MoveAsync(Actor actor, ScenarioStep step, MoveContent content)
    {
        var course = journal.Courses[step.Patient];
        var places = await unit.Stores.Calendars.PlacesAsync(course);
        var calendar = unit.Knowledge.Calendars[(await unit.Stores.Patients.FindAsync(course))!.Regimen];
        var open = places.Where(place => place.Fate == CalendarFate.Open).ToList();
        int? number = content.Missed ? null : content.Infusion ?? open.FirstOrDefault()?.Number;
        if (
            content.Missed
                ? open.Count == 0 || Replanning.Missed(places) is null
                : !open.Exists(place => place.Number == number)
        )
            throw new ScenarioRefusedException(
                step.Path,
                content.Missed
                    ? "cannot be done: no dose of this course is missed."
                    : "cannot be done: the infusion is not open on the calendar."
            );
        var planned = content.Missed
            ? Replanning.GiveMissed(calendar, places, content.To)
            : Replanning.Move(calendar, places, number!.Value, content.To);
        await unit.Stores.Calendars.MoveAsync(
            actor,
            course,
            new CalendarMove(number, content.To, content.Reason, planned)
        );
    }

    public async Task OrderAsync(Actor actor, ScenarioStep step, OrderContent content)
    {
        var standing = (await unit.Stores.Patients.StandingAsync(journal.Courses[step.Patient]))!;
        await unit.Stores.PremedicationOrders.OrderAsync(
            actor,
            standing.Course.CourseId,
            content.Drugs,
            content.Reason,
            standing.PremedicationOrders.Count
        );
    }

    public async Task BeginAsync(Actor actor, ScenarioStep step, BeginCourseContent content, UserId attending)
    {
        var next = new NextCourse(
            content.Regimen,
            content.FirstDose,
            attending,
            new CourseBaseline(content.WeightGrams, content.Prior, content.Ecog, content.Renal)
        );
        journal.Begin(
            step.Patient,
            await unit.Stores.Patients.BeginCourseAsync(actor, journal.Courses[step.Patient], next)
        );
    }

    public async Task AdoptAsync(Actor actor, AdoptCtcaeContent content) =>
        await unit.Stores.CtcaeAdoptions.AdoptAsync(
            actor,
            await unit.Stores.CtcaeAdoptions.PreviewAsync(content.Version),
            content.Reason
        );

    public async Task ActivateAsync(Actor actor, ActivateRulesContent content) =>
        await unit.Stores.RuleSets.ActivateAsync(
            actor,
            (await unit.Stores.RuleSets.PreviewAsync(actor, content.RuleSet)).Id,
            content.Reason
        );
}
