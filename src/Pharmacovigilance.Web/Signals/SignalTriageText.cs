namespace Pharmacovigilance.Web.Signals;

/// <summary>Marks the resources of the signals that people judge.</summary>
public sealed class SignalTriageText;
