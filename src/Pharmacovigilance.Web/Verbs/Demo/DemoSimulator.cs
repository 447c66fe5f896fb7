using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>
/// Invents the unit: who is treated and what is entered about them, before the visitor comes and day after day from then
/// on. Pure and seeded; nothing here writes or looks at a clock.
/// </summary>
public sealed class DemoSimulator
{
    private readonly DemoSetting setting;
    private readonly List<(DemoPatient Who, IReadOnlyList<DemoStep> Steps)> stories = [];

    /// <param name="zone">The unit's time zone.</param>
    public DemoSimulator(Knowledge knowledge, DemoParameters parameters, TimeZoneInfo zone)
    {
        setting = new DemoSetting(knowledge, parameters, new UnitClock(TimeProvider.System, zone).FromUnit);
        Opens = setting.FromUnit(parameters.Today.ToDateTime(parameters.Opens));
        AddUntil(parameters.Today);
        Begins = stories.Select(story => story.Steps[0].At).Append(Opens.AddDays(-1)).Min();
    }

    /// <summary>When the first entry was made.</summary>
    public DateTimeOffset Begins { get; }

    /// <summary>When the visitor comes in.</summary>
    public DateTimeOffset Opens { get; }

    /// <summary>What was entered before the visitor came, in order.</summary>
    public IEnumerable<DemoStep> Past() =>
        InOrder(stories.SelectMany(story => story.Steps).Where(step => step.At < Opens));

    /// <summary>What is entered from then on, in order, without end.</summary>
    public IEnumerable<DemoStep> Future()
    {
        for (var day = Opens; ; day = day.AddDays(1))
        {
            AddUntil(DateOnly.FromDateTime(day.UtcDateTime.AddDays(2)));
            var next = day.AddDays(1);
            foreach (
                var step in InOrder(
                        stories.SelectMany(story => story.Steps).Where(step => step.At >= day && step.At < next)
                    )
                    .ToList()
            )
                yield return step;
        }
    }

    private void AddUntil(DateOnly date)
    {
        while (DemoCohort.EarliestRegistration(setting.Parameters, stories.Count) <= date)
        {
            var who = DemoCohort.Patient(setting.Parameters, stories.Count);
            stories.Add((who, DemoStory.Of(setting, who)));
        }
    }

    // Within one patient and instant the story's own order stays: OrderBy is stable.
    private static IEnumerable<DemoStep> InOrder(IEnumerable<DemoStep> steps) =>
        steps.OrderBy(step => step.At).ThenBy(step => step.Patient);
}
