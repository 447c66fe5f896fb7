namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>A CTCAE severity grade. An unknown grade is <c>null</c>, never zero; there is no grade 0 in the record of an event.</summary>
public enum Grade
{
    /// <summary>Mild; no intervention indicated.</summary>
    Grade1 = 1,

    /// <summary>Moderate; minimal, local or non-invasive intervention indicated.</summary>
    Grade2 = 2,

    /// <summary>Severe or medically significant, but not immediately life-threatening.</summary>
    Grade3 = 3,

    /// <summary>Life-threatening; urgent intervention indicated.</summary>
    Grade4 = 4,

    /// <summary>Death related to the adverse event.</summary>
    Grade5 = 5,
}
