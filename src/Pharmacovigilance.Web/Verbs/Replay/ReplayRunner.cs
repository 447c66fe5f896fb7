using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>Runs a scenario through the product's stores, in the order in which its steps were entered.</summary>
internal sealed class ReplayRunner
{
    private readonly ReplayUnit unit;
    private readonly Scenario scenario;
    private readonly ReplayJournal journal = new();
    private readonly Dictionary<string, Actor> actors = new(StringComparer.OrdinalIgnoreCase);
    private readonly ReplayBedside bedside;
    private readonly ReplayRecords records;
    private readonly ReplayDecisions decisions;
    private readonly ReplayCourses courses;
    private readonly Dictionary<ScenarioPatient, string> attending = [];

    public ReplayRunner(ReplayUnit unit, Scenario scenario)
    {
        this.unit = unit;
        this.scenario = scenario;
        records = new ReplayRecords(unit, journal);
        bedside = new ReplayBedside(unit, journal, records);
        decisions = new ReplayDecisions(unit, journal);
        courses = new ReplayCourses(unit, journal);
    }

    /// <summary>When the replay begins: before anything of the scenario was entered.</summary>
    public static DateTimeOffset BeginsAt(Scenario scenario) => Timeline(scenario)[0].At;

    /// <exception cref="ScenarioRefusedException">A store refused a step; the message names its element.</exception>
    public async Task<ReplayJournal> RunAsync()
    {
        await OpenAccountsAsync();
        foreach (var moment in Timeline(scenario))
        {
            unit.Time.MoveTo(moment.At);
            if (moment.Step is { } step)
                await RefusalsOfAsync(step.Path, () => StepOrSkipAsync(step));
            else
                await RefusalsOfAsync(moment.Patient!.Path, () => RegisterAsync(moment.Patient));
        }

        if (unit.Failures.Count > 0)
            throw new AggregateException(unit.Failures);
        return journal;
    }

    /// <summary>What contradicts a death, or restarts over a reaction, is not done and said to be so; what follows is still tried.</summary>
    private async Task StepOrSkipAsync(ScenarioStep step)
    {
        try
        {
            await StepAndReleaseAsync(step);
        }
        catch (RefusedException refused) when (ReplayRefusals.IsOutcome(refused))
        {
            journal.Skipped.Add(new SkippedStep(step.Path, $"refused: {ReplayRefusals.Sentence(refused)}"));
        }
        catch (ScenarioRefusedException refused)
            when (refused.Missing is { } missing && journal.Skipped.Any(skipped => skipped.Path == missing.Path))
        {
            journal.Skipped.Add(
                new SkippedStep(
                    step.Path,
                    $"not done: it builds on {missing.Name}, which was not done ({missing.Path})"
                )
            );
        }
    }

    private async Task StepAndReleaseAsync(ScenarioStep step)
    {
        await StepAsync(step);
        if (scenario.ReleasesAtCriterion && !step.ConcernsTheUnit)
            await decisions.ReleaseMetAsync(AttendingOf(step), step.Patient);
    }

    private Task StepAsync(ScenarioStep step) =>
        step.Content switch
        {
            BedsideContent content => bedside.StepAsync(ActorOf(step), step, content),
            TakenOverContent content => bedside.TakeOverAsync(ActorOf(step), step, content),
            LabContent or PressureContent or VitalsContent or EventContent => records.RecordAsync(ActorOf(step), step),
            CorrectionContent { Corrected.Content: BedsideContent } content => bedside.CorrectAsync(
                ActorOf(step),
                step,
                content
            ),
            CorrectionContent content => records.CorrectAsync(ActorOf(step), step, content),
            CourseContent content => records.CourseAsync(ActorOf(step), step, content),
            CausalityStepContent content => records.CausalityAsync(PhysicianOf(step), step, content),
            TakeBackContent content => records.TakeBackAsync(ActorOf(step), step, content),
            DecisionContent { Kind: DecisionKind.CarryOut } content => decisions.DecideAsync(
                ActorOf(step),
                step,
                content
            ),
            DecisionContent content => decisions.DecideAsync(PhysicianOf(step), step, content),
            EndCourseContent content => courses.EndAsync(PhysicianOf(step), step, content),
            MoveContent content => courses.MoveAsync(ActorOf(step), step, content),
            OrderContent content => courses.OrderAsync(PhysicianOf(step), step, content),
            BeginCourseContent content => BeginAsync(step, content),
            AdoptCtcaeContent content => courses.AdoptAsync(OfficerOf(step), content),
            ActivateRulesContent content => courses.ActivateAsync(OfficerOf(step), content),
            _ => throw new InvalidOperationException($"{step.Name} is read and not run."),
        };

