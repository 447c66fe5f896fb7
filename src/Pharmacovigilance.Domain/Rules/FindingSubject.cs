namespace Pharmacovigilance.Domain.Rules;

/// <summary>The printed subjects of findings: what within the course a finding is about.</summary>
public static class FindingSubject
{
    public static string OfInfusion(InfusionId infusion) => $"infusion:{infusion}";

    /// <summary>A hold episode, named by the count that opened it.</summary>
    public static string OfCount(ObservationId opening) => $"anc:{opening}";

    /// <summary>A stretch of low platelets, named by the count that opened it.</summary>
    public static string OfPlatelets(ObservationId opening) => $"platelets:{opening}";

    /// <summary>A stretch of high blood pressure before infusions, named by the reading that opened it.</summary>
    public static string OfPressure(ObservationId opening) => $"pressure:{opening}";

    public static string OfEvent(AdverseEventId reaction) => $"event:{reaction}";

    /// <summary>
    /// A life-threatening reaction is a subject of its own: a decision taken while the record said grade 3 must not silence
    /// the grade 4 it is corrected to.
    /// </summary>
    public static string OfLifeThreateningEvent(AdverseEventId reaction) => $"event:{reaction}/life-threatening";

    /// <summary>A reaction that came back, or did not settle, is a subject of its own for the same reason.</summary>
    internal static string OfTurn(AdverseEventId reaction, ReactionTurn turn) =>
        turn switch
        {
            ReactionTurn.None => OfEvent(reaction),
            ReactionTurn.Recurred => $"event:{reaction}/recurred",
            ReactionTurn.NotSettled => $"event:{reaction}/not-settled",
        };

    /// <summary>The withdrawal of the drug because of an event: a decision about the reaction itself does not release it.</summary>
    public static string OfWithdrawal(AdverseEventId cause) => $"event:{cause}/withdrawn";

    /// <summary>The infusion a subject names; null when it is about something else.</summary>
    public static InfusionId? InfusionOf(string subject) =>
        IdOf(subject, "infusion:") is { } id ? new InfusionId(id) : null;

    /// <summary>The event a subject names; null when it is about something else.</summary>
    public static AdverseEventId? EventOf(string subject) =>
        IdOf(subject, "event:") is { } id ? new AdverseEventId(id) : null;

    private static Guid? IdOf(string subject, string kind) =>
        subject.StartsWith(kind, StringComparison.Ordinal)
        && Guid.TryParse(subject[kind.Length..].Split('/')[0], out var id)
            ? id
            : null;
}
