using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Verbs.Demo;

namespace Pharmacovigilance.Web.Tests.Verbs.Demo;

/// <summary>A filled demonstration unit without a web server, in a folder that is removed afterwards.</summary>
internal sealed class DemoTestUnit : IAsyncDisposable
{
    /// <summary>Enough patients for everything that is asserted, and quick.</summary>
    public static readonly DemoParameters Small = DemoParameters.Default with { Patients = 12 };

    private readonly string folder = Directory.CreateTempSubdirectory("demo-test-").FullName;
    private readonly ServiceProvider services;

    private DemoTestUnit(UnitMode mode, DemoParameters? parameters)
    {
        var options = new UnitOptions
        {
            Name = "Test",
            TimeZone = "Europe/Berlin",
            MinimumPatients = 10,
        };
        var place = new UnitPlace(mode, options, Path.Combine(folder, "unit"));
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.AddProvider(Log));
        collection.AddUnit(place);
        collection.AddAccess();
        if (parameters is not null)
            collection.AddDemo(place, parameters);
        services = collection.BuildServiceProvider();
    }

    public LoggedFailures Log { get; } = new();

    public static async Task<DemoTestUnit> FilledAsync(DemoParameters? parameters = null)
    {
        var unit = new DemoTestUnit(UnitMode.Demo, parameters ?? Small);
        await unit.services.OpenUnitAsync();
        await unit.Get<DemoUnit>().FillAsync();
        unit.Get<DemoTime>().RunAt(0);
        return unit;
    }

    /// <summary>A real unit, opened but empty.</summary>
    public static DemoTestUnit Real() => new(UnitMode.Real, parameters: null);

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public T? Find<T>()
        where T : class => services.GetService<T>();

    public Actor Actor(string userName) => Get<AccountStore>().All().Single(a => a.UserName == userName).ToActor();

    /// <summary>Lets the script go on until so long after the visitor came.</summary>
    public async Task LetPassAsync(TimeSpan sinceOpening)
    {
        Get<DemoTime>().MoveTo(Get<DemoSimulator>().Opens + sinceOpening);
        await Get<DemoLive>().PlayDueAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A copy of the whole database.</summary>
    public async Task<byte[]> CopyAsync()
    {
        string copy = Path.Combine(folder, "copy.db");
        await Get<UnitDatabase>().BackupAsync(copy);
        return await File.ReadAllBytesAsync(copy, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Keeps what was logged as a warning or worse.</summary>
internal sealed class LoggedFailures : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> lines = [];

    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (IsEnabled(logLevel))
            lines.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose() { }
}
