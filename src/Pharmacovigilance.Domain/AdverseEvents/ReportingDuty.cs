namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>The four parts without which a case is not valid and no clock runs.</summary>
public enum CasePart
{
    Patient = 1,
    Reporter = 2,
    SuspectProduct = 3,
    Reaction = 4,
}

/// <summary>What is known of the four parts of a valid case.</summary>
/// <param name="PatientIdentifiable">At least one of name, record number, birth date, sex is known.</param>
/// <param name="Reporter">A person by name; null = the entry was made by the product.</param>
/// <param name="ProductGivenOn">The unit's date of the first infusion of the course; null = none has started.</param>
/// <param name="ReactionNamed">The event is on record and was not taken back.</param>
public sealed record CaseFacts(bool PatientIdentifiable, string? Reporter, DateOnly? ProductGivenOn, bool ReactionNamed)
{
    /// <summary>What is missing for a valid case; empty when it is valid.</summary>
    public IReadOnlyList<CasePart> Missing =>
        [
            .. Enum.GetValues<CasePart>()
                .Where(part =>
                    part switch
                    {
                        CasePart.Patient => !PatientIdentifiable,
                        CasePart.Reporter => string.IsNullOrWhiteSpace(Reporter),
                        CasePart.SuspectProduct => ProductGivenOn is null,
                        CasePart.Reaction => !ReactionNamed,
                    }
                ),
        ];

    /// <summary>The day on which the organisation first had all four parts; null while one is missing.</summary>
    /// <param name="awareOn">The unit's date on which somebody of it first knew of the event.</param>
    public DateOnly? DayZero(DateOnly awareOn) =>
        Missing.Count > 0 ? null
        : ProductGivenOn > awareOn ? ProductGivenOn
        : awareOn;
}

/// <summary>What one regime asks for about one event.</summary>
/// <param name="DueOn">Null while the case is not valid: no clock runs.</param>
/// <param name="IsEarliest">Holidays are not entered: the true date may be later.</param>
/// <param name="IsCertain">False: whether the clock applies depends on criteria that nobody has assessed yet; the date is the earliest possible.</param>
public sealed record ReportingDuty(
    ReportingRegime Regime,
    ReportingEdition Edition,
    ReportingClock Clock,
    DateOnly? DayZero,
    DateOnly? DueOn,
    bool IsEarliest,
    bool IsCertain
)
{
    /// <summary>The duty that may fall due first; null where the regime asks for nothing, or no text of it was in force.</summary>
    /// <param name="content">Seriousness is read from it, and nothing else: a grade is no criterion.</param>
    public static ReportingDuty? Of(
        ReportingRegime regime,
        AdverseEventContent content,
        CaseFacts facts,
        DateOnly awareOn
    )
    {
        var dayZero = facts.DayZero(awareOn);
        if (regime.On(dayZero ?? awareOn) is not { } edition)
            return null;
        return edition
            .Clocks.Select(clock => (clock, applies: Applies(clock.Scope, content)))
            .Where(pair => pair.applies is not CriterionAnswer.No)
            .Select(pair => Running(pair.clock, pair.applies is CriterionAnswer.Yes))
            .OrderBy(duty => duty.DueOn ?? DateOnly.MaxValue)
            .ThenBy(duty => duty.Clock.Days)
            .ThenByDescending(duty => duty.IsCertain)
            .FirstOrDefault();

        ReportingDuty Running(ReportingClock clock, bool certain)
        {
            bool earliest = false;
            DateOnly? due = dayZero is { } start ? clock.DueOn(start, out earliest) : null;
            return new ReportingDuty(regime, edition, clock, dayZero, due, earliest, certain);
        }
    }

    /// <summary>Whether an event is in a scope, as far as its seriousness has been assessed.</summary>
    public static CriterionAnswer Applies(ReportingScope scope, AdverseEventContent content)
    {
        var worst = Either(
            content.Answer(SeriousnessCriteria.ResultsInDeath),
            content.Answer(SeriousnessCriteria.LifeThreatening)
        );
        return scope switch
        {
            ReportingScope.FatalOrLifeThreatening => worst,
            ReportingScope.Serious => content.IsSerious,
            ReportingScope.NonSerious => Not(content.IsSerious),
            ReportingScope.OtherSerious => (content.IsSerious, worst) switch
            {
                (CriterionAnswer.No, _) or (_, CriterionAnswer.Yes) => CriterionAnswer.No,
                (CriterionAnswer.Yes, CriterionAnswer.No) => CriterionAnswer.Yes,
                _ => CriterionAnswer.NotAssessed,
            },
        };
    }

    private static CriterionAnswer Either(CriterionAnswer one, CriterionAnswer other) =>
        (one, other) switch
        {
            (CriterionAnswer.Yes, _) or (_, CriterionAnswer.Yes) => CriterionAnswer.Yes,
            (CriterionAnswer.No, CriterionAnswer.No) => CriterionAnswer.No,
            _ => CriterionAnswer.NotAssessed,
        };

    private static CriterionAnswer Not(CriterionAnswer answer) =>
        answer switch
        {
            CriterionAnswer.Yes => CriterionAnswer.No,
            CriterionAnswer.No => CriterionAnswer.Yes,
            CriterionAnswer.NotAssessed => CriterionAnswer.NotAssessed,
        };
}
