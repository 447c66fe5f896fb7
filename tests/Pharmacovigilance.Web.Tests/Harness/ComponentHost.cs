using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.HtmlRendering.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.JSInterop;

namespace Pharmacovigilance.Web.Tests.Harness;

/// <summary>
/// Renders components to html without a browser; what a component throws fails the test. Clicks are for the end-to-end
/// tests, where they go through the real circuit.
/// </summary>
public sealed class ComponentHost : StaticHtmlRenderer
{
    private readonly List<Exception> failures = [];

    public ComponentHost(IServiceProvider services)
        : base(services, NullLoggerFactory.Instance) { }

    /// <summary>A host with localisation and what a test adds.</summary>
    public static ComponentHost With(Action<IServiceCollection>? add = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLocalization();
        services.AddSingleton<IJSRuntime, SilentScript>();
        add?.Invoke(services);
        return new ComponentHost(services.BuildServiceProvider());
    }

    /// <summary>The html of a component once everything it waits for at the start has come.</summary>
    /// <param name="culture">E.g. <c>ru</c>.</param>
    public async Task<string> HtmlAsync<T>(Dictionary<string, object?> parameters, string culture = "en-GB")
        where T : IComponent
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        return await Dispatcher.InvokeAsync(async () =>
        {
            var root = BeginRenderingComponent(typeof(T), ParameterView.FromDictionary(parameters));
            await root.QuiescenceTask;
            ThrowIfFailed();
            return root.ToHtmlString();
        });
    }

    protected override void HandleException(Exception exception) => failures.Add(exception);

    private void ThrowIfFailed()
    {
        if (failures.Count > 0)
            throw new AggregateException(failures);
    }
}

/// <summary>There is no browser: nothing is called while html is rendered.</summary>
internal sealed class SilentScript : IJSRuntime
{
    public ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args) =>
        throw new JSException($"There is no browser for {identifier}.");

    public ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
        InvokeAsync<T>(identifier, args);
}
