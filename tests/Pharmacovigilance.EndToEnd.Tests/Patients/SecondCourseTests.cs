using Microsoft.Playwright;
using Pharmacovigilance.EndToEnd.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Pharmacovigilance.EndToEnd.Tests.Patients;

[Collection<SharedCourseUnit>]
public sealed class SecondCourseTests(Browser browser, CourseUnit unit) : CourseTest(browser, unit)
{
    [Fact]
    public async Task BeginAnotherCourse_AfterTheFirstEnded_OpensACourseOfItsOwnWithItsLines()
    {
        var nurse = await NurseAsync(height: 1600);
        var page = nurse.Page;
        await nurse.OpenAsync(CoursePath("Twice"));
        await Expect(page.Locator("#begin-course")).ToHaveCountAsync(0);
        await Button(nurse, "End the course").ClickAsync();
        await page.Locator("#end-PhysicianDecision").CheckAsync();
        await page.Locator("#ended-on").FillAsync(Iso(Today));
        await page.Locator("#end-confirm").CheckAsync();
        await page.Locator("#end-form button[type=submit]").ClickAsync();

        await page.Locator("#begin-course").ClickAsync();
        await page.Locator("#begin-course-form button[type=submit]").ClickAsync();
        await Expect(page.Locator("#begin-course-form .refusals li")).ToHaveCountAsync(3);
        await page.Locator("#begin-course-form input[value=IsaKd]").CheckAsync();
        await page.Locator("#next-first-dose").FillAsync(Iso(Today.AddDays(3)));
        await page.Locator("#next-physician").SelectOptionAsync(new SelectOptionValue { Label = "Paula Example" });
        await page.Locator("#next-weight").FillAsync("68");
        await page.Locator("#next-lines").FillAsync("5");
        await Expect(page.Locator("#begin-course-form #prior-lines-note")).ToHaveAttributeAsync("data-fit", "Differs");
        await nurse.PictureAsync("second-course-form");
        await page.Locator("#next-lines").FillAsync("3");
        await Expect(page.Locator("#begin-course-form #prior-lines-note")).ToHaveAttributeAsync("data-fit", "Fits");
        await page.Locator("#begin-course-form button[type=submit]").ClickAsync();

        await Expect(page.Locator("#patient-courses")).ToContainTextAsync("2. C-");
        await Expect(page.Locator("#baseline")).ToContainTextAsync("68 kg");
        await Expect(page.Locator(".patient-header")).ToContainTextAsync("IsaKd");
        await nurse.PictureAsync("second-course");
        await page.Locator("#patient-courses a").ClickAsync();
        await Expect(page.Locator("[data-course=ended]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Course_UnderEuRules_SaysWhatIsNotWatchedAndWhatIsPublished()
    {
        var nurse = await NurseAsync(height: 1600, language: "ru");
        await nurse.OpenAsync(CoursePath("Free"));
        await Expect(nurse.Page.Locator("[data-not-watched=IsaPd]")).ToContainTextAsync("POM-ANC");
        await nurse.Page.Locator("#dosing-notes summary").ClickAsync();
        await Expect(nurse.Page.Locator("[data-dosing=renal]")).ToContainTextAsync("не подтверждено");
        await nurse.PictureAsync("course-statements-russian");
        await nurse.OpenAsync("/patients/new");
        await nurse.Page.Locator("input[value=IsaPd]").CheckAsync();
        await nurse.Page.Locator("#baseline-lines").FillAsync("1");
        await Expect(nurse.Page.Locator("#prior-lines-note")).ToHaveAttributeAsync("data-fit", "Differs");
        await nurse.PictureAsync("registration-lines");
    }

    [Fact]
    public async Task RuleSetsAndOrder_OfAPhysician_SayWhatIsNotWatchedAndOrdered()
    {
        var physician = await PersonAsync("physician", height: 1400);
        await physician.OpenAsync("/rule-sets");
        await Expect(physician.Page.Locator("#in-force [data-not-watched]")).ToHaveCountAsync(2);
        await physician.PictureAsync("rule-sets-not-watched");
        await physician.OpenAsync("/inbox");
        await physician.PictureAsync("inbox-order");
        await physician.OpenAsync(CoursePath("Free"));
        await physician.Page.Locator("#open-order").ClickAsync();
        await physician.Page.Locator("#order-diphenhydramine").UncheckAsync();
        await physician.Page.Locator("#order-reason").FillAsync("Four infusions without a reaction");
        await physician.Page.Locator("#order-form button[type=submit]").ClickAsync();
        await Expect(physician.Page.Locator("#premedication-order strong")).Not.ToContainTextAsync("iphenhydramine");
        await physician.PictureAsync("premedication-order");
    }
}
