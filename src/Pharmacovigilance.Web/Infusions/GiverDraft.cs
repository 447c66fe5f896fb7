using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Web.Infusions;

/// <summary>Who gave a drug, as chosen in a form.</summary>
/// <param name="Choice">An account's id, or one of the words below.</param>
/// <param name="Name">Of the chosen account, or as typed.</param>
public sealed record GiverDraft(string Choice, string Name = "")
{
    /// <summary>The person who records it.</summary>
    public const string Recorder = "me";

    /// <summary>Somebody without an account, by name.</summary>
    public const string Other = "other";

    /// <summary>Nobody said; only where an earlier record left it open.</summary>
    public const string NotStated = "";

    public static readonly GiverDraft Me = new(Recorder);

    public static GiverDraft Of(Giver? giver) =>
        giver switch
        {
            null => new(NotStated),
            { UserId: { } id } => new(id.ToString(), giver.Name),
            _ => new(Other, giver.Name),
        };

    /// <summary>The person meant; null where nobody was named.</summary>
    /// <param name="recorder">Who is at the screen.</param>
    public Giver? Read(Actor recorder) =>
        Choice switch
        {
            Recorder => new Giver(recorder.UserId, recorder.Name),
            NotStated => null,
            Other => string.IsNullOrWhiteSpace(Name) ? null : new Giver(null, Name.Trim()),
            _ => Guid.TryParse(Choice, out var id) ? new Giver(new UserId(id), Name) : null,
        };
}
