namespace Pharmacovigilance.Domain.Rules;

/// <summary>
/// Isatuximab recorded as withdrawn because of an event: the next start waits for a physician's decision. A reaction that
/// already stops by itself is asked about once.
/// </summary>
internal static class DrugWithdrawnRule
{
    /// <param name="stopped">What the rules of infusion reactions found in the same course.</param>
    public static IEnumerable<Finding> Evaluate(CourseFacts course, RuleSet rules, IReadOnlyCollection<Finding> stopped)
    {
        if (rules.Active(RuleId.DrugWithdrawn) is not { } rule)
            yield break;
        bool reactionsStop = rules.Active(RuleId.ReactionStop) is not null;
        var asked = stopped
            .Where(finding => reactionsStop && finding.Rule == RuleId.ReactionStop)
            .Select(finding => FindingSubject.EventOf(finding.Subject))
            .ToHashSet();
        foreach (var cause in course.Withdrawals.Where(cause => !asked.Contains(cause.EventId)))
        {
            string subject = FindingSubject.OfWithdrawal(cause.EventId);
            DateTimeOffset? decided = course.OverriddenHolds.TryGetValue(subject, out var at) ? at : null;
            yield return course.Found(
                rule,
                subject,
                cause.Since,
                [
                    new(FactNames.Term, cause.LltCode),
                    new(FactNames.Grade, FactValues.Of(cause.Grade)),
                    new(FactNames.OnsetAt, FactValues.Of(cause.OnsetAt)),
                    new(FactNames.Regimen, course.Regimen.ToString()),
                ],
                new HoldEpisode(cause.Since, decided)
            );
        }
    }
}
