using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>What a scenario tells of a patient beside the course. It is printed and decides nothing.</summary>
internal sealed record Background(
    string? Diagnosis,
    string? Stage,
    IReadOnlyList<string> PriorLines,
    string? Response,
    bool? IntervalProlonged,
    bool? DoseReduced,
    string? Note
);

/// <summary>Reads background and earlier treatment.</summary>
internal static class ScenarioBackground
{
    private static readonly Dictionary<string, Stated> Answers = Enum.GetValues<Stated>()
        .ToDictionary(value => ScenarioWords.Of(value), value => value, StringComparer.Ordinal);
    private static readonly Dictionary<string, Stated> NotKnown = new(StringComparer.Ordinal)
    {
        ["notKnown"] = Stated.Unknown,
        ["unknown"] = Stated.Unknown,
    };
    private static readonly string[] Defined =
    [
        "diagnosis",
        "stage",
        "priorLines",
        "response",
        "intervalProlonged",
        "doseReduced",
        "note",
        "comment",
    ];

    /// <param name="notUsed">Takes the paths of what is none of the defined elements.</param>
    public static Background? Read(ScenarioElement? element, List<string> notUsed)
    {
        if (element is null)
            return null;
        if (!element.IsObject)
        {
            notUsed.Add(element.Path);
            return null;
        }

        notUsed.AddRange(
            element
                .Names()
                .Where(name => !Defined.Contains(name, StringComparer.Ordinal))
                .Select(name => $"{element.Path}.{name}")
        );
        return new Background(
            element.Optional("diagnosis")?.Text(500),
            element.Optional("stage")?.Text(500),
            [
                .. element
                    .Optional("priorLines")
                    ?.Items("a list of lines of treatment")
                    .Select(line => line.Text(200))
                    .OfType<string>()
                    ?? [],
            ],
            element.Optional("response")?.Text(500),
            element.Optional("intervalProlonged")?.Boolean(),
            element.Optional("doseReduced")?.Boolean(),
            element.Optional("note")?.Text(2000)
        );
    }

    /// <summary>What is left out is unknown.</summary>
    public static PriorTreatment PriorTreatment(ScenarioElement? element)
    {
        if (
            element is null
            || !element.Knows(
                "earlier treatment",
                "lines",
                "lenalidomide",
                "proteasomeInhibitor",
                "refractoryToLenalidomide",
                "refractoryToProteasomeInhibitor"
            )
        )
            return Domain.Patients.PriorTreatment.Unknown;
        Stated Answer(string name) => element.Optional(name)?.Choice(Answers) ?? Stated.Unknown;
        return new PriorTreatment
        {
            Lines = element.Optional("lines")?.Integer(0, CourseBaselineRules.MostLines),
            Lenalidomide = Answer("lenalidomide"),
            ProteasomeInhibitor = Answer("proteasomeInhibitor"),
            RefractoryToLenalidomide = Answer("refractoryToLenalidomide"),
            RefractoryToProteasomeInhibitor = Answer("refractoryToProteasomeInhibitor"),
        };
    }

    /// <summary>ECOG performance status: 0 to 4, or that it is not known; left out = not entered.</summary>
    public static EcogStatus? Ecog(ScenarioElement? element) =>
        element switch
        {
            null => null,
            { IsText: true } => element.Choice(NotKnown) is null ? null : EcogStatus.NotKnown,
            _ => element.Integer(0, 4) is { } level ? EcogStatuses.Of(level) : null,
        };

    /// <summary>eGFR in mL/min/1.73 m²: a number, one with its date, or that it is not known; left out = not entered.</summary>
    public static RenalFunction? Renal(ScenarioElement? element)
    {
        if (element is null)
            return null;
        if (element.IsText)
            return element.Choice(NotKnown) is null ? null : RenalFunction.NotKnown;
        if (!element.IsObject)
            return Egfr(element) is { } alone ? new RenalFunction(alone, null) : null;
        element.Knows("an eGFR", "value", "date");
        return element.Required("value", "Give mL/min/1.73 m².") is { } value && Egfr(value) is { } egfr
            ? new RenalFunction(egfr, element.Optional("date")?.Date())
            : null;
    }

    private static long? Egfr(ScenarioElement element)
    {
        if (element.Number() is not { } value)
            return null;
        if (value is >= RenalFunction.Least and <= RenalFunction.Most && value * 1000 % 1 == 0)
            return (long)(value * 1000);
        element.Refuse(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"must lie between {RenalFunction.Least} and {RenalFunction.Most} mL/min/1.73 m² with at most three decimals, but is {element.Raw()}."
            )
        );
        return null;
    }
}
