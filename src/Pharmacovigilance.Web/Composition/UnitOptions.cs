using System.Globalization;
using Pharmacovigilance.Domain.Access;

namespace Pharmacovigilance.Web.Composition;

/// <summary>What a unit decides about itself: section <c>Unit</c> of appsettings.json or the command line.</summary>
public sealed class UnitOptions
{
    private const string Section = "Unit";

    /// <summary>As shown in the top bar.</summary>
    public string Name { get; init; } = "";

    /// <summary>IANA or Windows name of the time zone on the unit's wall, e.g. <c>Europe/Berlin</c>.</summary>
    public string TimeZone { get; init; } = "";

    /// <summary>Where the unit's data are; empty = the per-user application data folder.</summary>
    public string DataFolder { get; init; } = "";

    /// <summary>Below this number of treated patients the board compares nothing, 1–1000.</summary>
    public int MinimumPatients { get; init; }

    /// <summary>Invented patients of the demonstration unit, 0–200; a real unit ignores it.</summary>
    public int DemoPatients { get; init; } = 40;

    /// <summary>Minutes without activity after which a screen asks for the password again, 1–240.</summary>
    public int IdleLockMinutes { get; init; } = (int)SessionRule.Default.IdleLimit.TotalMinutes;

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <exception cref="StartRefusedException">A setting is missing or cannot be used.</exception>
    public static UnitOptions Read(IConfiguration configuration)
    {
        UnitOptions options;
        try
        {
            options = configuration.GetSection(Section).Get<UnitOptions>() ?? new UnitOptions();
        }
        catch (InvalidOperationException e)
        {
            throw new StartRefusedException(
                $"A setting of section Unit cannot be read: {e.InnerException?.Message ?? e.Message}",
                e
            );
        }

        var problems = options.Problems().ToList();
        if (problems.Count > 0)
            throw new StartRefusedException(
                string.Join(
                    Environment.NewLine,
                    problems.Prepend("The settings cannot be used. Correct appsettings.json beside the program:")
                )
            );
        return options;
    }

    public string FolderOrDefault() =>
        DataFolder.Length > 0
            ? Path.GetFullPath(DataFolder)
            : Path.Combine(
                Environment.GetFolderPath(
                    Environment.SpecialFolder.ApplicationData,
                    Environment.SpecialFolderOption.Create
                ),
                "pharmacovigilance"
            );

    private IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Name))
            yield return "  Unit:Name is missing. Give the unit's name as people know it.";
        if (string.IsNullOrWhiteSpace(TimeZone))
            yield return "  Unit:TimeZone is missing. Give the unit's time zone, for example Europe/Berlin.";
        else if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
            yield return $"  Unit:TimeZone '{TimeZone}' is not known to this computer. Use a name such as Europe/Berlin.";
        if (DemoPatients is < 0 or > 200)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  Unit:DemoPatients is {DemoPatients}; it must be a whole number from 0 to 200."
            );
        if (IdleLockMinutes is < 1 or > 240)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  Unit:IdleLockMinutes is {IdleLockMinutes}; it must be a whole number from 1 to 240."
            );
        if (MinimumPatients is < 1 or > 1000)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"  Unit:MinimumPatients is {MinimumPatients}; it must be a whole number from 1 to 1000."
            );
    }
}
