using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using static Pharmacovigilance.Domain.Tests.Signals.StreamCourses;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class StreamExposureTests
{
    private static readonly ExposureKnowledge Shipped = ExposureKnowledge.Parse(
        DataFiles.Text("exposure.json"),
        "exposure.json",
        DataFiles.Rates
    );

    /// <summary>The worked figure of the trial: 52 of 152, 35.3 months of follow-up, a median treatment of 10.95 months.</summary>
    [Fact]
    public void OfTrial_WithTheTimeOfTreatment_IsThreeTimesTheRateByFollowUp()
    {
        var rate = StreamExposure.OfTrial(new ReferenceCount(52, 152), 35.3, 10.95)!;

        Assert.Equal(3.46, rate.Per100, 0.005);
        Assert.InRange(rate.Per100 / (100 * ConstantHazard.PerMonth(52.0 / 152, 35.3)), 2.85, 2.95);
    }

    [Fact]
    public void OfTrial_EveryPatientHadOne_HasNoRate() =>
        Assert.Null(StreamExposure.OfTrial(new ReferenceCount(152, 152), 35.3, 10.95));

    [Fact]
    public void Of_SumsTheTimeToTheFirstEventOrTheLastDayAtRisk()
    {
        double month = StreamTime.DaysPerMonth;
        var exposure = StreamExposure.Of(
            Cohort(
                Any,
                6,
                Course(1, infusions: 60),
                Course(2, infusions: 60, events: [Event(2 * month), Event(5 * month)]),
                Course(3, infusions: 60, events: Event(null))
            ),
            StreamExposure.OfTrial(new ReferenceCount(52, 152), 35.3, 10.95)
        );

        Assert.Equal((2, 1, 1), (exposure.Patients, exposure.Undated, exposure.Unit!.Events));
        Assert.Equal(8, exposure.Unit.PatientMonths, 1e-9);
        Assert.Equal(12.5, exposure.Unit.Per100, 1e-9);
        Assert.Equal(8 * exposure.Trial!.Per100 / 100, exposure.Expected!.Value, 1e-9);
        Assert.True(exposure.Unit.Per100Interval.Lower < 12.5 && 12.5 < exposure.Unit.Per100Interval.Upper);
    }

    [Fact]
    public void Of_NobodyAtRisk_HasNoRateRatherThanZero()
    {
        var exposure = StreamExposure.Of([], StreamExposure.OfTrial(new ReferenceCount(52, 152), 35.3, 10.95));

        Assert.Null(exposure.Unit);
        Assert.Null(exposure.Expected);
        Assert.Null(exposure.Ratio);
    }

    [Fact]
    public void EarlyReactions_ExpectTheTrialsPartOfPatients_NotARatePerInfusion()
    {
        var first = Course(1, infusions: 8, events: Event(0, llt: Irr, infusion: Infusion(1, 1)));
        var late = Course(2, infusions: 8, events: Event(14, llt: Irr, infusion: Infusion(2, 3)));
        var early = EarlyReactions.Of(
            Cohort(Reactions, null, first, late, Course(3)),
            new ReferenceCount(58, 152),
            Timing(Regimen.IsaPd),
            Now
        );

        Assert.Equal((3, 1, 1, 0), (early.Patients, early.Observed, early.Infusions, early.Unplaced));
        Assert.Equal(3 * 58.0 / 152, early.Expected, 1e-12);
    }

    [Fact]
    public void EarlyReactions_OfACycle_WaitUntilItIsOver()
    {
        var patients = StreamCohort.Of(
            [Course(1), Course(2, day: 20)],
            Reactions with
            {
                Regimen = Regimen.IsaKd,
            },
            Scale,
            null,
            Clock,
            Start.AddDays(30)
        );
        var early = EarlyReactions.Of(patients, new ReferenceCount(81, 177), Timing(Regimen.IsaKd), Start.AddDays(30));

        Assert.Equal((1, 4), (early.Patients, early.Infusions));
        Assert.Equal(0.944 * 81 / 177, early.Expected, 1e-12);
    }

    [Fact]
    public void Knowledge_Shipped_HasAVerifiedTreatmentTimeOfBothRegimens()
    {
        var pd = Shipped.TreatmentOf(DataFiles.Rates.Find("icaria-b-urti-any-review-isapd")!)!;
        var kd = Shipped.TreatmentOf(DataFiles.Rates.Find("ikema-b-urti-any-review-isakd")!)!;

        Assert.Equal((true, true), (pd.Verified, kd.Verified));
        Assert.Equal((10.95, 21.62), (Math.Round(pd.MedianMonths, 2), Math.Round(kd.MedianMonths, 2)));
    }

    [Theory]
    [InlineData(
        "\"icaria-c\"",
        "\"icaria-b\"",
        "exposure.json: treatment[0].cut is icaria-b, for which the ledger has no treatment time of IsaPd."
    )]
    [InlineData(
        "\"regimen\": \"IsaPd\",\n      \"cut\": \"icaria-c\"",
        "\"regimen\": \"IsaKd\",\n      \"cut\": \"ikema-a\"",
        "exposure.json: treatment[0].verified is true, but the ledger's figure is not verified."
    )]
    [InlineData(
        "\"icaria-c\"",
        "\"icaria-z\"",
        "exposure.json: treatment[0].cut is \"icaria-z\", which no analysis of the ledger is."
    )]
    [InlineData(
        "\"cut\": \"ikema-c\"",
        "\"cut\": \"icaria-c\"",
        "exposure.json: treatment[1].regimen is IsaKd, which icariaMm did not give."
    )]
    [InlineData("\"part\": 0.944", "\"part\": 94.4", "exposure.json: reactions[1].part is above 1.")]
    [InlineData(
        "\"infusions\": 4",
        "\"infusions\": 0",
        "exposure.json: reactions[1].infusions must lie between 1 and 8, but is 0."
    )]
    [InlineData(
        "\"population\": \"ikema\"",
        "\"population\": \"icariaMm\"",
        "exposure.json: reactions[1].population is \"icariaMm\", which the ledger does not know with IsaKd."
    )]
    public void Knowledge_Contradictory_IsRefused(string was, string becomes, string message)
    {
        string text = DataFiles.Text("exposure.json").Replace(was, becomes, StringComparison.Ordinal);
        Assert.Equal(
            message,
            Assert
                .Throws<DataFormatException>(() => ExposureKnowledge.Parse(text, "exposure.json", DataFiles.Rates))
                .Message
        );
    }

    private static ReactionTiming Timing(Regimen regimen) =>
        Shipped.Reactions.Single(timing => timing.Regimen == regimen);
}
