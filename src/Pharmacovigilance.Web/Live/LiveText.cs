namespace Pharmacovigilance.Web.Live;

/// <summary>Marks the resources of the live pages.</summary>
public sealed class LiveText;
