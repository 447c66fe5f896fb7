namespace Pharmacovigilance.Web.Verbs;

/// <summary>What a script of the hospital relies on.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Refused to start, or what was checked does not hold.</summary>
    public const int Failed = 1;

    public const int NotUnderstood = 2;

    /// <summary>For the help of every verb.</summary>
    public const string Described = """
        Exit codes:
          0  done
          1  refused to start, or what was checked does not hold
          2  not understood, or the file named cannot be used
        """;
}
