using Microsoft.AspNetCore.Components;
using Pharmacovigilance.Domain.AdverseEvents;

namespace Pharmacovigilance.Web.Shared;

/// <summary>A grade by colour, shape and word.</summary>
public sealed partial class GradeBadge
{
    /// <summary>Null = unknown, which has a look of its own and is never shown as grade 0.</summary>
    [Parameter, EditorRequired]
    public Grade? Grade { get; set; }

    /// <summary>Without the word for the severity, where a column heading carries it.</summary>
    [Parameter]
    public bool Short { get; set; }

    private string Key => Grade is { } grade ? grade.ToString() : "GradeUnknown";

    private string Look => Grade is { } grade ? $"grade-{(int)grade}" : "grade-unknown";

    private MarkupString Shape =>
        new(
            Grade is { } grade
                ? ShapeOf(grade)
                : """<circle cx="8" cy="8" r="6.5" stroke-dasharray="3 2" fill="none"/>"""
        );

    // More corners, more severe: readable without colour and in print.
    private static string ShapeOf(Grade grade) =>
        grade switch
        {
            Domain.AdverseEvents.Grade.Grade1 => """<circle cx="8" cy="8" r="6"/>""",
            Domain.AdverseEvents.Grade.Grade2 => """<path d="M8 1.5 15 14H1Z"/>""",
            Domain.AdverseEvents.Grade.Grade3 => """<path d="M8 1 15 8 8 15 1 8Z"/>""",
            Domain.AdverseEvents.Grade.Grade4 => """<path d="M5 1h6l4 4v6l-4 4H5l-4-4V5Z"/>""",
            Domain.AdverseEvents.Grade.Grade5 =>
                """<rect x="1" y="1" width="14" height="14"/><path class="cross" d="M4 4l8 8M12 4l-8 8"/>""",
        };
}
