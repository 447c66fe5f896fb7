using Pharmacovigilance.Domain.Rules;

namespace Pharmacovigilance.Storage.Audit;

/// <summary>What the product went by when something was done; kept with every audit entry.</summary>
/// <param name="Product">The program's own version.</param>
/// <param name="Ctcae">E.g. <c>5.0</c>; a version the unit adopted takes its place.</param>
/// <param name="RuleSet">Rule set and local policy, e.g. <c>eu-2023/2+local/1</c>; what the unit decided takes its place.</param>
/// <param name="ReferenceSet">Version of the trial reference data.</param>
public sealed record VersionsInForce(string Product, string Ctcae, string RuleSet, string ReferenceSet);
