using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

[Collection<SharedEventSafetyUnit>]
public sealed class ReactionTests(Browser browser, EventSafetyUnit unit) : EventSafetyTest(browser, unit)
{
    [Fact]
    public async Task Reaction_WithSymptomsInside_ShowsThemOnItsPage()
    {
        var nurse = await PersonAsync("nurse");
        await nurse.OpenAsync(RecordPath("Fresh"));
        await TapAsync(nurse, $"[data-term='{CtcaeTerms.InfusionRelatedReaction}']");
        await TapAsync(nurse, "[data-grade='2']");
        await TapAsync(nurse, "#symptom-dyspnea");
        await TapAsync(nurse, "#symptom-chills");
        await TapAsync(nurse, "#serious-Hospitalisation-No");
        await TapAsync(nurse, "#save-event");
        string id = (await At(nurse, "[data-saved]").GetAttributeAsync("data-saved"))!;

        await nurse.OpenAsync($"/events/{id}");

        await Expect(At(nurse, "[data-fact='symptoms']")).ToContainTextAsync("Dyspnoea, Chills");
        await Expect(At(nurse, "#seriousness [data-criterion='Hospitalisation']")).ToContainTextAsync("no");
        await Expect(At(nurse, "#seriousness")).ToContainTextAsync("5 of 6 criteria not assessed");
    }

    [Fact]
    public async Task AllergicReaction_BesideAnInfusionReaction_IsRefusedWithAWayToTheRecordedOne()
    {
        var nurse = await PersonAsync("nurse");
        await nurse.OpenAsync(RecordPath("Twice"));
        await TapAsync(nurse, $"[data-term='{CtcaeTerms.Anaphylaxis}']");
        await TapAsync(nurse, "[data-grade='4']");
        await Expect(At(nurse, "#same-reaction")).ToBeVisibleAsync();
        await TapAsync(nurse, $"[data-term='{CtcaeTerms.AllergicReaction}']");
        // Anaphylaxis has no grade 1: once it is there, the grades stand where they stay.
        await Expect(At(nurse, "[data-grade='1']")).ToBeVisibleAsync();
        await TapAsync(nurse, "[data-grade='3']");
        await TapAsync(nurse, "#save-event");
        await Expect(At(nurse, ".refusals")).ToContainTextAsync("CTCAE v5.0 says not to report");

        await TapAsync(nurse, "#open-reaction");

        await Expect(At(nurse, $"[data-term='{CtcaeTerms.AllergicReaction}']"))
            .ToHaveAttributeAsync("aria-checked", "true");
        await Expect(At(nurse, "[data-grade='3']")).ToHaveAttributeAsync("aria-checked", "true");
        await nurse.Page.FillAsync("#correction-reason", "it was an allergy");
        await TapAsync(nurse, "#save-event");
        await Expect(At(nurse, ".history-row")).ToHaveCountAsync(2);
        await Expect(At(nurse, ".history-row").First).ToContainTextAsync("Allergic reaction");
    }

    [Fact]
    public async Task Symptom_RecordedByItself_IsOfferedInsideTheReaction()
    {
        var nurse = await PersonAsync("nurse");
        await nurse.OpenAsync(RecordPath("Inside"));
        await TapAsync(nurse, $"[data-term='{CtcaeTerms.Hypertension}']");
        await TapAsync(nurse, "#put-inside");

        await Expect(At(nurse, "[data-saved]")).ToContainTextAsync("Infusion related reaction");
        await nurse.OpenAsync(EventPath("Inside"));
        await Expect(At(nurse, ".history-row").First).ToContainTextAsync("High blood pressure");
        await Expect(At(nurse, ".history-row").First).ToContainTextAsync("Symptom noticed: High blood pressure");
    }

    [Fact]
    public async Task HeadlineTerm_AskedAndAbsent_IsNotTheSameAsNotAsked()
    {
        var nurse = await PersonAsync("nurse");
        await nurse.OpenAsync(RecordPath("Asked"));
        string infection = $"[data-asked='{CtcaeTerms.UpperRespiratoryInfection}']";
        await Expect(At(nurse, infection)).ToContainTextAsync("not asked");
        await Expect(At(nurse, $"[data-asked='{CtcaeTerms.InfusionRelatedReaction}']"))
            .ToContainTextAsync("recorded as event");

        await TapAsync(nurse, $"[data-absent='{CtcaeTerms.UpperRespiratoryInfection}']");

        await Expect(At(nurse, infection)).ToContainTextAsync("asked, absent");
        await Expect(At(nurse, infection)).ToContainTextAsync("Nora Example");
    }
}
