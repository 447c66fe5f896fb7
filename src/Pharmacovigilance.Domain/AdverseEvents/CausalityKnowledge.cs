using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <param name="Criteria">In our own words.</param>
/// <param name="Verified">False: the wording is to be confirmed against the publication.</param>
public sealed record WhoUmcDefinition(
    WhoUmcCategory Category,
    LocalizedText Name,
    LocalizedText Criteria,
    bool Verified
);

/// <summary>A question of the Naranjo scale with its scores.</summary>
/// <param name="Number">1–10.</param>
public sealed record NaranjoQuestion(int Number, LocalizedText Text, int Yes, int No, int Unknown)
{
    /// <summary>Null for a question that nobody answered.</summary>
    public int? Score(NaranjoAnswer answer) =>
        answer switch
        {
            NaranjoAnswer.Unanswered => null,
            NaranjoAnswer.Yes => Yes,
            NaranjoAnswer.No => No,
            NaranjoAnswer.Unknown => Unknown,
        };
}

/// <param name="From">The lowest score; null for the lowest category.</param>
public sealed record NaranjoBand(NaranjoCategory Category, LocalizedText Name, int? From);

/// <param name="Score">−4 to 13.</param>
public sealed record NaranjoScore(int Score, NaranjoBand Band);

/// <summary>How causality is judged. Parsed from <c>db/reference/causality.json</c>.</summary>
public sealed record CausalityKnowledge(
    string Version,
    string WhoUmcSource,
    IReadOnlyList<WhoUmcDefinition> WhoUmc,
    string NaranjoSource,
    bool NaranjoWordingVerified,
    IReadOnlyList<NaranjoQuestion> Questions,
    IReadOnlyList<NaranjoBand> Bands
)
{
    public const int QuestionCount = 10;

    /// <summary>The lowest and highest score that answers can give.</summary>
    public (int Lowest, int Highest) Range =>
        (
            Questions.Sum(question => Math.Min(question.Yes, Math.Min(question.No, question.Unknown))),
            Questions.Sum(question => Math.Max(question.Yes, Math.Max(question.No, question.Unknown)))
        );

    public WhoUmcDefinition Of(WhoUmcCategory category) => WhoUmc.Single(one => one.Category == category);

    /// <summary>The score and its category; null unless all ten questions are answered, "unknown" being an answer.</summary>
    public NaranjoScore? Score(IReadOnlyList<NaranjoAnswer> answers)
    {
        if (answers.Count != QuestionCount)
            return null;
        var scores = Questions.Zip(answers, (question, answer) => question.Score(answer)).ToList();
        if (scores.Exists(score => score is null))
            return null;
        int sum = scores.Sum()!.Value;
        return new NaranjoScore(sum, Bands.First(band => band.From is null || sum >= band.From));
    }

    /// <summary>Everything wrong with an assessment; empty when it can be taken.</summary>
    public static IEnumerable<Refusal> Check(CausalityContent content, IReadOnlyList<SuspectDrug> suspects)
    {
        if (!suspects.Contains(content.Drug))
            yield return Refusal.Of(
                "causality.not-a-suspect",
                "drug",
                content.Drug.ToString(),
                string.Join(", ", suspects)
            );
        if (content.Method is CausalityMethod.WhoUmc && content.WhoUmc is null)
            yield return Refusal.Of("causality.category-not-chosen", "category");
        if (content.Method is CausalityMethod.Naranjo && content.Naranjo is not { Count: QuestionCount })
            yield return Refusal.Of("causality.ten-answers", "answers");
        if (content.Naranjo is { } answers && answers.All(answer => answer is NaranjoAnswer.Unanswered))
            yield return Refusal.Of("causality.nothing-answered", "answers");
        if (content.Comment?.Length > 2000)
            yield return Refusal.Of("too-long", "comment", "2000");
    }

    /// <exception cref="DataFormatException">The data is malformed or contradicts itself.</exception>
    public static CausalityKnowledge Parse(string json, string file)
    {
        var root = DataElement.Parse(json, file).Knows("version", "whoUmc", "naranjo");
        var whoUmc = root["whoUmc"].Knows("source", "categories");
        var naranjo = root["naranjo"].Knows("source", "wordingVerified", "questions", "categories");
        var categories = whoUmc["categories"].Items().Select(ReadCategory).ToList();
        if (!categories.Select(one => one.Category).SequenceEqual(Enum.GetValues<WhoUmcCategory>()))
            throw whoUmc["categories"].Refuse("must have all six categories in their order.");
        var questions = naranjo["questions"].Items().Select(ReadQuestion).ToList();
        if (!questions.Select(one => one.Number).SequenceEqual(Enumerable.Range(1, QuestionCount)))
            throw naranjo["questions"].Refuse("must be numbered 1 to 10.");
        var bands = naranjo["categories"].Items().Select(ReadBand).ToList();
        if (
            !bands.Select(one => one.Category).SequenceEqual(Enum.GetValues<NaranjoCategory>())
            || bands[^1].From is not null
        )
            throw naranjo["categories"]
                .Refuse("must have all four categories, the highest first and the lowest without a limit.");
        return new CausalityKnowledge(
            root["version"].Text(),
            whoUmc["source"].Text(),
            categories,
            naranjo["source"].Text(),
            naranjo["wordingVerified"].Boolean(),
            questions,
            bands
        );
    }

    private static WhoUmcDefinition ReadCategory(DataElement element)
    {
        element.Knows("category", "name", "criteria", "verified");
        return new WhoUmcDefinition(
            element["category"].Name<WhoUmcCategory>(),
            element["name"].Localized(),
            element["criteria"].Localized(),
            element["verified"].Boolean()
        );
    }

    private static NaranjoQuestion ReadQuestion(DataElement element)
    {
        element.Knows("number", "yes", "no", "unknown", "text");
        return new NaranjoQuestion(
            element["number"].Integer(),
            element["text"].Localized(),
            element["yes"].IntegerFrom(-2, 2),
            element["no"].IntegerFrom(-2, 2),
            element["unknown"].IntegerFrom(-2, 2)
        );
    }

    private static NaranjoBand ReadBand(DataElement element)
    {
        element.Knows("category", "from", "name");
        return new NaranjoBand(
            element["category"].Name<NaranjoCategory>(),
            element["name"].Localized(),
            element.Optional("from")?.Integer()
        );
    }
}
