namespace Pharmacovigilance.Web.Signals;

/// <summary>Marks the resources of this room.</summary>
public sealed class SignalsText;
