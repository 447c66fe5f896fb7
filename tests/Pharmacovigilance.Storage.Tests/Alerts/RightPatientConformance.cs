using FsCheck;
using FsCheck.Fluent;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.AdverseEvents;

namespace Pharmacovigilance.Storage.Tests.Alerts;

/// <summary>
/// An alert about the wrong patient is the worst thing this product could do: whatever the order in which the entries of
/// several patients arrive, each gets exactly the alerts of its own entries.
/// </summary>
public abstract class RightPatientConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly Regimen[] Regimens = [Regimen.IsaPd, Regimen.IsaKd, Regimen.IsaPd];

    private static readonly Gen<Entry> Entries =
        from patient in Gen.Choose(0, Regimens.Length - 1)
        from kind in Gen.Choose(0, 4)
        from size in Gen.Choose(1, 20)
        from hour in Gen.Choose(1, 200)
        select new Entry(patient, kind, size, hour);

    [Theory, Trait("peer-failure", "03")]
    [InlineData("us-2024")]
    [InlineData("eu-2025")]
    public async Task Alerts_OfInterleavedPatients_AreThoseOfEachAlone(string set)
    {
        var officer = await Unit.Unit.AddPersonAsync("officer", Role.SafetyOfficer);
        await Unit.RuleSets.ActivateAsync(
            officer,
            (await Unit.RuleSets.PreviewAsync(officer, set)).Id,
            "for this test"
        );
        var begin = Unit.Now;
        Unit.Pass(TimeSpan.FromDays(10));
        int alerts = 0;
        foreach (var entries in Entries.ListOf(12).Sample(4))
        {
            var together = await CoursesAsync();
            foreach (var entry in entries)
                await EnterAsync(together[entry.Patient], entry, begin);
            var alone = await CoursesAsync();
            for (int patient = 0; patient < Regimens.Length; patient++)
            {
                foreach (var entry in entries.Where(e => e.Patient == patient))
                    await EnterAsync(alone[patient], entry, begin);
                string[] expected = await AlertsAsync(alone[patient]);
                Assert.Equal(expected, await AlertsAsync(together[patient]));
                alerts += expected.Length;
            }
        }

        Assert.True(alerts > 0, "No entry raised an alert: the test shows nothing.");
    }

    private async Task<CourseId[]> CoursesAsync()
    {
        var courses = new List<CourseId>();
        foreach (var regimen in Regimens)
            courses.Add(await Unit.RegisterAsync(regimen));
        return [.. courses];
    }

    private async Task EnterAsync(CourseId course, Entry entry, DateTimeOffset begin)
    {
        // Two entries of one instant have no order of their own.
        Unit.Pass(TimeSpan.FromMilliseconds(1));
        var at = begin.AddHours(entry.Hour);
        switch (entry.Kind)
        {
            case 0:
                await Unit.AncAsync(course, entry.Size / 10m, at);
                break;
            case 1:
                await Unit.Observations.RecordLabAsync(
                    Unit.Nurse,
                    new LabEntry(course, LabTest.PlateletCount, entry.Size * 3, "10*9/L", null, at)
                );
                break;
            case 2:
                await Unit.EventAsync(course, CtcaeTerms.FebrileNeutropenia, Grade.Grade3, onsetAt: at);
                break;
            case 3:
                await Unit.EventAsync(course, CtcaeTerms.LungInfection, Grade.Grade3, onsetAt: at);
                break;
            default:
                await Unit.Observations.RecordBloodPressureAsync(
                    Unit.Nurse,
                    new BloodPressureEntry(course, 140 + (2 * entry.Size), 85, at)
                );
                break;
        }
    }

    /// <summary>What the alerts say, without the ids in which two courses must differ.</summary>
    private async Task<string[]> AlertsAsync(CourseId course)
    {
        var alerts = await Unit.Alerts.OfCourseAsync(course);
        Assert.All(alerts, alert => Assert.Equal(course, alert.Course.CourseId));
        return
        [
            .. alerts
                .Select(a =>
                    $"{a.Rule} {a.Since:O} {a.Status} {string.Join(';', a.Facts.Select(f => $"{f.Name}={f.Value}"))}"
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    private sealed record Entry(int Patient, int Kind, int Size, int Hour);
}

public sealed class RightPatientOnSqlite() : RightPatientConformance(TestUnit.OnSqlite());

public sealed class RightPatientOnPostgres() : RightPatientConformance(TestUnit.OnPostgres());
