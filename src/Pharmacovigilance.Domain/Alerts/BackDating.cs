using System.Globalization;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Alerts;

/// <summary>
/// How loud an alert is whose facts were already old when they were entered: a record taken over, an event remembered late.
/// What would long have expired undecided is shown in its context and calls nobody. What holds an infusion, is life-threatening,
/// of grade 3 or higher or of unknown grade is as loud as ever.
/// </summary>
public static class BackDating
{
    /// <param name="knownAt">When the facts were first entered.</param>
    /// <param name="expiresAfter">After how long an alert of this kind expires undecided.</param>
    public static AlertTier TierOf(Finding finding, DateTimeOffset knownAt, TimeSpan expiresAfter) =>
        finding.Hold is null
        && finding.Tier == AlertTier.Page
        && knownAt - finding.Since >= expiresAfter
        && !IsSevere(finding)
            ? AlertTier.Passive
            : finding.Tier;

    private static bool IsSevere(Finding finding) =>
        finding.Facts.Any(fact =>
            fact.Name is FactNames.Grade or FactNames.ReportedGrade
            && fact.Value != FactWords.NotRecorded
            && (
                !int.TryParse(fact.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int grade)
                || grade >= (int)Grade.Grade3
            )
        );
}