    private Actor ActorOf(ScenarioStep step) =>
        actors[(step.By ?? scenario.People.First(p => p.Role == Role.Nurse)).Id];

    private Actor AttendingOf(ScenarioStep step) => actors[attending[step.Patient]];

    private Actor PhysicianOf(ScenarioStep step) => step.By is { } named ? actors[named.Id] : AttendingOf(step);

    /// <summary>What the unit works by is decided by its safety officer; a scenario without one leaves that to the replay.</summary>
    private Actor OfficerOf(ScenarioStep step) =>
        (step.By ?? scenario.People.FirstOrDefault(p => p.Role == Role.SafetyOfficer)) is { } officer
            ? actors[officer.Id]
            : Actor.Product;

    private Task BeginAsync(ScenarioStep step, BeginCourseContent content)
    {
        string physician = attending[step.Patient] = content.Attending ?? attending[step.Patient];
        return courses.BeginAsync(PhysicianOf(step), step, content, actors[physician].UserId!.Value);
    }

    private async Task OpenAccountsAsync()
    {
        foreach (var person in scenario.People)
        {
            var account = new NewAccount(
                unit.Ids.Next<UserId>(unit.Clock.Now),
                person.Id,
                person.Id.ToUpperInvariant(),
                person.Name,
                PasswordHash: null,
                "replay",
                [person.Role]
            );
            if (
                await unit.Stores.Accounts.CreateAsync(Actor.Product, account)
                is var outcome
                    and not AccountOutcome.Done
            )
                throw new InvalidOperationException($"The account {person.Id} was not created: {outcome}.");
            actors[person.Id] = new Actor(account.Id, account.DisplayName);
        }
    }

    private async Task RegisterAsync(ScenarioPatient patient)
    {
        var registration = new Registration(
            patient.Id,
            patient.Id,
            "(scenario)",
            patient.BirthDate,
            patient.Sex,
            patient.Regimen,
            patient.FirstDose,
            actors[patient.Attending].UserId!.Value,
            patient.Paraprotein
        )
        {
            AnotherPersonBecause = "another patient of the scenario",
            Baseline = new CourseBaseline(null, patient.Prior, patient.Ecog, patient.Renal),
        };
        attending[patient] = patient.Attending;
        journal.Begin(patient, await unit.Stores.Patients.RegisterAsync(Actor.Product, registration));
    }

    private static async Task RefusalsOfAsync(string path, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (RefusedException refused)
        {
            throw new ScenarioRefusedException([
                .. refused.Refusals.Select(refusal => ReplayRefusals.Of(path, refusal)),
            ]);
        }
        catch (NotAllowedException refused)
        {
            throw new ScenarioRefusedException($"{path}.by", $"is somebody who may not do this: {refused.Message}");
        }
    }

    /// <summary>Registrations and steps in order of entry; what has no time comes last, what has the same time in the order of the document.</summary>
    private static List<Moment> Timeline(Scenario scenario)
    {
        var clock = new UnitClock(TimeProvider.System, scenario.Unit.Zone);
        var moments = scenario
            .Patients.Select((patient, i) => new Moment(Registered(patient), 0, i, patient, null))
            .ToList();
        var timed = scenario.Steps.Select((step, i) => (step, i)).Where(pair => pair.step.RecordedAt is not null);
        moments.AddRange(timed.Select(pair => new Moment(pair.step.RecordedAt!.Value, 1, pair.i, null, pair.step)));
        var last = moments.Max(moment => moment.At);
        moments.AddRange(
            scenario
                .Steps.Select((step, i) => (step, i))
                .Where(pair => pair.step.RecordedAt is null)
                .Select(pair => new Moment(last, 2, pair.i, null, pair.step))
        );
        return [.. moments.OrderBy(m => m.At).ThenBy(m => m.Rank).ThenBy(m => m.Index)];

        DateTimeOffset Registered(ScenarioPatient patient) =>
            scenario
                .Steps.Where(step => step.Patient == patient && !step.ConcernsTheUnit)
                .Select(step => step.RecordedAt)
                .OfType<DateTimeOffset>()
                .Append(clock.FromUnit(patient.FirstDose.ToDateTime(TimeOnly.MinValue)))
                .Min();
    }

    private sealed record Moment(DateTimeOffset At, int Rank, int Index, ScenarioPatient? Patient, ScenarioStep? Step);
}
