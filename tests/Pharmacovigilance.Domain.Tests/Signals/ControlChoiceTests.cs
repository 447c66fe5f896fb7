using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.Signals;

public class ControlChoiceTests
{
    private static readonly CaseMixKnowledge Known = CaseMixKnowledge.Parse(
        DataFiles.Text("case-mix.json"),
        "case-mix.json",
        DataFiles.Rates
    );
    private static readonly IReadOnlyList<StreamDefinition> Definitions =
    [
        .. Known.Controls.Select(candidate => new StreamDefinition
        {
            Key = candidate.Stream,
            Reference = DataFiles.Rates.ForBoard(candidate.Stream) is { PatientsWithEvent: { } x } row
                ? new StreamReference
                {
                    RowId = row.Id,
                    LedgerVersion = "v",
                    PatientsWithEvent = x,
                    Patients = row.Patients,
                    FollowUpMonths = null,
                }
                : null,
            Gap = null,
            Margin = 1,
            MinimumPatients = 10,
        }),
    ];
    private static readonly StreamKey Diarrhea = new()
    {
        Regimen = Regimen.IsaPd,
        LltCode = CtcaeTerms.Diarrhea,
        Basis = EventBasis.AdverseEvent,
        Band = GradeBand.Any,
    };

    [Fact]
    public void Offered_AreCandidatesWithAVerifiedRateOnly()
    {
        Assert.Equal(
            [
                Diarrhea,
                new StreamKey
                {
                    Regimen = Regimen.IsaPd,
                    LltCode = "10002272",
                    Basis = EventBasis.Laboratory,
                    Band = GradeBand.GradeAtLeast3,
                },
            ],
            Offered(Regimen.IsaPd)
        );
        Assert.Equal(
            [
                Diarrhea with
                {
                    Regimen = Regimen.IsaKd,
                },
                new StreamKey
                {
                    Regimen = Regimen.IsaKd,
                    LltCode = CtcaeTerms.Hypertension,
                    Basis = EventBasis.AdverseEvent,
                    Band = GradeBand.GradeAtLeast3,
                },
                new StreamKey
                {
                    Regimen = Regimen.IsaKd,
                    LltCode = "10002272",
                    Basis = EventBasis.Laboratory,
                    Band = GradeBand.GradeAtLeast3,
                },
            ],
            Offered(Regimen.IsaKd)
        );
    }

    [Fact]
    public void Check_NoReason_IsRefused() => Assert.Equal("reason-required", Refused([Diarrhea], reason: " "));

    [Fact]
    public void Check_None_IsRefused() => Assert.Equal("controls.number", Refused([]));

    [Fact]
    public void Check_LineThatIsNotOffered_IsRefused() =>
        Assert.Equal(
            "controls.not-offered",
            Refused([Diarrhea with { LltCode = CtcaeTerms.UpperRespiratoryInfection }])
        );

    [Fact]
    public void Check_TheSameAgain_IsRefused()
    {
        var current = new ControlChoice
        {
            Regimen = Regimen.IsaPd,
            Revision = 1,
            Streams = [Diarrhea],
            PatientsBegun = 3,
            Reason = "why",
            SignedBy = "officer",
            SignedAt = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        };

        Assert.Equal("controls.unchanged", Refused([Diarrhea], current));
        Assert.Empty(ControlChoice.Check(Offered(Regimen.IsaPd), OfferedOf(Regimen.IsaPd), current, "why"));
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(6, "controls.number")]
    public void Check_OneToFive_AreTaken(int number, string? code)
    {
        var many = Enumerable
            .Range(1, number)
            .Select(i => new ControlCandidate(Diarrhea with { LltCode = $"{i}" }, new LocalizedText("why", "почему")))
            .ToList();

        Assert.Equal(
            code,
            ControlChoice.Check([.. many.Select(one => one.Stream)], many, null, "why").SingleOrDefault()?.Code
        );
    }

    private static string Refused(
        IReadOnlyList<StreamKey> streams,
        ControlChoice? current = null,
        string reason = "why"
    ) => Assert.Single(ControlChoice.Check(streams, OfferedOf(Regimen.IsaPd), current, reason)).Code;

    private static IReadOnlyList<ControlCandidate> OfferedOf(Regimen regimen) =>
        ControlChoice.Offered(Known, Definitions, regimen);

    private static IReadOnlyList<StreamKey> Offered(Regimen regimen) =>
        [.. OfferedOf(regimen).Select(candidate => candidate.Stream)];
}
