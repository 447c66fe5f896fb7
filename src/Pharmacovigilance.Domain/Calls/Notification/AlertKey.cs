using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Domain.Calls.Notification;

/// <summary>What a decision about a call looks at in an alert.</summary>
/// <param name="CourseId">Null = not known; then nothing that asks for a course matches.</param>
/// <param name="RuleCode">Null = not known; then nothing that asks for a rule matches.</param>
/// <param name="Grade">Of the reaction or event it is about; null = it is about none, or the grade is not known.</param>
/// <param name="GradeUnknown">It is about something graded whose grade is not known.</param>
/// <param name="IsFirstOfRule">No earlier alert of this rule in this course.</param>
/// <param name="IsSevereCount">It stands on a blood count of grade 3 or worse; see <see cref="SevereCount"/>.</param>
public sealed record AlertKey(
    AlertId AlertId,
    CourseId? CourseId,
    string? RuleCode,
    AlertTier Tier,
    Grade? Grade,
    bool GradeUnknown,
    bool IsFirstOfRule,
    bool IsSevereCount = false
)
{
    /// <summary>Whether it asks that no infusion is started until a value has recovered.</summary>
    public bool IsHold =>
        Keys.Equal(RuleCode, RuleId.AncHold.Code()) || Keys.Equal(RuleCode, RuleId.PressureHold.Code());
}
