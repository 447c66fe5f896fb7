using System.Globalization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Rules;

/// <summary>The unit's own policy on top of the label: each change is a new signed version.</summary>
public sealed class LocalPolicyStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>Signs new values as the next version.</summary>
    /// <param name="seen">Values as entered; the version is that of the policy the person changed.</param>
    /// <exception cref="RefusedException">No reason, a value out of range, nothing changed, or somebody signed another version meanwhile.</exception>
    public async Task SignAsync(Actor actor, LocalPolicy seen, string reason, string? idempotencyKey = null)
    {
        await queue
            .RunAsync(new WriteRequest(actor, "policy.sign", idempotencyKey), scope =>
            {
                scope.RequireRole(Role.SafetyOfficer, Role.Administrator);
                if (string.IsNullOrWhiteSpace(reason))
                    throw new RefusedException("reason-required", "reason");
                RefusedException.ThrowIfAny(seen.Check());
                var knowledge = scope.Knowledge;
                var current = knowledge.Rules.Limits.Policy;
                if (seen.Version != current.Version)
                    throw new RefusedException("policy.changed-meanwhile", "policy", current.Version);
                if (seen == current)
                    throw new RefusedException("policy.unchanged", "policy");

                var next = seen with
                {
                    Version = (knowledge.RuleSets.Policies.Count + 1).ToString(CultureInfo.InvariantCulture),
                };
                var rules = knowledge.Rules.With(next);
                RuleDecisionRows.Sign(
                    scope,
                    knowledge with
                    {
                        Rules = rules,
                        RuleSets = knowledge.RuleSets with { Policies = [.. knowledge.RuleSets.Policies, next] },
                    },
                    new RuleDecision
                    {
                        Kind = RuleDecisionKind.LocalPolicy,
                        Stamp = rules.Stamp,
                        Since = scope.Now,
                        Reason = reason.Trim(),
                        SignedBy = scope.Actor.Name,
                        SetId = null,
                        PreviewId = null,
                        Policy = next,
                    }
                );
                scope.Decided();
                scope.Audit(
                    new AuditEntry(
                        Action: "policy.signed",
                        SubjectType: "local-policy",
                        SubjectId: next.Stamp,
                        Details: StoredJson.Write(new { was = current, now = next }),
                        Reason: reason.Trim()
                    )
                );
                scope.Touch(Rooms.Alerts | Rooms.Reference | Rooms.Infusions);
                return true;
            })
            .ConfigureAwait(false);
        database.Known.Follow(database);
    }
}
