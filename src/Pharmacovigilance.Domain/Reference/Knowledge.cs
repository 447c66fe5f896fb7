using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Alerts;
using Pharmacovigilance.Domain.Patients;

namespace Pharmacovigilance.Domain.Reference;

/// <summary>Everything the product knows from published sources, each part with its version: what db/reference holds.</summary>
/// <param name="Ctcae">The dictionary in force.</param>
/// <param name="Rates">What the trials saw.</param>
/// <param name="Regimens">Calendars, premedication, initial rates.</param>
/// <param name="Rules">The rule set in force.</param>
public sealed record Knowledge(CtcaeDictionary Ctcae, ReferenceSet Rates, Regimens Regimens, RuleSet Rules);
