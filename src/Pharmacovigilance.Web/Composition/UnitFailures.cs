namespace Pharmacovigilance.Web.Composition;

/// <summary>Where failures go that concern the unit and not one caller: a commit that failed, a subscriber that threw.</summary>
public sealed partial class UnitFailures(ILogger<UnitFailures> logger)
{
    public void Report(Exception failure) => Failed(failure);

    [LoggerMessage(EventId = 100, Level = LogLevel.Error, Message = "The unit reported a failure")]
    private partial void Failed(Exception failure);
}
