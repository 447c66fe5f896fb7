using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Rules;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;

namespace Pharmacovigilance.Storage.Rules;

/// <summary>How often two rule sets agree on one rule.</summary>
public sealed record RuleAgreement(RuleId Rule, int Same, int OnlyInForce, int OnlyOther, int OtherProposal);

/// <summary>A finding on which the two rule sets differ.</summary>
public sealed record PreviewDifference(CourseRecord Course, ComparedFinding Compared);

/// <summary>What another rule set would have said over the last year, worked out over all courses.</summary>
/// <param name="Id">What an activation names; stored with what the person saw.</param>
/// <param name="From">Stamp in force when it was worked out.</param>
/// <param name="To">Stamp of the other set.</param>
/// <param name="Since">Findings from then on were compared.</param>
/// <param name="Courses">How many courses were looked at.</param>
/// <param name="HoldsInForce">Holds the set in force made in that time.</param>
/// <param name="HoldsOther">Holds the other set would have made.</param>
/// <param name="Differences">Newest first, at most <see cref="Listed"/>.</param>
/// <param name="DifferencesTotal">How many there are.</param>
public sealed record RulePreview(
    RulePreviewId Id,
    string From,
    string To,
    string SetId,
    DateTimeOffset Since,
    DateTimeOffset MadeAt,
    int Courses,
    int HoldsInForce,
    int HoldsOther,
    IReadOnlyList<RuleAgreement> Rules,
    IReadOnlyList<PreviewDifference> Differences,
    int DifferencesTotal
)
{
    /// <summary>How many differences are listed; the counts by rule are of all.</summary>
    public const int Listed = 200;

    /// <summary>How long it may be signed for: an activation rests on what the unit looks like today.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromHours(24);
}

/// <summary>Works the preview out from every course under both sets; writes nothing.</summary>
internal static class RulePreviewing
{
    public static RulePreview Of(
        QueryScope scope,
        Knowledge knowledge,
        RuleSet other,
        IProgress<(int Done, int All)>? progress
    )
    {
        var now = scope.Clock.Now;
        var since = now.AddYears(-1);
        var candidate = knowledge.Under(other);
        var courses = PatientStore.CourseIds(scope);
        var differences = new List<PreviewDifference>();
        var agreements = new Dictionary<RuleId, List<FindingAgreement>>();
        int holdsInForce = 0,
            holdsOther = 0;
        for (int i = 0; i < courses.Count; i++)
        {
            var course = CourseRows.Read(scope, courses[i]);
            foreach (
                var compared in Compare(scope, knowledge, candidate, course, now).Where(c => c.Shown.Since >= since)
            )
            {
                if (!agreements.TryGetValue(compared.Shown.Rule, out var list))
                    agreements[compared.Shown.Rule] = list = [];
                list.Add(compared.Agreement);
                if (compared.InForce?.Hold is not null)
                    holdsInForce++;
                if (compared.Other?.Hold is not null)
                    holdsOther++;
                if (compared.Agreement != FindingAgreement.Same)
                    differences.Add(new PreviewDifference(course.Course, compared));
            }

            progress?.Report((i + 1, courses.Count));
        }

        return new RulePreview(
            default,
            knowledge.Rules.Stamp,
            other.Stamp,
            other.Id,
            since,
            now,
            courses.Count,
            holdsInForce,
            holdsOther,
            [.. agreements.OrderBy(pair => pair.Key).Select(pair => Counted(pair.Key, pair.Value))],
            [
                .. differences
                    .OrderByDescending(d => d.Compared.Shown.Since)
                    .ThenBy(d => d.Course.CourseId.Value)
                    .ThenBy(d => d.Compared.Shown.Rule)
                    .Take(RulePreview.Listed),
            ],
            differences.Count
        );
    }

    public static IReadOnlyList<ComparedFinding> Compare(
        QueryScope scope,
        Knowledge knowledge,
        Knowledge candidate,
        CourseRows course,
        DateTimeOffset now
    )
    {
        var facts = CourseFactsReader.Read(scope, candidate, course, now);
        return RuleComparison.Between(
            knowledge.Findings(facts),
            knowledge.Rules,
            candidate.Findings(facts),
            candidate.Rules
        );
    }

    private static RuleAgreement Counted(RuleId rule, List<FindingAgreement> found)
    {
        return new(
            rule,
            Of(FindingAgreement.Same),
            Of(FindingAgreement.OnlyInForce),
            Of(FindingAgreement.OnlyOther),
            Of(FindingAgreement.OtherProposal)
        );

        int Of(FindingAgreement agreement) => found.Count(a => a == agreement);
    }
}
