using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Web.Shared;

namespace Pharmacovigilance.Web.Calls.OnCall;

/// <summary>A duty as typed.</summary>
/// <param name="PersonId">Null until somebody is chosen.</param>
/// <param name="Key">The same entry saved twice is saved once.</param>
public sealed record DutyDraft(
    OnCallRole Role,
    UserId? PersonId,
    TimeEntry From,
    TimeEntry Until,
    string Note,
    string Key
);

/// <summary>A hand-over as typed.</summary>
public sealed record HandOverDraft(UserId? PersonId, string Note, string Key);
