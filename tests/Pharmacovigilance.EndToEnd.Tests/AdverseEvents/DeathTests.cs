using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.AdverseEvents;

/// <summary>Facts that end something: a death, a reaction that comes back, one that does not settle.</summary>
[Collection<SharedEventSafetyUnit>]
public sealed class DeathTests(Browser browser, EventSafetyUnit unit) : EventSafetyTest(browser, unit)
{
    [Fact]
    public async Task Death_InTheCourseOfAnEvent_LeadsToTheEndOfTheCourse()
    {
        var nurse = await PersonAsync("nurse");
        await nurse.OpenAsync(EventPath("Dies"));
        await TapAsync(nurse, "#record-change");
        await TapAsync(nurse, "#course-outcome-Fatal");
        await TapAsync(nurse, "#save-course");
        await Expect(At(nurse, "#death-notice")).ToContainTextAsync("nobody is called about this patient any more");
        await nurse.PictureAsync("death-notice");

        await TapAsync(nurse, "#death-end-course");

        await Expect(At(nurse, "#end-Death")).ToBeCheckedAsync();
        await At(nurse, "#end-form").ScrollIntoViewIfNeededAsync();
        await nurse.PictureAsync("death-end-course");
        await TapAsync(nurse, "#end-confirm");
        await TapAsync(nurse, "#end-form button[type=submit]");
        await Expect(At(nurse, "[data-course='ended']")).ToContainTextAsync("death");
        await Expect(At(nurse, "#death-notice")).ToBeVisibleAsync();
        await Expect(At(nurse, "#death-end-course")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Resume_WhileStillAboveGradeOneAfterHalfAnHour_IsStopped()
    {
        var nurse = await PersonAsync("nurse");
        await nurse.OpenAsync($"/infusions/{Events.Infusions["Lasts"]}");
        await TapAsync(nurse, "[data-step='Resumed']");
        await TapAsync(nurse, "#reaction-now-AboveGrade1");
        await nurse.Page.FillAsync("#rate-reason", "wants to go home");
        await TapAsync(nurse, "#step-form button[type=submit]");

        await Expect(At(nurse, ".hold-stop")).ToBeVisibleAsync();
        await nurse.PictureAsync("resume-stopped");
    }

    [Fact]
    public async Task SecondReaction_AfterARestart_ProposesGradeThreeAndTakesItOnlyByATap()
    {
        var nurse = await PersonAsync("nurse");
        await nurse.OpenAsync(RecordPath("Again"));
        await TapAsync(nurse, $"[data-term='{CtcaeTerms.InfusionRelatedReaction}']");
        await TapAsync(nurse, "[data-grade='2']");
        await Expect(At(nurse, "#recurrence")).ToContainTextAsync("at least grade 3");
        await nurse.PictureAsync("recurrence");

        await TapAsync(nurse, "#take-grade-3");

        await Expect(At(nurse, "[data-grade='3']")).ToHaveAttributeAsync("aria-checked", "true");
        await Expect(At(nurse, "#recurrence")).ToHaveCountAsync(0);
        await TapAsync(nurse, "#save-event");
        await Expect(At(nurse, "[data-saved]")).ToBeVisibleAsync();
    }
}
