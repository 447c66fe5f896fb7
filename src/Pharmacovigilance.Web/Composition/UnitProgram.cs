using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Calls.Delivery;
using Pharmacovigilance.Web.Shell;

namespace Pharmacovigilance.Web.Composition;

/// <summary>Builds and serves a unit.</summary>
internal static class UnitProgram
{
    // A start that fails is told as one sentence by Verbs; the host's own trace of it would bury the sentence.
    private static volatile bool started;

    public static async Task<int> RunAsync(UnitMode mode, string[] args)
    {
        using var temporary = mode == UnitMode.Demo ? new TemporaryFolder("pharmacovigilance-demo-") : null;
        await using var app = Build(mode, args, temporary?.Path);
        await app.Services.OpenUnitAsync();
        if (mode == UnitMode.Demo)
            await app.Services.GetRequiredService<DemoUnit>().FillAsync();
        app.Services.GetRequiredService<FirstAdministrator>().Invite();
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            started = true;
            StartNotice.Print(app);
        });
        await app.RunAsync();
        return 0;
    }

    internal static WebApplication Build(UnitMode mode, string[] args, string? folder)
    {
        // appsettings.json stands beside the program, wherever the program is called from.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = args,
                ContentRootPath = AppContext.BaseDirectory,
                ApplicationName = typeof(UnitProgram).Assembly.GetName().Name,
            }
        );
        builder.WebHost.UseStaticWebAssets();
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level =>
            started && level >= LogLevel.Information
        );
        var options = UnitOptions.Read(builder.Configuration);
        // A demonstration must never reach real people, whatever the settings beside the program say.
        builder.Services.AddSingleton(
            mode == UnitMode.Demo ? new DeliveryOptions() : DeliveryOptions.Read(builder.Configuration)
        );
        builder.Services.AddUnit(new UnitPlace(mode, options, folder ?? options.FolderOrDefault()));
        builder.Services.AddAccess();
        builder.Services.AddShell();
        builder.Services.AddRooms();
        var app = builder.Build();
        app.UseShell();
        app.MapAccess();
        app.MapRooms();
        return app;
    }
}
