using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>The control terms of a regimen as an officer chose and signed them. Choosing them after looking would choose the answer, so it is kept how many had begun by then.</summary>
public sealed record ControlChoice
{
    public required Regimen Regimen { get; init; }

    /// <summary>1 for the first choice of the regimen.</summary>
    public required int Revision { get; init; }

    /// <summary>1 to 5, in the order they were offered.</summary>
    public required IReadOnlyList<StreamKey> Streams { get; init; }

    /// <summary>So many patients had had their first infusion with the regimen when it was signed.</summary>
    public required int PatientsBegun { get; init; }

    public required string Reason { get; init; }

    public required string SignedBy { get; init; }

    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>So many control terms at most.</summary>
    public const int Most = 5;

    public bool Has(StreamKey stream) => Streams.Contains(stream);

    /// <summary>The lines an officer may choose from: candidates on the board that are compared with a verified rate.</summary>
    public static IReadOnlyList<ControlCandidate> Offered(
        CaseMixKnowledge knowledge,
        IEnumerable<StreamDefinition> definitions,
        Regimen regimen
    )
    {
        var compared = definitions
            .Where(definition => definition.IsCompared)
            .Select(definition => definition.Key)
            .ToHashSet();
        return
        [
            .. knowledge.Controls.Where(candidate =>
                candidate.Stream.Regimen == regimen && compared.Contains(candidate.Stream)
            ),
        ];
    }

    /// <summary>What is wrong with a new choice.</summary>
    /// <param name="current">Null = nothing was chosen yet.</param>
    public static IReadOnlyList<Refusal> Check(
        IReadOnlyCollection<StreamKey> streams,
        IReadOnlyList<ControlCandidate> offered,
        ControlChoice? current,
        string reason
    )
    {
        if (string.IsNullOrWhiteSpace(reason))
            return [Refusal.Of("reason-required", "reason")];
        if (streams.FirstOrDefault(stream => offered.All(candidate => candidate.Stream != stream)) is { } foreign)
            return [Refusal.Of("controls.not-offered", "controls", foreign.ToString())];
        if (streams.Distinct().Count() is < 1 or > Most)
            return
            [
                Refusal.Of(
                    "controls.number",
                    "controls",
                    Most.ToString(System.Globalization.CultureInfo.InvariantCulture)
                ),
            ];
        return current is not null && current.Streams.ToHashSet().SetEquals(streams)
            ? [Refusal.Of("controls.unchanged", "controls")]
            : [];
    }
}
