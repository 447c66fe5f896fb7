using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Patients;

[Collection<SharedCourseUnit>]
public sealed class CalendarTests(Browser browser, CourseUnit unit) : CourseTest(browser, unit)
{
    [Fact]
    public async Task MissedDose_Moved_ShowsThePreviewAndKeepsTheInterval()
    {
        var nurse = await NurseAsync();
        var page = nurse.Page;
        await nurse.OpenAsync(CoursePath("Missed"));
        await page.Locator("[data-move='2']").ClickAsync();
        await Expect(page.Locator("#moved-to")).ToHaveValueAsync(Iso(Today));
        await Expect(page.Locator("#move-preview [data-number='3']")).ToContainTextAsync(Day(Today.AddDays(7)));

        await page.FillAsync("#moved-to", Iso(Today.AddDays(-3)));
        await Expect(page.Locator("#move-form")).ToContainTextAsync("Choose today or a later day");
        await page.FillAsync("#moved-to", Iso(Today.AddDays(1)));
        await Expect(page.Locator("#move-preview [data-number='2']")).ToContainTextAsync(Day(Today.AddDays(1)));
        await Button(nurse, "Change the calendar").ClickAsync();
        await Expect(page.Locator("#move-form .refusals")).ToContainTextAsync("A reason is missing");
        await page.FillAsync("#move-reason", "missed for fever");
        await nurse.PictureAsync("course-move");
        await Button(nurse, "Change the calendar").ClickAsync();

        await Expect(page.Locator("#plan-said")).ToContainTextAsync("The calendar was changed");
        await Expect(page.Locator(".course-calendar .calendar-line").First).ToContainTextAsync(Day(Today.AddDays(1)));
        await Expect(page.Locator(".course-calendar .calendar-line").Nth(1)).ToContainTextAsync(Day(Today.AddDays(8)));
        await page.Locator("#calendar-changes summary").ClickAsync();
        await Expect(page.Locator("#calendar-changes")).ToContainTextAsync("missed for fever");
    }

    [Fact]
    public async Task Course_Ended_CallsOffEverythingInOneActAndCanBeTakenUpAgain()
    {
        var nurse = await NurseAsync();
        var page = nurse.Page;
        await nurse.OpenAsync(CoursePath("Ending"));
        await Button(nurse, "End the course").ClickAsync();
        await Expect(page.Locator("#end-form")).ToContainTextAsync("Planned now: 6");
        await page.Locator("#end-form button[type=submit]").ClickAsync();
        await Expect(page.Locator("#end-form .refusals li")).ToHaveCountAsync(2);
        await page.Locator("#end-ProgressiveDisease").CheckAsync();
        await page.FillAsync("#end-note", "relapse in March");
        await page.Locator("#end-confirm").CheckAsync();
        await page.Locator("#end-form button[type=submit]").ClickAsync();

        await Expect(page.Locator("#end-said")).ToContainTextAsync("Infusions called off: 6");
        await Expect(page.Locator("[data-course='ended']")).ToContainTextAsync("progression of the myeloma");
        await Expect(page.Locator("[data-move]")).ToHaveCountAsync(0);
        await Expect(page.GetByText("the course ended: progression of the myeloma")).ToHaveCountAsync(6);
        await nurse.PictureAsync("course-ended");
        await nurse.OpenAsync("/patients");
        await Expect(page.Locator("tr", new() { HasText = "Ending, Alex" })).ToContainTextAsync("Course ended");

        await nurse.OpenAsync(CoursePath("Ending"));
        await Button(nurse, "Take the course up again").ClickAsync();
        await Expect(page.Locator("#next-on")).ToHaveValueAsync(Iso(Today));
        await page.FillAsync("#reopen-reason", "entered for another patient");
        await Button(nurse, "Take up again").ClickAsync();
        await Expect(page.Locator("[data-move]")).ToHaveCountAsync(6);
        await Expect(page.Locator(".course-calendar .calendar-line").First).ToContainTextAsync("cycle 1, day 8");
    }
}
