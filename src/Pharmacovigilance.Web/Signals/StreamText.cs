namespace Pharmacovigilance.Web.Signals;

/// <summary>The key of the texts of the page of one stream: StreamText.resx.</summary>
public sealed class StreamText;
