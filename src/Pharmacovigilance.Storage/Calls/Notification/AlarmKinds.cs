namespace Pharmacovigilance.Storage.Calls.Notification;

/// <summary>Kinds of alarms whose detail is more than a sentence.</summary>
public static class AlarmKinds
{
    /// <summary>Its detail is the <see cref="Domain.Calls.OnCall.OnCallGap"/> as JSON.</summary>
    public const string NobodyOnCall = "NobodyOnCall";
}
