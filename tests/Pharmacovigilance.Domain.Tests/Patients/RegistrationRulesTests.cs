using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Tests.Patients;

public class RegistrationRulesTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);
    private static readonly Registration Complete = new(
        "R-1",
        "Example",
        "Person",
        new DateOnly(1960, 5, 4),
        Sex.Unknown,
        Regimen.IsaPd,
        Today,
        new UserId(Guid.Empty)
    );

    [Fact]
    public void Registration_Complete_IsTaken() => Assert.Empty(Check(Complete));

    [Fact]
    public void BirthDate_Unknown_IsTaken() => Assert.Empty(Check(Complete with { BirthDate = null }));

    [Fact]
    public void Names_Blank_AreEachNamed() =>
        Assert.Equal(
            ["recordNumber", "familyName", "givenName"],
            RegistrationRules
                .Check(Complete with { RecordNumber = "", FamilyName = " ", GivenName = "\t" }, Today)
                .Select(r => r.Field),
            StringComparer.Ordinal
        );

    [Theory]
    [InlineData(40, null)]
    [InlineData(41, "too-long recordNumber 40")]
    public void RecordNumber_AroundItsLength_IsRefusedBeyond(int length, string? refusal) =>
        Assert.Equal(refusal, Check(Complete with { RecordNumber = new string('9', length) }).SingleOrDefault());

    [Theory]
    [InlineData("1906-03-01", "patient.birth-date-implausible birthDate 1906-03-01")]
    [InlineData("1906-03-02", null)]
    [InlineData("2026-03-03", "patient.birth-date-implausible birthDate 2026-03-03")]
    [InlineData("9999-12-31", "patient.birth-date-implausible birthDate 9999-12-31")]
    [InlineData("2008-03-02", null)]
    [InlineData("2008-03-03", "course.not-adult birthDate 2008-03-03")]
    public void BirthDate_AroundItsBounds_IsRefusedOnce(string born, string? refusal) =>
        Assert.Equal(refusal, Check(Complete with { BirthDate = Date(born) }).SingleOrDefault());

    [Theory]
    [InlineData("2013-12-31", false)]
    [InlineData("2014-01-01", true)]
    [InlineData("2027-03-02", true)]
    [InlineData("2027-03-03", false)]
    public void FirstDose_AroundItsBounds_IsRefusedOutside(string firstDose, bool taken) =>
        Assert.Equal(
            taken ? [] : [$"course.first-dose-implausible firstDoseOn {firstDose}"],
            Check(Complete with { FirstDoseOn = Date(firstDose) }),
            StringComparer.Ordinal
        );

    private static IReadOnlyList<string> Check(Registration registration) =>
        [
            .. RegistrationRules
                .Check(registration, Today)
                .Select(r => $"{r.Code} {r.Field} {string.Join(' ', r.Arguments)}".TrimEnd()),
        ];

    private static DateOnly Date(string iso) =>
        DateOnly.ParseExact(iso, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
