using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Rules;

/// <summary>One course under the set in force and under another.</summary>
/// <param name="Findings">Newest first.</param>
public sealed record CourseComparison(
    CourseRecord Course,
    RuleSet InForce,
    RuleSet Other,
    IReadOnlyList<ComparedFinding> Findings
);

/// <summary>
/// Which label's rule set is in force: previewed over the last year, signed, dated, and never changed afterwards. Alerts
/// that are open keep the rules they were opened by; what is entered after the signature is judged by the new ones.
/// </summary>
public sealed class RuleSetStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>All decisions about rules and local policy, newest first; empty in a unit that works by what was shipped.</summary>
    public Task<IReadOnlyList<RuleDecision>> DecisionsAsync() =>
        database.ReadAsync<IReadOnlyList<RuleDecision>>(scope => [.. RuleDecisionRows.All(scope).Reverse()]);

    /// <summary>Works out what a set would have said over the last year in all courses, and keeps that for an activation.</summary>
    /// <param name="progress">Courses done of all courses.</param>
    /// <exception cref="RefusedException">There is no such set, it is in force, or it is retired.</exception>
    public async Task<RulePreview> PreviewAsync(
        Actor actor,
        string setId,
        IProgress<(int Done, int All)>? progress = null
    )
    {
        var preview = await database
            .ReadAsync(scope =>
            {
                var knowledge = scope.Knowledge;
                var set = Other(knowledge.RuleSets, knowledge.Rules, setId);
                // What can never be put in force need not be worked out; a course is compared with it by the label time machine.
                if (set.IsRetired)
                    throw new RefusedException("rules.retired", "ruleSet", set.Stamp);
                return RulePreviewing.Of(scope, knowledge, set, progress);
            })
            .ConfigureAwait(false);
        return await queue
            .RunAsync(new WriteRequest(actor, "rules.preview"), scope =>
            {
                scope.RequireRole(Role.SafetyOfficer, Role.Physician);
                return Keep(scope, preview);
            })
            .ConfigureAwait(false);
    }

    /// <summary>Puts the previewed set in force from now on.</summary>
    /// <exception cref="RefusedException">No reason; no such preview; the preview is older than a day, or the rules have changed since; the set is retired.</exception>
    public async Task ActivateAsync(Actor actor, RulePreviewId previewId, string reason, string? idempotencyKey = null)
    {
        await queue
            .RunAsync(new WriteRequest(actor, "rules.activate", idempotencyKey), scope =>
            {
                scope.RequireRole(Role.SafetyOfficer);
                if (string.IsNullOrWhiteSpace(reason))
                    throw new RefusedException("reason-required", "reason");
                var knowledge = scope.Knowledge;
                var preview = scope.FirstOrDefault<PreviewRow>(
                    "select from_stamp, to_stamp, set_id, made_at from rule_preview where id = @previewId",
                    new { previewId }
                ) ?? throw new RefusedException("rules.preview-missing", "preview");
                var set = Other(knowledge.RuleSets, knowledge.Rules, preview.SetId);
                if (set.IsRetired)
                    throw new RefusedException("rules.retired", "ruleSet", set.Stamp);
                if (preview.FromStamp != knowledge.Rules.Stamp || preview.ToStamp != set.Stamp)
                    throw new RefusedException("rules.preview-outdated", "preview", knowledge.Rules.Stamp);
                if (scope.Now - preview.MadeAt > RulePreview.FreshFor)
                    throw new RefusedException("rules.preview-old", "preview");

                RuleDecisionRows.Sign(
                    scope,
                    knowledge.Under(set),
                    new RuleDecision
                    {
                        Kind = RuleDecisionKind.RuleSet,
                        Stamp = set.Stamp,
                        Since = scope.Now,
                        Reason = reason.Trim(),
                        SignedBy = scope.Actor.Name,
                        SetId = set.Id,
                        PreviewId = previewId,
                        Policy = null,
                    }
                );
                scope.Decided();
                scope.Audit(
                    new AuditEntry(
                        Action: "rules.activated",
                        SubjectType: "rule-set",
                        SubjectId: set.Stamp,
                        Details: StoredJson.Write(
                            new
                            {
                                from = preview.FromStamp,
                                to = set.Stamp,
                                previewId,
                            }
                        ),
                        Reason: reason.Trim()
                    )
                );
                scope.Touch(Rooms.Alerts | Rooms.Reference | Rooms.Infusions);
                return true;
            })
            .ConfigureAwait(false);
        database.Known.Follow(database);
    }

    /// <summary>The label time machine: what another set would have said for one course; null when there is no such course.</summary>
    /// <exception cref="RefusedException">There is no such set, it is in force, or it is retired.</exception>
    public Task<CourseComparison?> CompareAsync(CourseId courseId, string setId) =>
        database.ReadAsync(scope =>
        {
            if (PatientStore.Find(scope, courseId) is not { } course)
                return null;
            var knowledge = scope.Knowledge;
            var other = Other(knowledge.RuleSets, knowledge.Rules, setId);
            return new CourseComparison(
                course,
                knowledge.Rules,
                other,
                RulePreviewing.Compare(
                    scope,
                    knowledge,
                    knowledge.Under(other),
                    CourseRows.Read(scope, course),
                    scope.Clock.Now
                )
            );
        });

    private static RuleSet Other(RuleLibrary library, RuleSet inForce, string setId)
    {
        var set = library.Find(setId) ?? throw new RefusedException("rules.unknown", "ruleSet", setId);
        return set.Id == inForce.Id ? throw new RefusedException("rules.in-force-already", "ruleSet", set.Stamp) : set;
    }

    private static RulePreview Keep(WriteScope scope, RulePreview preview)
    {
        preview = preview with { Id = scope.NewId<RulePreviewId>() };
        // Ids in place of names: what was signed stays provable, and no patient is copied into another table.
        string content = StoredJson.Write(
            new
            {
                preview.Since,
                preview.Courses,
                preview.HoldsInForce,
                preview.HoldsOther,
                preview.Rules,
                preview.DifferencesTotal,
                differences = preview.Differences.Select(d => new
                {
                    d.Course.CourseId,
                    d.Compared.Agreement,
                    d.Compared.Shown.Rule,
                    d.Compared.Shown.Subject,
                }),
            }
        );
        scope.Execute(
            """
            insert into rule_preview (id, from_stamp, to_stamp, set_id, made_at, made_by_id, made_by, content_json)
            values (@id, @fromStamp, @toStamp, @setId, @madeAt, @byId, @by, @content)
            """,
            new
            {
                id = preview.Id,
                fromStamp = preview.From,
                toStamp = preview.To,
                setId = preview.SetId,
                madeAt = preview.MadeAt,
                byId = scope.Actor.UserId,
                by = scope.Actor.Name,
                content,
            }
        );
        scope.Audit(
            new AuditEntry(
                "rules.previewed",
                "rule-preview",
                preview.Id.ToString(),
                StoredJson.Write(
                    new
                    {
                        preview.From,
                        preview.To,
                        preview.Rules,
                        preview.DifferencesTotal,
                    }
                )
            )
        );
        return preview;
    }

    private sealed record PreviewRow
    {
        public required string FromStamp { get; init; }
        public required string ToStamp { get; init; }
        public required string SetId { get; init; }
        public required DateTimeOffset MadeAt { get; init; }
    }
}
