using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using Pharmacovigilance.Storage.Infusions;

namespace Pharmacovigilance.EndToEnd.Tests.Infusions;

/// <summary>A real unit with infusions at different points: not begun, on the table, under watch, with a reaction.</summary>
public sealed class RunningInfusionUnit : PreparedUnit
{
    public const string Nurse = "nurse";
    public const string Physician = "physician";
    public const string Administrator = "administrator";

    /// <summary>Now, to the minute: what a person types is minutes.</summary>
    public DateTimeOffset Minute(int fromNow)
    {
        var now = Clock.Now;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute)).AddMinutes(fromNow);
    }

    /// <summary>A time as a form takes it.</summary>
    public string Typed(DateTimeOffset at) =>
        Clock.AtUnit(at).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    protected override async Task FillAsync(Stores stores)
    {
        var physician = await AccountAsync(stores, Physician, "Paula Example", Role.Physician);
        await AccountAsync(stores, Nurse, "Nora Example", Role.Nurse);
        await AccountAsync(stores, Administrator, "Anna Example", Role.Administrator);
        foreach (string family in (string[])["Whole", "Table", "Watch", "React", "Rapid", "Skin"])
            await RegisterAsync(stores, family, physician, new DateOnly(1958, 3, 9));

        await StartAsync(stores, "Table", -70);
        await StartAsync(stores, "Watch", -100);
        await ReactAsync(stores, "Watch", -45, Grade.Grade2, ActionTaken.DrugInterrupted);
        await StepAsync(
            stores,
            new(Infusions["Watch"], InfusionStepKind.Resumed, Minute(-10), 12_500, ReactionNow: ReactionNow.Resolved)
        );
        await StartAsync(stores, "React", -70);
        await ReactAsync(stores, "React", -5, Grade.Grade1, ActionTaken.DoseNotChanged);
    }

    private Task StartAsync(Stores stores, string family, int minute) =>
        StepAsync(
            stores,
            new(Infusions[family], InfusionStepKind.Started, Minute(minute), 25_000, 70_000, "Sarclisa", "B-1")
        );

    private static Task StepAsync(Stores stores, InfusionStepEntry entry) =>
        stores.Infusions.RecordAsync(Actor.Product, entry);

    private Task ReactAsync(Stores stores, string family, int minute, Grade grade, ActionTaken action) =>
        stores.Events.RecordAsync(
            Actor.Product,
            Courses[family],
            new AdverseEventContent
            {
                LltCode = CtcaeTerms.InfusionRelatedReaction,
                CtcaeVersion = CtcaeVersion.V50,
                Grade = grade,
                OnsetAt = Minute(minute),
                InfusionId = Infusions[family],
                ActionTaken = action,
            }
        );
}

/// <summary>The classes that share one <see cref="RunningInfusionUnit"/>.</summary>
[CollectionDefinition]
public sealed class SharedRunningInfusionUnit : ICollectionFixture<RunningInfusionUnit>;

/// <summary>People in front of that unit.</summary>
public abstract class RunningTest(Browser browser, RunningInfusionUnit running) : BrowserTest(browser)
{
    protected RunningInfusionUnit Running => running;

    protected async Task<Visitor> AtAsync(
        string path,
        string user = RunningInfusionUnit.Nurse,
        int width = 1280,
        int height = 900,
        bool dark = false,
        string? language = null
    )
    {
        var visitor = await VisitAsync(running.Unit, width, height);
        await visitor.SignInAsync(user, PreparedUnit.Password, language, dark);
        await visitor.OpenAsync(path);
        return visitor;
    }

    protected Task<Visitor> AtInfusionAsync(string family, string user = RunningInfusionUnit.Nurse) =>
        AtAsync(PathOf(family), user);

    protected string PathOf(string family) => $"/infusions/{running.Infusions[family]}";
}
