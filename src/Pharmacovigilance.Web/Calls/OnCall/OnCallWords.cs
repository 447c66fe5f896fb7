using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Storage.Calls.OnCall;

namespace Pharmacovigilance.Web.Calls.OnCall;

/// <summary>The key of the texts about the policy, the calendar and the contacts: OnCallText.resx.</summary>
public sealed class OnCallText;

/// <summary>Duties, steps and gaps in the words of the reader.</summary>
public sealed class OnCallWords(UnitClock clock, IStringLocalizer<OnCallText> text)
{
    public string Role(OnCallRole role) => text[$"Role{role}"];

    public string Step(ChainStepKind kind) => text[$"Step{kind}"];

    /// <summary>An instant on the unit's clock, with its day.</summary>
    public string At(DateTimeOffset at) => clock.AtUnit(at).ToString("ddd d MMM HH:mm", CultureInfo.CurrentCulture);

    public string Gap(OnCallGap gap) => text["GapSentence", Role(gap.Role), At(gap.From), At(gap.Until)];

    public string Span(DutyItem duty) => text["DutySpan", At(duty.From), At(duty.Until)];

    /// <summary>How a duty ended before its time; empty while nobody ended it.</summary>
    public string End(DutyItem duty) =>
        duty.End switch
        {
            DutyEnd.Cancelled => text["DutyCancelled", duty.EndedBy ?? "", duty.EndReason ?? ""],
            DutyEnd.HandedOver => text["DutyHandedOver", duty.EndedBy ?? "", duty.EndReason ?? ""],
            null => "",
        };

    /// <summary>The shipped proposal names its shifts in English; a name the unit has given is its own in every language.</summary>
    public string Shift(string name) => name is "Day" or "Night" ? text[$"Shift{name}Name"] : name;

    public static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>One step of a chain with its wait.</summary>
    public string Waits(ChainStep step) =>
        step.Kind == ChainStepKind.PhoneList
            ? text["StepLast", Step(step.Kind)]
            : text["StepWaits", Step(step.Kind), step.WaitMinutes];
}
