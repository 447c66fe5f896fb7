using System.Globalization;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

/// <summary>Every limit of hypertension in adults. Typed from NCI's texts, not from the product's data.</summary>
public class BloodPressureBoundaryTests
{
    // version | baseline | persistence ("-" = not known) | reading=grade; 0 = no grade, D = duration, B = baseline, DB = both are missing
    private const string Table = """
        4.03 | -      | -           | 119/79=0 120/79=1 119/80=1 139/89=1 140/79=2 130/90=2 159/99=2 160/79=3 130/100=3 230/130=3
        5.0  | -      | -           | 119/79=0 120/79=1 119/80=1 139/89=1 140/79=2 130/90=2 159/99=2 160/79=3 130/100=3 230/130=3
        5.0  | 100/60 | OverOneHour | 119/79=0 139/89=1 141/80=2 160/80=3 185/112=3
        6.0  | -      | -           | 119/79=0 120/80=0 139/89=0 140/79=D 130/90=D 141/80=DB 160/100=DB 180/90=DB 130/110=D
        6.0  | -      | OverOneHour | 139/89=0 140/80=2 139/90=2 140/100=3 141/80=B 160/80=3 159/100=3 179/109=3 180/80=4 179/110=4
        6.0  | -      | Recurrent   | 139/89=0 140/80=2 140/99=2 141/80=B 139/112=2 165/80=B
        6.0  | -      | Transient   | 140/80=0 139/112=0 141/80=B
        6.0  | 121/80 | -           | 141/80=D 142/80=3 160/85=3 180/85=D
        6.0  | 121/80 | Recurrent   | 141/80=2 142/80=3
        6.0  | 121/80 | Transient   | 140/80=0 141/80=0 142/80=3 139/112=0
        6.0  | 145/75 | Transient   | 150/95=0 150/96=3 151/95=3
        6.0  | 145/75 | Recurrent   | 150/95=2 150/96=3 151/95=3
        6.0  | 158/98 | OverOneHour | 159/99=2 160/99=3 159/100=3 179/109=3 180/109=4 179/110=4
        6.0  | 158/98 | Recurrent   | 159/99=2 160/99=2 178/98=2 179/98=3
        6.0  | 90/50  | Transient   | 140/80=0 141/80=3
        """;

    public static TheoryData<string, string, string, string, string> Rows()
    {
        var rows = new TheoryData<string, string, string, string, string>();
        foreach (
            string line in Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            string[] cells = line.Split('|', StringSplitOptions.TrimEntries);
            foreach (string pair in cells[3].Split(' '))
                rows.Add(cells[0], cells[1], cells[2], pair.Split('=')[0], pair.Split('=')[1]);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Propose_AroundEveryLimit_GivesTheGradeOfTheText(
        string version,
        string baseline,
        string persistence,
        string reading,
        string expected
    )
    {
        var finding = new PressureFinding(
            Reading(reading),
            DuringReaction: false,
            baseline == "-" ? null : Reading(baseline),
            persistence == "-" ? null : Enum.Parse<PressurePersistence>(persistence)
        );

        var proposal = BloodPressureGrading.Propose(LabBoundaryTests.Dictionary(version), finding);

        Assert.Equal(
            expected,
            (proposal.Outcome, proposal.Reason) switch
            {
                (ProposalOutcome.Proposed, _) => ((int)proposal.Grade!.Value).ToString(CultureInfo.InvariantCulture),
                (ProposalOutcome.NotGraded, _) => "0",
                (_, GradeReason.PersistenceMissing) => "D",
                (_, GradeReason.BaselineMissing) => "B",
                (_, GradeReason.PersistenceAndBaselineMissing) => "DB",
                _ => proposal.Reason.ToString(),
            }
        );
    }

    [Fact]
    public void Propose_RiseOverBaseline_SaysSo()
    {
        var finding = new PressureFinding(Reading("150/85"), DuringReaction: false, Reading("120/80"));
        var proposal = BloodPressureGrading.Propose(LabBoundaryTests.Dictionary("6.0"), finding);
        Assert.Equal(
            (Grade.Grade3, GradeReason.RiseOverBaseline, 140m),
            (proposal.Grade, proposal.Reason, proposal.Limit)
        );
    }

    private static BloodPressureReading Reading(string written)
    {
        var parts = written.Split('/').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        Assert.True(
            BloodPressureReading.TryRead(parts[0], parts[1], out var reading, out var refusal),
            refusal?.Sentence
        );
        return reading;
    }
}
