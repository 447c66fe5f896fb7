using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Shared;
using Pharmacovigilance.Web.Signals;
using Pharmacovigilance.Web.Tests.Harness;

namespace Pharmacovigilance.Web.Tests.Signals;

public sealed class SignalStepFormTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 25, 9, 30, 0, TimeSpan.Zero);
    private static readonly Actor Colleague = new(new UserId(Guid.Empty), "Colleague");

    [Theory]
    [InlineData(SignalStatus.UnderAssessment, SignalStatus.Refuted, false, false)]
    [InlineData(SignalStatus.Confirmed, SignalStatus.ClosedWithAction, true, false)]
    [InlineData(SignalStatus.Refuted, SignalStatus.ClosedWithAction, true, true)]
    public async Task Form_AsksForAnActionOnlyWhenClosing(
        SignalStatus from,
        SignalStatus to,
        bool action,
        bool mayNeedNone
    )
    {
        string html = await HtmlAsync(new SignalStepDraft("key", from, to), Step(from));
        Assert.Contains("id=\"signal-reason\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("maxlength", html, StringComparison.Ordinal);
        Assert.Equal(action, html.Contains("id=\"signal-action\"", StringComparison.Ordinal));
        Assert.Equal(mayNeedNone, html.Contains("id=\"signal-no-action\"", StringComparison.Ordinal));
        Assert.DoesNotContain("signal-moved-on", html, StringComparison.Ordinal);
        Assert.DoesNotContain("disabled", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_SomebodyWasFaster_SaysWhoAndKeepsTheWords()
    {
        var draft = new SignalStepDraft("key", SignalStatus.Raised, SignalStatus.Validated)
        {
            Reason = "all five records read",
        };
        string html = await HtmlAsync(draft, Step(SignalStatus.Refuted));
        Assert.Contains("moved on to “Refuted”, by Colleague, 25 Nov 2026 09:30", html, StringComparison.Ordinal);
        Assert.Contains("all five records read", html, StringComparison.Ordinal);
        Assert.Contains("disabled", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_Refused_SaysWhatIsMissing()
    {
        var draft = new SignalStepDraft("key", SignalStatus.Confirmed, SignalStatus.ClosedWithAction);
        IReadOnlyList<Refusal> refusals = [.. SignalFlow.Check(draft.From, draft.To, draft.Reason, draft.StoredAction)];
        string html = await HtmlAsync(draft, Step(SignalStatus.Confirmed), refusals);
        Assert.Contains("A reason is missing", html, StringComparison.Ordinal);
        Assert.Contains("Say what is done, or that no action is needed", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_LongReason_AreCutAtAWholeCharacter()
    {
        using var services = Services();
        var words = services.GetRequiredService<SignalWords>();
        string reason = string.Concat(Enumerable.Repeat("👩‍⚕️", 200));
        string shortened = words.ShortReason(Step(SignalStatus.Refuted) with { Reason = reason });
        Assert.Equal(string.Concat(Enumerable.Repeat("👩‍⚕️", 140)) + "…", shortened);
        Assert.Equal("short", words.ShortReason(Step(SignalStatus.Refuted) with { Reason = "short" }));
    }

    [Fact]
    public void KindOf_AnyStatus_IsNeverGreen() =>
        Assert.All(Enum.GetValues<SignalStatus>(), status =>
            Assert.NotEqual(StateKind.Good, SignalWords.KindOf(status))
        );

    private static SignalStep Step(SignalStatus status) =>
        new()
        {
            Ordinal = 3,
            Kind = SignalStepKind.Refuted,
            Status = status,
            At = At,
            By = Colleague,
            Reason = "case-mix",
        };

    private static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLocalization();
        services.AddSingleton<IJSRuntime, SilentScript>();
        services
            .AddSingleton(new UnitClock(TimeProvider.System, TimeZoneInfo.Utc))
            .AddSingleton(new KnowledgeInForce(KnowledgeFiles.Load()));
        services.AddSingleton<SignalWords>().AddSingleton<RefusalSentences>();
        return services.BuildServiceProvider();
    }

    private static async Task<string> HtmlAsync(
        SignalStepDraft draft,
        SignalStep latest,
        IReadOnlyList<Refusal>? refusals = null
    )
    {
        await using var host = new ComponentHost(Services());
        return WebUtility.HtmlDecode(
            await host.HtmlAsync<SignalStepForm>(
                new(StringComparer.Ordinal)
                {
                    ["Draft"] = draft,
                    ["Latest"] = latest,
                    ["Refusals"] = refusals ?? [],
                }
            )
        );
    }
}
