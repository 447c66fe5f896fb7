namespace Pharmacovigilance.Web.Reference;

/// <summary>Marks the resources of this room.</summary>
public sealed class ReferenceText;
