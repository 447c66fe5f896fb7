using System.Text.RegularExpressions;

namespace Pharmacovigilance.Web.Tests.Resources;

/// <summary>Whoever writes what a screen shows tells the feed, so that no screen waits for the next change of somebody else.</summary>
public sealed partial class FeedSourceTests
{
    /// <summary>What they write is on no live screen: who signed in, and the trail itself.</summary>
    private static readonly string[] Silent = ["AccountStore.cs", "WriteScope.cs", "AuditStore.cs"];

    [Fact]
    public void StorageFiles_ThatAuditAChange_TellTheFeed() =>
        Assert.Empty(
            SourceFiles
                .Of("Pharmacovigilance.Storage", "*.cs")
                .Where(file =>
                    !Silent.Contains(Path.GetFileName(file))
                    && Audits().IsMatch(File.ReadAllText(file))
                    && !Tells().IsMatch(File.ReadAllText(file))
                )
                .Select(Path.GetFileName)
        );

    [GeneratedRegex(@"scope\.Audit\(", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Audits();

    /// <summary>By itself, or through what settles a course or the signals, which tells it.</summary>
    [GeneratedRegex(
        @"scope\.Touch\(|CourseSettlement\.|SignalSettlement\.",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Tells();
}
