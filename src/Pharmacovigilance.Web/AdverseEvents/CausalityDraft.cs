using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Web.AdverseEvents;

/// <summary>A half-filled causality assessment; survives a reload as JSON.</summary>
/// <param name="Key">Made when the form is opened: the same form saved twice takes effect once.</param>
/// <param name="Seen">How many assessments of this drug and method there were then.</param>
public sealed record CausalityDraft(string Key, SuspectDrug Drug, CausalityMethod Method, int Seen)
{
    public WhoUmcCategory? Category { get; init; }

    /// <summary>Ten, in the order of the questions; every one starts unanswered.</summary>
    public IReadOnlyList<NaranjoAnswer> Answers { get; init; } =
    [.. Enumerable.Repeat(NaranjoAnswer.Unanswered, CausalityKnowledge.QuestionCount)];

    public string Comment { get; init; } = "";

    /// <summary>Only where an assessment is replaced.</summary>
    public string Reason { get; init; } = "";

    public CausalityDraft With(int question, NaranjoAnswer answer) =>
        this with
        {
            Answers = [.. Answers.Select((old, i) => i == question - 1 ? answer : old)],
        };

    public CausalityContent Content =>
        new()
        {
            Drug = Drug,
            Method = Method,
            WhoUmc = Method is CausalityMethod.WhoUmc ? Category : null,
            Naranjo = Method is CausalityMethod.Naranjo ? Answers : null,
            Comment = Comment,
        };
}
