using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Patients;

/// <summary>Who attends the course and who the patient is; both change with a reason.</summary>
public sealed partial class CourseTeam(
    PatientStore store,
    AttendingPhysicians attending,
    CurrentActor person,
    UnitClock clock,
    IdSource ids
)
{
    private readonly Saving saving = new();
    private Opened open;
    private string key = "";
    private IReadOnlyList<AttendingPhysician> physicians = [];
    private string physician = "";
    private string family = "";
    private string given = "";
    private string number = "";
    private DateOnly? birth;
    private Sex sex;
    private string reason = "";
    private bool anotherPerson;
    private string? said;
    private SeenState seen = default!;

    [Parameter, EditorRequired]
    public CourseRecord Course { get; set; } = default!;

    [Parameter]
    public bool MayWrite { get; set; }

    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    private async Task OpenPhysicianAsync()
    {
        physicians = await attending.AllAsync();
        physician = "";
        Open(Opened.Physician);
    }

    private void OpenDetails()
    {
        (family, given, number, birth, sex) = (
            Course.Details.FamilyName,
            Course.Details.GivenName,
            Course.Details.RecordNumber,
            Course.Details.BirthDate,
            Course.Details.Sex
        );
        Open(Opened.Details);
    }

    private void Open(Opened what)
    {
        (open, key, reason, anotherPerson, saving.Refusals, said) = (
            what,
            ids.Next(clock.Now).ToString("D"),
            "",
            false,
            [],
            null
        );
        seen = person.Sees(SeenSubject.CourseOf(Course.CourseId), SeenSubject.PatientOf(Course.CourseId));
    }

    private Task SaveAsync() =>
        saving.RunAsync(async () =>
        {
            string sentence = open == Opened.Physician ? await AssignAsync() : await CorrectAsync();
            open = Opened.Nothing;
            await Changed.InvokeAsync();
            said = sentence;
        });

    private async Task<string> AssignAsync()
    {
        if (physicians.FirstOrDefault(p => p.Id.ToString() == physician) is not { } chosen)
            throw new RefusedException("course.physician-unknown", "attendingPhysician");
        await store.AssignPhysicianAsync(await person.GetAsync(seen), Course.CourseId, chosen.Id, reason, key);
        return Text["PhysicianChanged", chosen.Name];
    }

    private async Task<string> CorrectAsync()
    {
        await store.CorrectAsync(
            await person.GetAsync(seen),
            Course.CourseId,
            new PatientDetails
            {
                RecordNumber = number,
                FamilyName = family,
                GivenName = given,
                BirthDate = birth,
                Sex = sex,
                IsAnotherPerson = anotherPerson,
            },
            reason,
            key
        );
        return Text["DetailsCorrected"];
    }

    private enum Opened
    {
        /// <summary>Only the facts.</summary>
        Nothing = 0,

        /// <summary>The form that hands the course over.</summary>
        Physician = 1,

        /// <summary>The form that corrects who the patient is.</summary>
        Details = 2,
    }
}
