namespace Pharmacovigilance.Domain;

/// <summary>
/// Why an input or an action was not taken: a code that keys the sentence in the language resources, the field it is
/// about and the values the sentence names. The sentence says what was wrong, where, and what to do.
/// </summary>
/// <param name="Code">Stable dotted name, e.g. <c>infusion.time-before-previous-step</c>.</param>
/// <param name="Field">The form field or scenario element, or empty when it is about the whole.</param>
/// <param name="Arguments">Values for the sentence, already formatted invariantly.</param>
public sealed record Refusal(string Code, string Field, IReadOnlyList<string> Arguments)
{
    public static Refusal Of(string code, string field, params string[] arguments) => new(code, field, arguments);
}

/// <summary>Carries refusals out of a write job, so that the transaction rolls back and nothing half-taken stays.</summary>
public sealed class RefusedException : Exception
{
    public RefusedException(IReadOnlyList<Refusal> refusals)
        : base(string.Join("; ", refusals.Select(r => $"{r.Code} ({r.Field}): {string.Join(", ", r.Arguments)}"))) =>
        Refusals = refusals;

    public RefusedException(string code, string field, params string[] arguments)
        : this([Refusal.Of(code, field, arguments)]) { }

    public IReadOnlyList<Refusal> Refusals { get; }

    /// <summary>Throws when there is anything to refuse.</summary>
    public static void ThrowIfAny(IReadOnlyList<Refusal> refusals)
    {
        if (refusals.Count > 0)
            throw new RefusedException(refusals);
    }
}
