namespace Pharmacovigilance.Web.Signals;

/// <summary>The key of the texts about case mix and recording: CaseMixText.resx.</summary>
public sealed class CaseMixText;
