using System.CommandLine;

namespace Pharmacovigilance.Web.Verbs;

/// <summary>Something the program can be asked to do: what it takes, what it says of itself, and what it does.</summary>
/// <param name="calledLike">The sentence for who called it otherwise.</param>
internal abstract class Verb(string name, string description, string calledLike) : Command(name, description)
{
    public string CalledLike { get; } = calledLike;
}
