namespace Pharmacovigilance.Domain;

/// <summary>A typed identifier: a lower-case Guid v7, so an id can never be passed where another kind is meant.</summary>
public interface ITypedId<TSelf>
    where TSelf : struct, ITypedId<TSelf>
{
    Guid Value { get; }

    static abstract TSelf From(Guid value);
}

public readonly record struct PatientId(Guid Value) : ITypedId<PatientId>
{
    public static PatientId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

public readonly record struct CourseId(Guid Value) : ITypedId<CourseId>
{
    public static CourseId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

public readonly record struct InfusionId(Guid Value) : ITypedId<InfusionId>
{
    public static InfusionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

public readonly record struct InfusionStepId(Guid Value) : ITypedId<InfusionStepId>
{
    public static InfusionStepId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One act by which a course's planned infusions got other dates.</summary>
public readonly record struct CalendarChangeId(Guid Value) : ITypedId<CalendarChangeId>
{
    public static CalendarChangeId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One row of an adverse event's correction chain.</summary>
public readonly record struct AdverseEventId(Guid Value) : ITypedId<AdverseEventId>
{
    public static AdverseEventId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One row of the course of an adverse event.</summary>
public readonly record struct EventCourseEntryId(Guid Value) : ITypedId<EventCourseEntryId>
{
    public static EventCourseEntryId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One causality assessment.</summary>
public readonly record struct CausalityId(Guid Value) : ITypedId<CausalityId>
{
    public static CausalityId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One entry about the reporting of an event.</summary>
public readonly record struct ReportingEntryId(Guid Value) : ITypedId<ReportingEntryId>
{
    public static ReportingEntryId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One statement that a term was asked about and absent.</summary>
public readonly record struct AbsenceId(Guid Value) : ITypedId<AbsenceId>
{
    public static AbsenceId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A laboratory value or blood-pressure reading.</summary>
public readonly record struct ObservationId(Guid Value) : ITypedId<ObservationId>
{
    public static ObservationId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>A grade given again by another CTCAE version.</summary>
public readonly record struct RegradingId(Guid Value) : ITypedId<RegradingId>
{
    public static RegradingId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

public readonly record struct AlertId(Guid Value) : ITypedId<AlertId>
{
    public static AlertId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

public readonly record struct HoldId(Guid Value) : ITypedId<HoldId>
{
    public static HoldId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

public readonly record struct UserId(Guid Value) : ITypedId<UserId>
{
    public static UserId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One sign-in of a person in one browser.</summary>
public readonly record struct SessionId(Guid Value) : ITypedId<SessionId>
{
    public static SessionId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One signed entry about a row of the reference ledger.</summary>
public readonly record struct VerificationId(Guid Value) : ITypedId<VerificationId>
{
    public static VerificationId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

public readonly record struct RulePreviewId(Guid Value) : ITypedId<RulePreviewId>
{
    public static RulePreviewId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One look at the patient during an infusion: vital signs, and how a reaction is.</summary>
public readonly record struct BedsideCheckId(Guid Value) : ITypedId<BedsideCheckId>
{
    public static BedsideCheckId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One signed entry about a rate table.</summary>
public readonly record struct RateTableSignatureId(Guid Value) : ITypedId<RateTableSignatureId>
{
    public static RateTableSignatureId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One latched signal of a stream.</summary>
public readonly record struct SignalId(Guid Value) : ITypedId<SignalId>
{
    public static SignalId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One step in the life of a signal.</summary>
public readonly record struct SignalStepId(Guid Value) : ITypedId<SignalStepId>
{
    public static SignalStepId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One comment on a signal.</summary>
public readonly record struct SignalCommentId(Guid Value) : ITypedId<SignalCommentId>
{
    public static SignalCommentId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>Something still to be done because of an alert.</summary>
public readonly record struct AlertTaskId(Guid Value) : ITypedId<AlertTaskId>
{
    public static AlertTaskId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One failure of the system itself.</summary>
public readonly record struct AlarmId(Guid Value) : ITypedId<AlarmId>
{
    public static AlarmId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One duty of the on-call calendar.</summary>
public readonly record struct DutyId(Guid Value) : ITypedId<DutyId>
{
    public static DutyId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One silence of a rule.</summary>
public readonly record struct SilenceId(Guid Value) : ITypedId<SilenceId>
{
    public static SilenceId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}

/// <summary>One period of maintenance.</summary>
public readonly record struct MaintenanceId(Guid Value) : ITypedId<MaintenanceId>
{
    public static MaintenanceId From(Guid value) => new(value);

    public override string ToString() => Value.ToString("D");
}
