namespace Pharmacovigilance.Domain.Signals;

/// <summary>How evidence is gathered and when a line may be called within expectation; stored with every definition.</summary>
public enum EvidenceMethod
{
    /// <summary>
    /// A unit's hazard is exactly the trial's, or 1.5, 2, 3 or 5 times that; green once enough patients were treated for a doubling
    /// to have shown. Boards from before the spread between units was looked at.
    /// </summary>
    SameAsTrial = 1,

    /// <summary>
    /// Ordinary units scatter around the trial with a spread τ of the log hazard; 2, 3 or 5 times the trial's hazard is looked
    /// for; green only by evidence of its own that the hazard is not doubled.
    /// </summary>
    SpreadBetweenUnits = 2,
}

/// <summary>What the time at risk of a line is judged by: of the trial its rate comes from.</summary>
public sealed record StreamTiming
{
    /// <summary>Of the trial's arm; null where no verified one is known.</summary>
    public required double? MedianTreatmentMonths { get; init; }

    /// <summary>Id of the data cut the treatment time comes from; another than the rate's is said on the line.</summary>
    public required string? TreatmentCut { get; init; }

    /// <summary>φ, of infusion-reaction lines only: the part of reactors who react at the first infusions.</summary>
    public required double? FirstInfusionPart { get; init; }

    /// <summary>How many first infusions φ speaks of.</summary>
    public required int? FirstInfusions { get; init; }

    /// <summary>The hazard may rise with time: only closed windows in their order can reassure.</summary>
    public required bool MayRise { get; init; }

    public static StreamTiming Unknown { get; } =
        new()
        {
            MedianTreatmentMonths = null,
            TreatmentCut = null,
            FirstInfusionPart = null,
            FirstInfusions = null,
            MayRise = false,
        };
}

/// <summary>What a unit has decided about its evidence.</summary>
/// <param name="Margins">ρ₀ of the lines that have their own.</param>
/// <param name="Spreads">τ of the lines that have their own.</param>
/// <param name="Primary">The lines that alone may raise a signal; empty = all of them may.</param>
public sealed record EvidencePolicy(
    EvidenceMethod Method,
    int MinimumPatients,
    IReadOnlyDictionary<StreamKey, double> Margins,
    IReadOnlyDictionary<StreamKey, double> Spreads,
    IReadOnlySet<StreamKey> Primary
)
{
    /// <summary>τ of ordinary units: 19 of 20 lie within 0.68 to 1.48 times the trial's hazard. Assumed, between a lower and an upper bound of what was measured elsewhere.</summary>
    public const double DefaultSpread = 0.2;

    /// <summary>τ of infusion reactions, until premedication and definition are matched.</summary>
    public const double ReactionSpread = 0.3;

    /// <summary>So many lines a unit may name primary.</summary>
    public const int MostPrimary = 5;

    /// <summary>Of a unit that has decided nothing yet.</summary>
    public static EvidencePolicy Of(
        EvidenceMethod method,
        int minimumPatients = StreamDefinition.DefaultMinimumPatients
    ) =>
        new(
            method,
            minimumPatients,
            new Dictionary<StreamKey, double>(),
            new Dictionary<StreamKey, double>(),
            new HashSet<StreamKey>()
        );

    /// <summary>Of a unit that begins with this version of the product.</summary>
    public static EvidencePolicy OfNewUnit { get; } = Of(EvidenceMethod.SpreadBetweenUnits);

    /// <summary>What is in force: the method and the margins are those of the definitions that stand.</summary>
    /// <param name="definitions">None in a new unit.</param>
    /// <param name="spreads">As the unit has decided them.</param>
    /// <param name="primary">As the unit has named them.</param>
    public static EvidencePolicy Standing(
        IReadOnlyList<StreamDefinition> definitions,
        IReadOnlyDictionary<StreamKey, double> spreads,
        IReadOnlySet<StreamKey> primary
    ) =>
        definitions.Count == 0
            ? OfNewUnit with
            {
                Spreads = spreads,
                Primary = primary,
            }
            : new EvidencePolicy(
                definitions[0].Method,
                definitions[0].MinimumPatients,
                definitions
                    .Where(definition => definition.Margin != 1)
                    .ToDictionary(definition => definition.Key, definition => definition.Margin),
                spreads,
                primary
            );

    public double MarginOf(StreamKey stream) => Margins.GetValueOrDefault(stream, 1);

    /// <summary>τ of a line; 0 by the method that knows no spread.</summary>
    public double SpreadOf(StreamKey stream) =>
        Method is EvidenceMethod.SameAsTrial ? 0
        : Spreads.TryGetValue(stream, out double own) ? own
        : DefaultOf(stream);

    /// <summary>τ of a line the unit has decided nothing about.</summary>
    public static double DefaultOf(StreamKey stream) => stream.IsInfusionReaction ? ReactionSpread : DefaultSpread;
}
