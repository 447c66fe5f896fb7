using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Tests.Patients;

public abstract class AlikePatientConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private static readonly DateOnly Born = new(1956, 4, 3);

    [Theory]
    [InlineData("Семёнов", "Юлия")]
    [InlineData("семенов", "ЮЛИЯ")]
    [InlineData("Семе\u0308нов", "Юлия")]
    [InlineData("Semenov", "Yulia")]
    [InlineData("Юлия", "Семёнов")]
    public async Task RegisterAsync_SameNameAndBirthDate_IsAskedAboutAndTakenWithAReason(string family, string given)
    {
        await Unit.Patients.RegisterAsync(Unit.Nurse, Patient("Семёнов", "Юлия", Born));

        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            Unit.Patients.RegisterAsync(Unit.Nurse, Patient(family, given, Born))
        );
        Assert.Equal(
            (PatientStore.AlikeCode, "Семёнов, Юлия"),
            (refused.Refusals[0].Code, refused.Refusals[0].Arguments[0])
        );
        Assert.Single(await Unit.Patients.AlikeAsync(family, given, Born));
        await Unit.Patients.RegisterAsync(
            Unit.Nurse,
            Patient(family, given, Born) with
            {
                AnotherPersonBecause = "twins by name, another address",
            }
        );
        Assert.Equal(2, Unit.Count("patient"));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task RegisterAsync_BirthDateUnknown_IsAskedAboutToo(bool firstKnown, bool secondKnown)
    {
        await Unit.Patients.RegisterAsync(Unit.Nurse, Patient("Falk", "Ida", firstKnown ? Born : null));
        await Assert.ThrowsAsync<RefusedException>(() =>
            Unit.Patients.RegisterAsync(Unit.Nurse, Patient("Falk", "Ida", secondKnown ? Born : null))
        );
    }

    [Fact]
    public async Task RegisterAsync_AnotherBirthDateOrName_IsTakenAtOnce()
    {
        await Unit.Patients.RegisterAsync(Unit.Nurse, Patient("Falk", "Ida", Born));
        await Unit.Patients.RegisterAsync(Unit.Nurse, Patient("Falk", "Ida", Born.AddDays(1)));
        await Unit.Patients.RegisterAsync(Unit.Nurse, Patient("Falk", "Ina", Born));
        Assert.Equal(3, Unit.Count("patient"));
    }

    [Fact]
    public async Task CorrectAsync_IntoAnotherPatientsIdentity_IsAskedAbout()
    {
        await Unit.Patients.RegisterAsync(Unit.Nurse, Patient("Falk", "Ida", Born));
        var other = await Unit.Patients.RegisterAsync(Unit.Nurse, Patient("Falke", "Ida", Born));
        var details = new PatientDetails
        {
            RecordNumber = "R-other",
            FamilyName = "Falk",
            GivenName = "Ida",
            BirthDate = Born,
            Sex = Sex.Female,
        };

        await Assert.ThrowsAsync<RefusedException>(() =>
            Unit.Patients.CorrectAsync(Unit.Nurse, other, details, "misspelt")
        );
        await Unit.Patients.CorrectAsync(Unit.Nurse, other, details with { IsAnotherPerson = true }, "misspelt");
        // What does not change who it is asks nothing.
        await Unit.Patients.CorrectAsync(Unit.Nurse, other, details with { Sex = Sex.Male }, "misread");
    }

    [Theory]
    [InlineData("семенов")]
    [InlineData("СЕМЁН")]
    [InlineData("Semyonov yul")]
    [InlineData("Семе\u0308нов")]
    [InlineData("julia")]
    public async Task SearchAsync_AnotherSpelling_FindsThePatient(string searched)
    {
        await Unit.Patients.RegisterAsync(Unit.Nurse, Patient("Семёнов", "Юлия", Born));
        await Unit.Patients.RegisterAsync(Unit.Nurse, Patient("Petrov", "Max", Born));
        Assert.Equal("Семёнов", Assert.Single(await Unit.Patients.SearchAsync(searched)).Details.FamilyName);
        Assert.Empty(await Unit.Patients.SearchAsync("%"));
    }

    [Fact]
    public async Task RecordNumber_CanonicallyEqual_IsTheSameNumber()
    {
        await Unit.Patients.RegisterAsync(Unit.Nurse, Patient("Falk", "Ida", Born) with { RecordNumber = "\u00C4-1" });
        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            Unit.Patients.RegisterAsync(Unit.Nurse, Patient("Berg", "Max", Born) with { RecordNumber = "A\u0308-1" })
        );
        Assert.Equal("patient.record-number-taken", refused.Refusals[0].Code);
    }

    [Theory]
    [InlineData("\u200B\u200B", "text.unseen-character")]
    [InlineData("---", "text.no-letter")]
    public async Task RegisterAsync_NameThatCannotBeSeen_IsRefused(string family, string code)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(() =>
            Unit.Patients.RegisterAsync(Unit.Nurse, Patient(family, "Ida", Born))
        );
        Assert.Equal((code, "familyName"), (refused.Refusals[0].Code, refused.Refusals[0].Field));
    }

    private Registration Patient(string family, string given, DateOnly? born) =>
        Unit.NewPatient(family: family, given: given) with
        {
            BirthDate = born,
            AnotherPersonBecause = null,
        };
}

public sealed class AlikePatientOnSqlite() : AlikePatientConformance(TestUnit.OnSqlite());

public sealed class AlikePatientOnPostgres() : AlikePatientConformance(TestUnit.OnPostgres());
