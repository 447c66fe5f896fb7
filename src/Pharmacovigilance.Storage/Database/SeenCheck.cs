using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Storage.Database;

/// <summary>Compares what a person saw with what is: one rule for every save, in the save's own transaction.</summary>
internal static class SeenCheck
{
    private const string Select =
        "select seq, at, actor_name, action from audit_entry where seq > @seq and substr(action, 1, @length) = @prefix and ";

    /// <exception cref="ChangedMeanwhileException">A subject of the screen changed after it was read.</exception>
    public static void Require(WriteScope scope)
    {
        if (scope.Actor.Seen is not { Subjects.Count: > 0 } seen)
            return;
        var changes = seen
            .Subjects.SelectMany(subject => Changes(scope, seen.Seq, subject))
            .Where(change => !seen.Own.Contains(change.Seq))
            .DistinctBy(change => change.Seq)
            .OrderByDescending(change => change.Seq)
            .ToList();
        if (changes.Count > 0)
            throw new ChangedMeanwhileException(seen, changes);
    }

    private static IReadOnlyList<SeenChange> Changes(WriteScope scope, long seq, SeenSubject subject)
    {
        string where = subject switch
        {
            { Type: SeenSubject.CourseType } => "course_id = @id",
            { Id: null } => "subject_type = @type",
            _ => "subject_type = @type and subject_id = @id",
        };
        return scope.Query<SeenChange>(
            Select + where,
            new
            {
                seq,
                prefix = subject.ActionPrefix,
                length = subject.ActionPrefix.Length,
                type = subject.Type,
                id = subject.Id,
            }
        );
    }
}

/// <summary>What happened to a record after a person looked at it.</summary>
public sealed record SeenChange
{
    public required long Seq { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string ActorName { get; init; }

    /// <summary>The audit entry's action, e.g. <c>infusion.step-recorded</c>.</summary>
    public required string Action { get; init; }
}
