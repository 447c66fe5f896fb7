using System.Text.RegularExpressions;

namespace Pharmacovigilance.Web.Verbs;

/// <summary>
/// Settings on the command line, in every form that .NET's configuration reads: <c>--Unit:Key value</c>, <c>--Unit:Key=value</c>,
/// the same with <c>/</c>, and <c>Unit:Key=value</c>. They go with every verb and are taken out before the verbs are looked at.
/// </summary>
internal static partial class Settings
{
    /// <summary>What .NET's host reads without a section.</summary>
    private static readonly HashSet<string> OfHost = new(StringComparer.OrdinalIgnoreCase)
    {
        "urls",
        "http_ports",
        "https_ports",
        "https_port",
        "allowedHosts",
        "environment",
        "contentRoot",
        "webroot",
        "applicationName",
        "preferHostingUrls",
        "shutdownTimeoutSeconds",
        "suppressStatusMessages",
        "captureStartupErrors",
        "detailedErrors",
        "startupAssembly",
        "hostingStartupAssemblies",
        "hostingStartupExcludeAssemblies",
        "preventHostingStartup",
        "staticWebAssets",
        "forwardedHeaders_enabled",
    };

    public static (string[] Settings, string[] Others) Split(IReadOnlyList<string> args)
    {
        List<string> settings = [],
            others = [];
        for (int i = 0; i < args.Count; i++)
        {
            if (!IsSetting(args[i], out bool hasValue))
            {
                others.Add(args[i]);
                continue;
            }

            settings.Add(args[i]);
            if (!hasValue && i + 1 < args.Count)
                settings.Add(args[++i]);
        }

        return ([.. settings], [.. others]);
    }

    private static bool IsSetting(string arg, out bool hasValue)
    {
        var match = Form().Match(arg);
        hasValue = match.Groups["value"].Success;
        string key = match.Groups["key"].Value;
        return match.Success
            && (match.Groups["mark"].Length > 0 || hasValue)
            && (
                key.Contains(':', StringComparison.Ordinal) || OfHost.Contains(key) || (hasValue && IsWrittenLarge(key))
            );
    }

    /// <summary>
    /// What starts the program inside another hands on its whole configuration: <c>--Unit=</c> for a section, and each DOTNET_NAME of
    /// the environment as <c>--NAME=value</c>. Options of verbs are written small.
    /// </summary>
    private static bool IsWrittenLarge(string key) => char.IsAsciiLetterUpper(key[0]);

    [GeneratedRegex(
        @"^(?<mark>--|/)?(?<key>[A-Za-z_][\w.\-]*(:[\w.\-]+)*)(?<value>=.*)?$",
        RegexOptions.ExplicitCapture | RegexOptions.Singleline,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Form();
}
