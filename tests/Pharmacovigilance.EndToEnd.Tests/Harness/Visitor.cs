using Microsoft.Playwright;

namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>One person with a browser of their own.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly IPage page;
    private readonly RunningUnit unit;
    private readonly List<string> console = [];

    internal Visitor(IBrowserContext context, IPage page, RunningUnit unit)
    {
        (this.context, this.page, this.unit) = (context, page, unit);
        page.Console += (_, message) => console.Add(message.Text);
        page.PageError += (_, error) => console.Add(error);
    }

    public IPage Page => page;

    public RunningUnit Unit => unit;

    /// <summary>
    /// Signs in with a button of the demonstration, which leads to the role's first page. Pages are not prerendered: what
    /// can be seen there answers clicks.
    /// </summary>
    /// <param name="userName">E.g. <c>demo.nurse</c>.</param>
    public async Task SignInAsync(string userName)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator($"button[value='{userName}']").ClickAsync();
        await page.WaitForURLAsync(address => !address.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Signs in with user name and password, which leads to the role's first page.</summary>
    /// <param name="language">E.g. <c>ru</c>; null = as the browser asks for.</param>
    public async Task SignInAsync(string userName, string password, string? language = null, bool dark = false)
    {
        await page.GotoAsync("/sign-in");
        if (language is not null) await page.GotoAsync($"/preferences/language?to={language}");
        if (dark) await page.GotoAsync("/preferences/theme");
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#user-name", userName);
        await page.FillAsync("#password", password);
        await page.Locator(".access-form button[type=submit]").ClickAsync();
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

    /// <summary>What can be seen now, with what the program printed, for a test that failed.</summary>
    public async Task KeepEvidenceAsync(string name)
    {
        await PictureAsync(name);
        await File.WriteAllTextAsync(Path.Combine(RepositoryPaths.Artifacts, name + ".txt"), $"{page.Url}\n{string.Join('\n', console)}\n{unit.Output}");
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
