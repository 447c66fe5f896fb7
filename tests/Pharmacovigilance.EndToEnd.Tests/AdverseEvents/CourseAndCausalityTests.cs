using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

[Collection<SharedEventSafetyUnit>]
public sealed class CourseAndCausalityTests(Browser browser, EventSafetyUnit unit) : EventSafetyTest(browser, unit)
{
    [Fact]
    public async Task Course_WorseThenBetterThenResolved_ShowsNowAndWorstAndWhatWasSaid()
    {
        var nurse = await PersonAsync("nurse");
        await nurse.OpenAsync(EventPath("Course"));
        await SayAsync(nurse, "#course-grade-3");
        await Expect(At(nurse, "#course [data-fact='worst']")).ToContainTextAsync("Grade 3");
        await SayAsync(nurse, "#course-grade-1");
        await Expect(At(nurse, "#course [data-fact='now']")).ToContainTextAsync("Grade 1");
        await SayAsync(nurse, "#course-outcome-Recovered");

        await Expect(At(nurse, "#course [data-fact='now']")).ToContainTextAsync("resolved");
        await Expect(At(nurse, "#course [data-fact='worst']")).ToContainTextAsync("Grade 3");
        await Expect(At(nurse, "#course [data-fact='outcome']")).ToContainTextAsync("recovered");
        await Expect(At(nurse, "[data-entry='course']")).ToHaveCountAsync(3);
        await nurse.OpenAsync($"/infusions/{Events.Infusions["Course"]}");
        await Expect(At(nurse, ".event-line").First).ToContainTextAsync("Grade 3");
        await Expect(At(nurse, ".event-line").First).ToContainTextAsync("resolved");
    }

    [Fact]
    public async Task Naranjo_NineThenTenAnswers_IsScoredOnlyThen()
    {
        var physician = await PersonAsync("physician");
        await physician.OpenAsync(EventPath("Cause"));
        await Expect(At(physician, "#seriousness-prompt")).ToContainTextAsync("grade 3");
        await TapAsync(physician, "[data-assess='Pomalidomide-Naranjo']");
        await Expect(At(physician, "#naranjo-score")).ToContainTextAsync("10 of 10 unanswered");
        foreach (int question in Enumerable.Range(1, 9))
            await TapAsync(
                physician,
                $"#naranjo-{question}-{(question == 5 ? NaranjoAnswer.Yes : question is 1 or 2 ? NaranjoAnswer.Yes : NaranjoAnswer.Unknown)}"
            );
        await Expect(At(physician, "#naranjo-score")).ToContainTextAsync("1 of 10 unanswered");
        await TapAsync(physician, "#naranjo-10-Yes");
        await Expect(At(physician, "#naranjo-score")).ToContainTextAsync("3 points: possible");
        await TapAsync(physician, "#save-causality");
        string cell = "[data-drug='Pomalidomide'] [data-method='Naranjo']";
        await Expect(At(physician, cell)).ToContainTextAsync("3 points: possible");
        await Expect(At(physician, cell)).ToContainTextAsync("Paula Example");
        await Expect(At(physician, "[data-drug='Isatuximab'] [data-method='Naranjo']"))
            .ToContainTextAsync("not assessed yet");

        await TapAsync(physician, "[data-assess='Isatuximab-WhoUmc']");
        await TapAsync(physician, "[data-category='Probable']");
        await TapAsync(physician, "#save-causality");
        await Expect(At(physician, "[data-drug='Isatuximab'] [data-method='WhoUmc']")).ToContainTextAsync("probable");
        await Expect(At(physician, "[data-entry='causality']")).ToHaveCountAsync(2);
    }

    private static async Task SayAsync(Visitor nurse, string choice)
    {
        await TapAsync(nurse, "#record-change");
        await TapAsync(nurse, choice);
        await TapAsync(nurse, "#save-course");
        await Expect(At(nurse, "#course-form")).ToHaveCountAsync(0);
    }
}
