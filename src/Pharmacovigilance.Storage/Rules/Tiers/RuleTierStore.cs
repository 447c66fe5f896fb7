using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Domain.Rules.Tiers;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Rules.Tiers;

/// <summary>What a change of one rule would have done to the last year.</summary>
/// <param name="From">Stamp in force when it was worked out.</param>
/// <param name="To">Stamp with the change.</param>
/// <param name="Now">Findings of the rule as it stands.</param>
/// <param name="PagedNow">Of them, on a tier that calls.</param>
/// <param name="Then">Findings of the rule with the change.</param>
/// <param name="PagedThen">Of them, on a tier that calls.</param>
/// <param name="Affected">Courses of whose findings one would be on another tier or not there, with how many; most first.</param>
public sealed record RuleTierPreview(
    RulePreviewId Id,
    TierChange Change,
    string From,
    string To,
    DateTimeOffset Since,
    DateTimeOffset MadeAt,
    int Courses,
    int Now,
    int PagedNow,
    int Then,
    int PagedThen,
    IReadOnlyList<(CourseRecord Course, int Findings)> Affected
);

/// <summary>
/// Demotes, restores and retires rules: previewed over the last year, signed, dated, and never changed afterwards. Alerts
/// that are there keep the rules they were raised by.
/// </summary>
public sealed class RuleTierStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>Works out what the change would have done in all courses, and keeps that for a signature.</summary>
    /// <param name="progress">Courses done of all courses.</param>
    /// <exception cref="RefusedException">The rule holds infusions or interrupts, or the change changes nothing.</exception>
    public async Task<RuleTierPreview> PreviewAsync(
        Actor actor,
        TierChange change,
        IProgress<(int Done, int All)>? progress = null
    )
    {
        var preview = await database
            .ReadAsync(scope => Preview(scope, scope.Knowledge, change, progress))
            .ConfigureAwait(false);
        return await queue
            .RunAsync(new WriteRequest(actor, "rule-tier.preview"), scope => Keep(scope, preview))
            .ConfigureAwait(false);
    }

    /// <summary>Puts the previewed change in force from now on.</summary>
    /// <exception cref="RefusedException">No reason; no such preview; the preview is older than a day, or the rules have changed since.</exception>
    public async Task SignAsync(Actor actor, RulePreviewId previewId, string reason, string? idempotencyKey = null)
    {
        await queue
            .RunAsync(new WriteRequest(actor, "rule-tier.sign", idempotencyKey), scope =>
            {
                scope.RequireRole(Role.SafetyOfficer);
                if (string.IsNullOrWhiteSpace(reason))
                    throw new RefusedException("reason-required", "reason");
                var kept = scope.FirstOrDefault<KeptRow>(
                    "select from_stamp, to_stamp, made_at, content_json from rule_preview where id = @previewId",
                    new { previewId }
                );
                if (kept is null || StoredJson.Read<Content>(kept.ContentJson) is not { Change: { } change })
                    throw new RefusedException("rule-tier.preview-missing", "preview");
                var knowledge = scope.Knowledge;
                var after = After(knowledge, change);
                if (kept.FromStamp != knowledge.Rules.Stamp || kept.ToStamp != after.Rules.Stamp)
                    throw new RefusedException("rules.preview-outdated", "preview", knowledge.Rules.Stamp);
                if (scope.Now - kept.MadeAt > RulePreview.FreshFor)
                    throw new RefusedException("rules.preview-old", "preview");

                RuleDecisionRows.Sign(
                    scope,
                    after,
                    new RuleDecision
                    {
                        Kind = RuleDecisionKind.RuleTier,
                        Stamp = after.Rules.Stamp,
                        Since = scope.Now,
                        Reason = reason.Trim(),
                        SignedBy = scope.Actor.Name,
                        SetId = null,
                        PreviewId = previewId,
                        Policy = null,
                        Change = change,
                    }
                );
                scope.Decided();
                scope.Audit(
                    new AuditEntry(
                        Action: "rule-tier.signed",
                        SubjectType: "rule",
                        SubjectId: change.Rule.Code(),
                        Details: StoredJson.Write(
                            new
                            {
                                change,
                                from = kept.FromStamp,
                                to = kept.ToStamp,
                                previewId,
                            }
                        ),
                        Reason: reason.Trim()
                    )
                );
                scope.Touch(Rooms.Alerts | Rooms.Reference);
                return true;
            })
            .ConfigureAwait(false);
        database.Known.Follow(database);
    }

    private RuleTierPreview Preview(
        QueryScope scope,
        Knowledge knowledge,
        TierChange change,
        IProgress<(int Done, int All)>? progress
    )
    {
        var after = After(knowledge, change);
        var now = scope.Clock.Now;
        var since = now.AddYears(-1);
        var courses = PatientStore.CourseIds(scope);
        int before = 0,
            pagedBefore = 0,
            then = 0,
            pagedThen = 0;
        var affected = new List<(CourseRecord Course, int Findings)>();
        for (int i = 0; i < courses.Count; i++)
        {
            var course = CourseRows.Read(scope, courses[i]);
            var compared = RulePreviewing
                .Compare(scope, knowledge, after, course, now)
                .Where(c => c.Shown.Rule == change.Rule && c.Shown.Since >= since)
                .ToList();
            before += compared.Count(c => c.InForce is not null);
            pagedBefore += compared.Count(c => c.InForce?.Tier > AlertTier.Passive);
            then += compared.Count(c => c.Other is not null);
            pagedThen += compared.Count(c => c.Other?.Tier > AlertTier.Passive);
            int changed = compared.Count(c => c.InForce?.Tier != c.Other?.Tier);
            if (changed > 0)
                affected.Add((course.Course, changed));
            progress?.Report((i + 1, courses.Count));
        }

        return new RuleTierPreview(
            Id: default,
            Change: change,
            From: knowledge.Rules.Stamp,
            To: after.Rules.Stamp,
            Since: since,
            MadeAt: now,
            Courses: courses.Count,
            Now: before,
            PagedNow: pagedBefore,
            Then: then,
            PagedThen: pagedThen,
            Affected:
            [
                .. affected
                    .OrderByDescending(one => one.Findings)
                    .ThenBy(one => one.Course.Code, StringComparer.Ordinal),
            ]
        );
    }

    /// <summary>What the unit would work by after a change.</summary>
    private static Knowledge After(Knowledge knowledge, TierChange change)
    {
        var library = knowledge.RuleSets;
        if (!knowledge.Rules.Rules.TryGetValue(change.Rule, out var standing))
            throw new RefusedException("rule-tier.unknown", "rule", change.Rule.Code());
        var shipped = library.Sets.First(set => set.Id == knowledge.Rules.Id).Of(change.Rule);
        if (TierChanges.Refuse(shipped, standing, change.Kind) is { } refusal)
            throw new RefusedException([refusal]);
        var next = library with { Changes = [.. library.Changes, change] };
        return knowledge with { RuleSets = next, Rules = next.Find(knowledge.Rules.Id)! };
    }

    private static RuleTierPreview Keep(WriteScope scope, RuleTierPreview preview)
    {
        scope.RequireRole(Role.SafetyOfficer, Role.Physician);
        preview = preview with { Id = scope.NewId<RulePreviewId>() };
        // Ids in place of names: what was signed stays provable, and no patient is copied into another table.
        string content = StoredJson.Write(
            new Content(
                Change: preview.Change,
                Since: preview.Since,
                Courses: preview.Courses,
                Now: preview.Now,
                PagedNow: preview.PagedNow,
                Then: preview.Then,
                PagedThen: preview.PagedThen,
                Affected: [.. preview.Affected.Select(one => new Affected(one.Course.CourseId, one.Findings))]
            )
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
                setId = RuleStamp.Parse(preview.To).SetId,
                madeAt = preview.MadeAt,
                byId = scope.Actor.UserId,
                by = scope.Actor.Name,
                content,
            }
        );
        scope.Audit(new AuditEntry("rule-tier.previewed", "rule-preview", preview.Id.ToString(), content));
        return preview;
    }

    /// <summary>What is kept of a preview; a preview of a rule set has no change.</summary>
    private sealed record Content(
        TierChange? Change,
        DateTimeOffset Since,
        int Courses,
        int Now,
        int PagedNow,
        int Then,
        int PagedThen,
        IReadOnlyList<Affected>? Affected
    );

    private sealed record Affected(CourseId CourseId, int Findings);

    private sealed record KeptRow
    {
        public required string FromStamp { get; init; }
        public required string ToStamp { get; init; }
        public required DateTimeOffset MadeAt { get; init; }
        public required string ContentJson { get; init; }
    }
}
