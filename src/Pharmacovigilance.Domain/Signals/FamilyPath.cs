namespace Pharmacovigilance.Domain.Signals;
public sealed record FamilyMember(StreamPath Path, IReadOnlyList<int> Positions);
public sealed class FamilyPath
{
    private double[][] closed = [];
    private double[] means = [];
    public static FamilyPath Of(IReadOnlyList<FamilyMember> members, int patients)
    {
        var f = new FamilyPath { Patients = patients, closed = new double[patients + 1][], means = new double[patients + 1] };
        for (int p = 0; p <= patients; p++)
        {
            double[] e = [.. members.Select(m => m.Path.LnE(m.Positions.Count(x => x < p)))];
            f.closed[p] = EvidenceFamily.ClosedAveraging(e);
            f.means[p] = e.Length == 0 ? 0 : EvidenceFamily.Mean(e);
        }
        return f;
    }
    public FamilyPath With(IReadOnlyList<FamilyMember> members, int patients) => Of(members, patients);
    public int Patients { get; private init; }
    public double LnClosed(int member, int prefix) => closed[prefix][member];
    public double LnClosedMaximum(int member) => closed.Max(row => row[member]);
    public int? FirstAtLeast(int member, double lnThreshold) => Array.FindIndex(closed, row => row[member] >= lnThreshold) is var m and >= 0 ? m : null;
    public double LnMean(int prefix) => means[prefix];
}
