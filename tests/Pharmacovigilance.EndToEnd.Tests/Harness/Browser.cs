using Microsoft.Playwright;

namespace Pharmacovigilance.EndToEnd.Tests.Harness;

/// <summary>One Chromium for the whole run; every visitor gets a context of its own.</summary>
public sealed class Browser : IAsyncLifetime
{
    /// <summary>The headless shell is the same engine without windows: a new context costs it a third of the time.</summary>
    private static readonly string[] Known =
    [
        "/usr/bin/chromium-headless-shell",
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    /// <summary>
    /// Work of the browser's own window, done anew for each context: two renderers for the address bar's suggestions and one
    /// in reserve took more time than the page itself. Names that a version does not know are ignored.
    /// </summary>
    private static readonly string[] WindowFeatures =
    [
        "WebUIOmniboxPopup",
        "WebUIOmniboxAimPopup",
        "WebUIOmniboxFullPopup",
        "PreloadTopChromeWebUI",
        "SpareRendererForSitePerProcess",
    ];

    /// <summary>What Playwright switches off; only the last switch of this name counts, so that it has to be said again.</summary>
    private static readonly string[] PlaywrightFeatures =
    [
        "AvoidUnnecessaryBeforeUnloadCheckSync",
        "DestroyProfileOnBrowserClose",
        "DialMediaRouteProvider",
        "GlobalMediaControls",
        "HttpsUpgrades",
        "LensOverlay",
        "MediaRouter",
        "PaintHolding",
        "ThirdPartyStoragePartitioning",
        "BlockOriginHeaderModificationOnRedirect",
        "AvoidCorsURLLoaderRestartOnRedirect",
        "Translate",
        "AutoDeElevate",
        "OptimizationHints",
        "NetworkTimeServiceQuerying",
        "AimEnabled",
    ];

    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        $"--disable-features={string.Join(',', PlaywrightFeatures.Concat(WindowFeatures))}",
    ];

    /// <summary>
    /// Milliseconds until an expectation fails. Not longer: what a page is told at once it would also find out by itself, of
    /// a lost server within 10 s and of a change within a minute.
    /// </summary>
    private const float ExpectLimit = 10000;

    /// <summary>Milliseconds to sign in or to load a page: a longer wait proves only that the machine is busy.</summary>
    internal const float LoadLimit = 60000;

    private IPlaywright? playwright;
    private IBrowser? chromium;

    /// <summary>Why browser tests cannot run here; null when they can.</summary>
    public string? Missing { get; private set; }

    public async ValueTask InitializeAsync()
    {
        string? path = Environment.GetEnvironmentVariable("PHARMACOVIGILANCE_TEST_CHROMIUM")
            ?? Known.FirstOrDefault(File.Exists);
        if (path is null)
        {
            Missing = "No Chromium: install it, or name it in PHARMACOVIGILANCE_TEST_CHROMIUM.";
            return;
        }

        Assertions.SetDefaultExpectTimeout(ExpectLimit);
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments }
        );
    }

    /// <summary>A fresh profile, as a person with a browser of their own. Skips the test where there is no browser.</summary>
    /// <param name="address">Where the unit is reached; null = directly.</param>
    internal async Task<Visitor> VisitAsync(RunningUnit unit, int width, int height, string? address = null)
    {
        if (Missing is not null)
            Assert.Skip(Missing);
        var context = await chromium!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = address ?? unit.Address,
                ViewportSize = new ViewportSize { Width = width, Height = height },
                Locale = "en-GB",
                ReducedMotion = ReducedMotion.Reduce,
            }
        );
        context.SetDefaultTimeout(15000);
        context.SetDefaultNavigationTimeout(LoadLimit);
        return new Visitor(context, await context.NewPageAsync(), unit);
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null)
            await chromium.DisposeAsync();
        playwright?.Dispose();
    }
}
