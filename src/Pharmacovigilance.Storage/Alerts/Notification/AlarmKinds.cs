namespace Pharmacovigilance.Storage.Alerts.Notification;

/// <summary>Kinds of alarms whose detail is more than a sentence.</summary>
public static class AlarmKinds
{
    /// <summary>Its detail is the <see cref="Domain.Alerts.OnCall.OnCallGap"/> as JSON.</summary>
    public const string NobodyOnCall = "NobodyOnCall";
}
