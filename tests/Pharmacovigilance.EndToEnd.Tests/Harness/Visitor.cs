using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>One person with a browser of their own.</summary>
public sealed partial class Visitor : IAsyncDisposable
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
    /// Presses a button of the demonstration on the page, which leads to the role's first page. For tests that begin there;
    /// the others sign in without a page. Pages are not prerendered: what can be seen there answers clicks.
    /// </summary>
    /// <param name="userName">E.g. <c>demo.nurse</c>.</param>
    public async Task SignInOnPageAsync(string userName)
    {
        await page.GotoAsync("/sign-in");
        await page.Locator($"button[value='{userName}']").ClickAsync();
        await page.WaitForURLAsync(address => !address.Contains("/sign-in", StringComparison.Ordinal));
    }

    /// <summary>Types user name and password into the page, which leads to the role's first page. For tests that begin there.</summary>
    public async Task SignInOnPageAsync(string userName, string password)
    {
        await page.GotoAsync("/sign-in");
        await page.FillAsync("#user-name", userName);
        await page.FillAsync("#password", password);
        await page.Locator(".access-form button[type=submit]").ClickAsync();
        await InteractiveAsync();
    }

    /// <summary>
    /// Signs in by sending the same form, and opens no page. A session of its own for each visitor, as in a browser.
    /// </summary>
    /// <param name="userName">Without a password one of the demonstration's accounts, e.g. <c>demo.nurse</c>.</param>
    /// <param name="language">E.g. <c>ru</c>; null = as the browser asks for.</param>
    public async Task SignInAsync(string userName, string? password = null, string? language = null, bool dark = false)
    {
        if (language is not null)
            await RememberAsync($"/preferences/language?to={language}");
        if (dark)
            await RememberAsync("/preferences/theme");
        var form = await context.APIRequest.GetAsync(
            "/sign-in",
            new APIRequestContextOptions { Timeout = Browser.LoadLimit }
        );
        string token = Token().Match(await form.TextAsync()).Groups[1].Value;
        var fields = context.APIRequest.CreateFormData();
        fields.Set("__RequestVerificationToken", token);
        if (password is null)
            fields.Set("userName", userName);
        else
            fields.Set("_handler", "sign-in").Set("Input.UserName", userName).Set("Input.Password", password);

        var answer = await context.APIRequest.PostAsync(
            password is null ? "/demo-sign-in" : "/sign-in",
            new APIRequestContextOptions
            {
                Form = fields,
                MaxRedirects = 0,
                Timeout = Browser.LoadLimit,
            }
        );

        string to = answer.Headers.GetValueOrDefault("location", "");
        if (answer.Status != 302 || to.Contains("/sign-in", StringComparison.Ordinal))
            throw new InvalidOperationException($"{userName} could not sign in: {answer.Status} {to}\n{unit.Output}");
    }

    /// <summary>Language and appearance are cookies of the browser, and the program sets them.</summary>
    private async Task RememberAsync(string path)
    {
        var answer = await context.APIRequest.GetAsync(
            path,
            new APIRequestContextOptions { MaxRedirects = 0, Timeout = Browser.LoadLimit }
        );
        if (answer.Status != 302)
            throw new InvalidOperationException($"{path} answered {answer.Status}.");
    }

    /// <summary>Opens a page by its address and waits until it answers clicks.</summary>
    public async Task OpenAsync(string path)
    {
        await page.GotoAsync(path);
        await InteractiveAsync();
    }

    /// <summary>The heartbeat arrives over the circuit, so a beat proves that clicks will.</summary>
    public async Task InteractiveAsync() =>
        await page.WaitForFunctionAsync(
            "() => document.querySelector('#heartbeat') && window.unitShell.beats() > 0",
            null,
            new PageWaitForFunctionOptions { PollingInterval = 30, Timeout = Browser.LoadLimit }
        );

    /// <summary>A picture for people to look at.</summary>
    public Task PictureAsync(string name) =>
        page.ScreenshotAsync(
            new PageScreenshotOptions { Path = Path.Combine(RepositoryPaths.Artifacts, name + ".png") }
        );

    /// <summary>What can be seen now, with what the program printed, for a test that failed.</summary>
    public async Task KeepEvidenceAsync(string name)
    {
        await PictureAsync(name);
        await File.WriteAllTextAsync(
            Path.Combine(RepositoryPaths.Artifacts, name + ".txt"),
            $"{page.Url}\n{string.Join('\n', console)}\n{unit.Output}"
        );
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();

    [GeneratedRegex(
        "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"",
        RegexOptions.None,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Token();
}
