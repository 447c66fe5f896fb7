using System.Globalization;

namespace Pharmacovigilance.Domain.Signals;

/// <summary>What a unit decides about its evidence. Stored by name.</summary>
public enum EvidenceDecisionKind
{
    /// <summary>To count on a spread between units.</summary>
    Method = 1,

    /// <summary>τ of some lines.</summary>
    Spread = 2,

    /// <summary>Which lines may raise a signal.</summary>
    PrimaryLines = 3,
}

/// <summary>A change of what is in force, as somebody proposes it.</summary>
/// <param name="Lines">Whose τ it is, or the lines to be primary: none = all of them may raise a signal. Empty for the method.</param>
/// <param name="Spread">τ, for <see cref="EvidenceDecisionKind.Spread"/> only.</param>
public sealed record EvidenceChange(EvidenceDecisionKind Kind, IReadOnlyList<StreamKey> Lines, double? Spread = null)
{
    /// <summary>Of τ. Below it a unit says that all units are alike, above it nothing would ever be found.</summary>
    public const double LeastSpread = 0.01;

    /// <inheritdoc cref="LeastSpread"/>
    public const double MostSpread = 0.6;

    /// <summary>To count on a spread between units from now on. There is no way back: without one the promise does not hold.</summary>
    public static EvidenceChange OfMethod { get; } = new(EvidenceDecisionKind.Method, []);

    public static EvidenceChange OfSpread(double spread, params IReadOnlyList<StreamKey> lines) =>
        new(EvidenceDecisionKind.Spread, lines, spread);

    public static EvidenceChange OfPrimary(params IReadOnlyList<StreamKey> lines) =>
        new(EvidenceDecisionKind.PrimaryLines, lines);

    /// <summary>What would be in force.</summary>
    public EvidencePolicy In(EvidencePolicy policy) =>
        Kind switch
        {
            EvidenceDecisionKind.Method => policy with { Method = EvidenceMethod.SpreadBetweenUnits },
            EvidenceDecisionKind.Spread => policy with
            {
                Spreads = policy
                    .Spreads.Where(own => !Lines.Contains(own.Key))
                    .Concat(Lines.Select(line => KeyValuePair.Create(line, Spread!.Value)))
                    .ToDictionary(),
            },
            EvidenceDecisionKind.PrimaryLines => policy with { Primary = Lines.ToHashSet() },
        };

    /// <summary>All but a higher τ: that only asks for more evidence.</summary>
    public bool NeedsSignature(EvidencePolicy policy) =>
        Kind is not EvidenceDecisionKind.Spread || Lines.Any(line => Spread < policy.SpreadOf(line));

    /// <summary>Why the lines concerned begin anew.</summary>
    public EpochCause Cause(IReadOnlyList<StreamDefinition> board) =>
        Kind switch
        {
            EvidenceDecisionKind.Method => EpochCause.Method,
            EvidenceDecisionKind.Spread => IsOfAll(board) ? EpochCause.SpreadOfAllLines : EpochCause.Spread,
            EvidenceDecisionKind.PrimaryLines => EpochCause.PrimaryLines,
        };

    /// <summary>The lines that begin anew: one whose τ stays goes on; where all are changed, or the family is, no line does.</summary>
    /// <param name="board">The definitions that stand.</param>
    public IReadOnlyList<StreamKey> Concerned(EvidencePolicy policy, IReadOnlyList<StreamDefinition> board) =>
        [
            .. board
                .Select(definition => definition.Key)
                .Where(line =>
                    Kind is not EvidenceDecisionKind.Spread
                    || IsOfAll(board)
                    || (Lines.Contains(line) && policy.SpreadOf(line) != Spread)
                ),
        ];

    /// <summary>Everything that speaks against it; empty when it can be decided.</summary>
    /// <param name="board">The definitions that stand.</param>
    public IEnumerable<Refusal> Check(EvidencePolicy policy, IReadOnlyList<StreamDefinition> board)
    {
        var known = board.Select(definition => definition.Key).ToHashSet();
        if (!Lines.All(known.Contains))
            return [Refusal.Of("stream.unknown", "stream")];
        return Kind switch
        {
            EvidenceDecisionKind.Method => policy.Method is EvidenceMethod.SpreadBetweenUnits
                ? [Refusal.Of("evidence.method-same", "method")]
                : [],
            EvidenceDecisionKind.Spread => CheckSpread(policy),
            EvidenceDecisionKind.PrimaryLines => CheckPrimary(policy),
        };
    }

    private IEnumerable<Refusal> CheckSpread(EvidencePolicy policy)
    {
        if (policy.Method is EvidenceMethod.SameAsTrial)
            yield return Refusal.Of("evidence.spread-needs-method", "spread");
        else if (Spread is not (>= LeastSpread and <= MostSpread) || Math.Round(Spread.Value, 2) != Spread)
            yield return Refusal.Of("evidence.spread-range", "spread", Text(LeastSpread), Text(MostSpread));
        else if (Lines.All(line => policy.SpreadOf(line) == Spread))
            yield return Refusal.Of("evidence.spread-same", "spread", Text(Spread.Value));
    }

    private IEnumerable<Refusal> CheckPrimary(EvidencePolicy policy)
    {
        if (Lines.Distinct().Count() > EvidencePolicy.MostPrimary)
            yield return Refusal.Of(
                "evidence.primary-count",
                "primary",
                EvidencePolicy.MostPrimary.ToString(CultureInfo.InvariantCulture)
            );
        else if (policy.Primary.SetEquals(Lines))
            yield return Refusal.Of("evidence.primary-same", "primary");
    }

    private bool IsOfAll(IReadOnlyList<StreamDefinition> board) =>
        board.All(definition => !definition.IsCompared || Lines.Contains(definition.Key));

    private static string Text(double spread) => spread.ToString("0.##", CultureInfo.InvariantCulture);
}
