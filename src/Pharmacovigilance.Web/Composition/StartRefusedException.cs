namespace Pharmacovigilance.Web.Composition;

/// <summary>The unit cannot be started; the message is a sentence for the person at the console.</summary>
public sealed class StartRefusedException(string message, Exception? inner = null) : Exception(message, inner);
