namespace Pharmacovigilance.Domain.Reference;

/// <summary>A data file that must not be used: the message is a sentence naming the file, the element and the problem.</summary>
public sealed class DataFormatException(string file, string path, string problem, Exception? inner = null)
    : Exception($"{file}: {path} {problem}", inner)
{
    /// <summary>The name the caller gave the text, e.g. <c>rates.json</c>.</summary>
    public string File { get; } = file;

    /// <summary>The element, e.g. <c>rates[12].n</c>.</summary>
    public string Path { get; } = path;

    /// <summary>The rest of the sentence, e.g. "is missing."</summary>
    public string Problem { get; } = problem;
}
