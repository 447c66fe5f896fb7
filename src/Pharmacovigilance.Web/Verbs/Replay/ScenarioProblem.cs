namespace Pharmacovigilance.Web.Verbs.Replay;

/// <summary>One thing that is wrong with a scenario.</summary>
/// <param name="Place">The element, e.g. <c>steps[12].value</c>, or line and column where the text is no JSON; empty for the whole.</param>
/// <param name="Problem">The rest of the sentence, e.g. "is missing."</param>
internal sealed record ScenarioProblem(string Place, string Problem)
{
    public override string ToString() => Place.Length == 0 ? Problem : $"{Place} {Problem}";
}

/// <summary>The scenario cannot be replayed; nothing of it is reported.</summary>
internal sealed class ScenarioRefusedException(IReadOnlyList<ScenarioProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    public ScenarioRefusedException(string place, string problem)
        : this([new ScenarioProblem(place, problem)]) { }

    /// <summary>In the order of the document.</summary>
    public IReadOnlyList<ScenarioProblem> Problems { get; } = problems;

    /// <summary>The step that was to be built on and is not on record; null for every other problem.</summary>
    public ScenarioStep? Missing { get; init; }
}
