using Microsoft.AspNetCore.Authorization;
using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Web.Access;

/// <summary>
/// Who may open what. A page says <c>@attribute [Authorize(Policy = Policies.Board)]</c>; the navigation asks the same
/// policies, so what is offered and what is allowed cannot differ. Writing is checked again inside the store's job.
/// </summary>
public static class Policies
{
    public const string Today = nameof(Today);
    public const string Patients = nameof(Patients);
    public const string Board = nameof(Board);
    public const string Signals = nameof(Signals);
    public const string Inbox = nameof(Inbox);
    public const string Reference = nameof(Reference);
    public const string RateTables = nameof(RateTables);
    public const string RateTableSigning = nameof(RateTableSigning);
    public const string Reporting = nameof(Reporting);
    public const string Audit = nameof(Audit);
    public const string AlertHealth = nameof(AlertHealth);
    public const string AlertQuality = nameof(AlertQuality);
    public const string RuleSets = nameof(RuleSets);
    public const string GradingVersion = nameof(GradingVersion);
    public const string Dictionary = nameof(Dictionary);
    public const string Delivery = nameof(Delivery);
    public const string Accounts = nameof(Accounts);
    public const string OnCall = nameof(OnCall);
    public const string Alerting = nameof(Alerting);
    public const string Silences = nameof(Silences);
    public const string CallTrail = nameof(CallTrail);
    public const string Digest = nameof(Digest);
    public const string Contacts = nameof(Contacts);

    public static readonly IReadOnlyDictionary<string, IReadOnlyList<Role>> Allowed = new Dictionary<
        string,
        IReadOnlyList<Role>
    >(StringComparer.Ordinal)
    {
        [Today] = [Role.Nurse, Role.Physician],
        [Patients] = [Role.Nurse, Role.SafetyOfficer, Role.Physician],
        [Board] = [Role.SafetyOfficer, Role.Physician],
        [Signals] = [Role.SafetyOfficer],
        [Inbox] = [Role.Nurse, Role.SafetyOfficer, Role.Physician],
        [Reference] = [Role.Nurse, Role.SafetyOfficer, Role.Physician],
        [RateTables] = [Role.Nurse, Role.SafetyOfficer, Role.Physician, Role.Administrator],
        [RateTableSigning] = [Role.Administrator],
        [Reporting] = [Role.SafetyOfficer, Role.Physician],
        [Audit] = [Role.SafetyOfficer, Role.Administrator],
        [AlertHealth] = [Role.SafetyOfficer, Role.Physician, Role.Administrator],
        [AlertQuality] = [Role.SafetyOfficer, Role.Physician],
        [RuleSets] = [Role.SafetyOfficer, Role.Physician, Role.Administrator],
        [GradingVersion] = [Role.SafetyOfficer, Role.Administrator],
        [Dictionary] = [Role.Administrator],
        [Delivery] = [Role.SafetyOfficer, Role.Administrator],
        [Accounts] = [Role.Administrator],
        [OnCall] = [Role.Nurse, Role.SafetyOfficer, Role.Physician, Role.Administrator],
        [Alerting] = [Role.SafetyOfficer, Role.Physician, Role.Administrator],
        [Silences] = [Role.SafetyOfficer, Role.Physician, Role.Administrator],
        [CallTrail] = [Role.Nurse, Role.SafetyOfficer, Role.Physician, Role.Administrator],
        [Digest] = [Role.SafetyOfficer],
        [Contacts] = [Role.Nurse, Role.SafetyOfficer, Role.Physician, Role.Administrator],
    };

    internal static void Add(AuthorizationOptions options)
    {
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
        foreach (var (name, roles) in Allowed)
            options.AddPolicy(name, policy => policy.RequireRole(roles.Select(r => r.ToString())));
    }
}
