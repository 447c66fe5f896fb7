using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

public sealed class ReportingDutyTests
{
    private static readonly ReportingKnowledge Data = ReportingKnowledge.Parse(
        DataFiles.Text("reporting-regimes.json"),
        "reporting-regimes.json"
    );
    private static readonly DateOnly Friday = new(2026, 3, 6);
    private static readonly CaseFacts Valid = new(true, "Nora Example", new DateOnly(2026, 3, 2), true);
    private static readonly AdverseEventContent Open = new()
    {
        LltCode = CtcaeTerms.InfusionRelatedReaction,
        CtcaeVersion = CtcaeVersion.V50,
        Grade = Grade.Grade4,
        OnsetAt = null,
    };
    private static readonly AdverseEventContent NotSerious = Open with { SeriousnessAssessed = true };
    private static readonly AdverseEventContent Hospital = NotSerious with
    {
        Seriousness = SeriousnessCriteria.Hospitalisation,
    };
    private static readonly AdverseEventContent Fatal = NotSerious with
    {
        Seriousness = SeriousnessCriteria.ResultsInDeath,
    };

    [Fact]
    public void Regimes_BoundParties_AreTheHospitalOnlyInRussia() =>
        Assert.Equal(
            ["ru-medical-organisation"],
            Data.Regimes.Where(regime => regime.Binds is BoundParty.MedicalOrganisation).Select(regime => regime.Code)
        );

    [Fact]
    public void Russia_SeriousOnAFriday_IsDueOnTheThirdWorkingDayAsTheEarliestDate()
    {
        var duty = Duty("ru-medical-organisation", Hospital)!;
        Assert.Equal((new DateOnly(2026, 3, 11), true, true), (duty.DueOn, duty.IsEarliest, duty.IsCertain));
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-05")]
    [InlineData("2026-03-05", "2026-03-10")]
    [InlineData("2026-03-07", "2026-03-11")]
    [InlineData("2026-03-08", "2026-03-11")]
    public void WorkingDays_DayZeroIsNotCounted_AndWeekendsAreNot(string dayZero, string due) =>
        Assert.Equal(
            DateOnly.Parse(due, null),
            Duty("ru-medical-organisation", Hospital, DateOnly.Parse(dayZero, null))!.DueOn
        );

    [Fact]
    public void WorkingDays_Holiday_IsNotCounted()
    {
        var calendar = new WorkingCalendar(
            "test",
            [DayOfWeek.Saturday, DayOfWeek.Sunday],
            [new DateOnly(2026, 3, 9)],
            true,
            "test"
        );
        Assert.Equal(new DateOnly(2026, 3, 12), calendar.AddWorkingDays(Friday, 3));
    }

    [Theory]
    [InlineData("2025-02-28", "1071", false)]
    [InlineData("2025-03-01", "3518", true)]
    public void Russia_OrderInForce_ChangesOnTheFirstOfMarch2025(string dayZero, string order, bool verified)
    {
        var day = DateOnly.Parse(dayZero, null);
        var duty = ReportingDuty.Of(
            Data.Find("ru-medical-organisation")!,
            Hospital,
            Valid with
            {
                ProductGivenOn = new DateOnly(2025, 1, 1),
            },
            day
        )!;
        Assert.Contains(order, duty.Edition.Basis.En, StringComparison.Ordinal);
        Assert.Equal((verified, false), (duty.Edition.Verified, duty.Edition.ScopesVerified));
    }

    [Theory]
    [InlineData("us-ind", 7, 15)]
    [InlineData("eu-ctr", 7, 15)]
    public void Trial_FatalAndOtherSerious_HaveTheirPeriodsAndNonSeriousNone(string regime, int fatal, int other)
    {
        Assert.Equal(Friday.AddDays(fatal), Duty(regime, Fatal)!.DueOn);
        Assert.Equal(Friday.AddDays(other), Duty(regime, Hospital)!.DueOn);
        Assert.Null(Duty(regime, NotSerious));
        Assert.True(Duty(regime, Fatal)!.Clock.UnexpectedOnly);
    }

    [Fact]
    public void GvpVi_SeriousAndNonSerious_FifteenAndNinetyDays()
    {
        Assert.Equal(Friday.AddDays(15), Duty("eu-gvp-vi", Hospital)!.DueOn);
        Assert.Equal(Friday.AddDays(90), Duty("eu-gvp-vi", NotSerious)!.DueOn);
    }

    [Theory]
    [InlineData("eu-ctr")]
    [InlineData("us-postmarketing")]
    [InlineData("eaeu-gvp")]
    public void Regime_NotConfirmed_SaysSo(string regime) => Assert.False(Data.Find(regime)!.Editions[0].Verified);

    [Fact]
    public void Seriousness_NotAssessed_GivesTheEarliestPossibleDateAndSaysSo()
    {
        var duty = Duty("eu-gvp-vi", Open)!;
        Assert.Equal((Friday.AddDays(15), false), (duty.DueOn, duty.IsCertain));
        // Serious by another criterion, and nobody has said whether life was at risk.
        var partly = Duty("us-ind", Open with { Seriousness = SeriousnessCriteria.Hospitalisation })!;
        Assert.Equal((Friday.AddDays(7), false), (partly.DueOn, partly.IsCertain));
    }

    [Theory]
    [InlineData(Grade.Grade1)]
    [InlineData(Grade.Grade5)]
    public void Grade_WhateverItIs_ChangesNoDuty(Grade grade) =>
        Assert.Equal(Duty("eu-gvp-vi", NotSerious)!.DueOn, Duty("eu-gvp-vi", NotSerious with { Grade = grade })!.DueOn);

    [Fact]
    public void Case_WithoutAnInfusion_IsNotValidAndNoClockRuns()
    {
        var facts = Valid with { ProductGivenOn = null };
        Assert.Equal([CasePart.SuspectProduct], facts.Missing);
        var duty = ReportingDuty.Of(Data.Find("eu-gvp-vi")!, Hospital, facts, Friday)!;
        Assert.Equal((null, null), (duty.DayZero, duty.DueOn));
    }

    [Fact]
    public void Case_EachPartMissing_IsNamed() =>
        Assert.Equal(Enum.GetValues<CasePart>(), new CaseFacts(false, " ", null, false).Missing);

    [Fact]
    public void DayZero_IsTheLaterOfAwarenessAndTheFirstInfusion()
    {
        Assert.Equal(Friday, Valid.DayZero(Friday));
        Assert.Equal(Friday.AddDays(2), (Valid with { ProductGivenOn = Friday.AddDays(2) }).DayZero(Friday));
    }

    [Theory]
    [InlineData("{}", "calendars")]
    [InlineData(
        """{"version":"1","about":"x","calendars":[],"regimes":[{"code":"a","name":{"en":"a","ru":"a"},"binds":"Sponsor","editions":[{"basis":{"en":"b","ru":"b"},"source":"s","verified":true,"scopesVerified":true,"clocks":[{"scope":"Serious","days":3,"kind":"Working"}]}]}]}""",
        "calendar"
    )]
    public void Parse_BadData_NamesTheElement(string json, string named) =>
        Assert.Contains(
            named,
            Assert.Throws<DataFormatException>(() => ReportingKnowledge.Parse(json, "test.json")).Message,
            StringComparison.Ordinal
        );

    private static ReportingDuty? Duty(string regime, AdverseEventContent content, DateOnly? dayZero = null) =>
        ReportingDuty.Of(Data.Find(regime)!, content, Valid, dayZero ?? Friday);
}
