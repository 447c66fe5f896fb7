namespace Pharmacovigilance.Domain.Audit;

/// <summary>
/// What an audit entry must contain (21 CFR 11.10(e), EU GMP Annex 11 §9 as benchmark): who, when, what, why, and what
/// it replaced. The store adds the sequence number, the actor, the instant and the versions in force.
/// </summary>
/// <param name="Action">A stable dotted name, e.g. <c>adverse-event.recorded</c>; the screen translates it.</param>
/// <param name="SubjectType">The kind of record, e.g. <c>adverse-event</c>.</param>
/// <param name="SubjectId">Its id.</param>
/// <param name="Details">JSON of the new content; for a correction also what it replaces, under <c>replaces</c>.</param>
/// <param name="Reason">Mandatory for corrections, overrides and cancellations.</param>
public sealed record AuditEntry(
    string Action,
    string SubjectType,
    string SubjectId,
    string Details,
    string? Reason = null,
    PatientId? PatientId = null,
    CourseId? CourseId = null
);
