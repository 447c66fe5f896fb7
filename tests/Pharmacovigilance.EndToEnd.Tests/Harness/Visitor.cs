using Microsoft.Playwright;

namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>One person with a browser of their own. A failed test leaves a picture in artifacts/.</summary>
public sealed class Visitor(IBrowserContext context, IPage page, RunningUnit unit) : IAsyncDisposable
{
    public IPage Page => page;

    public RunningUnit Unit => unit;

    /// <summary>Signs in with a button of the demonstration and waits until the page answers clicks.</summary>
    /// <param name="userName">E.g. <c>demo.nurse</c>.</param>
    public async Task SignInAsync(string userName)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator($"button[value='{userName}']").ClickAsync();
        await InteractiveAsync();
    }

    /// <summary>Opens a page by its address and waits until it answers clicks.</summary>
    public async Task OpenAsync(string path)
    {
        await page.GotoAsync(path);
        await InteractiveAsync();
    }

    /// <summary>The heartbeat arrives over the circuit, so a beat proves that clicks will.</summary>
    public async Task InteractiveAsync() => await page.WaitForFunctionAsync("() => document.querySelector('#heartbeat') && window.unitShell.beats() > 0");

    /// <summary>A picture for people to look at.</summary>
    public Task PictureAsync(string name) => page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(RepositoryPaths.Artifacts, name + ".png") });

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed || TestContext.Current.CancellationToken.IsCancellationRequested) await PictureOfFailureAsync();
        await context.DisposeAsync();
    }

    private async Task PictureOfFailureAsync()
    {
        string name = string.Concat((TestContext.Current.Test?.TestDisplayName ?? "test").Select(c => char.IsLetterOrDigit(c) ? c : '-'));
        await PictureAsync("failed-" + name);
        await File.WriteAllTextAsync(Path.Combine(RepositoryPaths.Artifacts, $"failed-{name}.txt"), $"{page.Url}\n{unit.Output}");
    }
}
