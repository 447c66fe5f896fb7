using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Shell;
using Pharmacovigilance.Web.Verbs.Demo;

namespace Pharmacovigilance.Web.Tests.Verbs.Demo;

public sealed class DemoBannerTests
{
    [Fact]
    public async Task Banner_InDemonstration_SaysSynthetic() =>
        Assert.Contains("SYNTHETIC", await RenderAsync<DemoBanner>(Services(UnitMode.Demo)), StringComparison.Ordinal);

    [Fact]
    public async Task Banner_InRealUnit_IsAbsent() =>
        Assert.Equal("", (await RenderAsync<DemoBanner>(Services(UnitMode.Real))).Trim());

    [Fact]
    public async Task Controls_BeforeTimeRuns_InviteToLetItRun()
    {
        await using var unit = await DemoTestUnit.FilledAsync(DemoTestUnit.Small with { Patients = 8 });
        string html = await RenderAsync<DemoControls>(Services(unit));
        Assert.Contains("Let time run", html, StringComparison.Ordinal);
        Assert.DoesNotContain("aria-pressed", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Controls_WhileTimeRuns_ShowWhichSpeedIsOn()
    {
        await using var unit = await DemoTestUnit.FilledAsync(DemoTestUnit.Small with { Patients = 8 });
        unit.Get<DemoLive>().LetTimeRun(10);
        string html = System.Net.WebUtility.HtmlDecode(await RenderAsync<DemoControls>(Services(unit)));
        Assert.Contains("aria-pressed=\"true\">10×</button>", html, StringComparison.Ordinal);
        Assert.Contains("aria-pressed=\"false\">Pause</button>", html, StringComparison.Ordinal);
    }

    private static ServiceCollection Services(UnitMode mode)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddLocalization();
        services.AddSingleton(new UnitPlace(mode, new UnitOptions(), "/nowhere"));
        return services;
    }

    private static ServiceCollection Services(DemoTestUnit unit)
    {
        var services = Services(UnitMode.Demo);
        services
            .AddSingleton(unit.Get<DemoLive>())
            .AddSingleton(unit.Get<DemoTime>())
            .AddSingleton(unit.Get<Domain.UnitClock>());
        return services;
    }

    private static async Task<string> RenderAsync<T>(ServiceCollection services)
        where T : IComponent
    {
        // The instances belong to the unit; this provider only lends them.
        var provider = services.BuildServiceProvider();
        await using var renderer = new HtmlRenderer(provider, NullLoggerFactory.Instance);
        return await renderer.Dispatcher.InvokeAsync(async () =>
            (await renderer.RenderComponentAsync<T>()).ToHtmlString()
        );
    }
}
