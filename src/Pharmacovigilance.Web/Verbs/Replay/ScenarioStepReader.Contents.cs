using System.Globalization;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Infusions;

namespace Pharmacovigilance.Web.Verbs.Replay;

internal sealed partial class ScenarioStepReader
{
    private StepContent? Content(
        ScenarioElement item,
        string type,
        ScenarioPatient patient,
        ScenarioTime? at,
        ScenarioStep? target,
        DateTimeOffset? recordedAt
    ) =>
        type switch
        {
            "lab" => Lab(item),
            "bloodPressure" => Pressure(item),
            "vitalSigns" => Vitals(item),
            "premedication" or "start" or "rate" or "interrupt" or "resume" or "end" or "notGiven" => Bedside(
                item,
                type,
                patient,
                at
            ) with
            {
                Saw = item.Optional("saw")?.Choice(ScenarioWords.Statuses),
            },
            "infusion" => TakenOver(item, patient, at, recordedAt),
            "adverseEvent" => Event(item, at, CtcaeAt(recordedAt), (target?.Content as EventContent)?.LltCode),
            "course" => Course(item, at, target!),
            "causality" => Causality(item, at, target!),
            "correct" => Correction(item, at, target!),
            "takeBack" => TakeBack(item, at, target!),
            "acknowledge" => Decision(item, DecisionKind.Acknowledge),
            "accept" => Decision(item, DecisionKind.Accept),
            "override" => Decision(item, DecisionKind.Override),
            "releaseHold" => Decision(item, DecisionKind.ReleaseHold),
            "carryOut" => Decision(item, DecisionKind.CarryOut),
            "confirmStop" => SecondPerson(item, DecisionKind.ConfirmStop, item.Optional("note")?.Text(500)),
            "refuseStop" => SecondPerson(item, DecisionKind.RefuseStop, item.Required("reason")?.Text(500)),
            "close" => Decision(item, DecisionKind.Close),
            "endCourse" => EndCourse(item),
            "move" => Move(item, missed: false),
            "giveMissed" => Move(item, missed: true),
            "beginCourse" => BeginCourse(item),
            "orderPremedication" => Order(item, patient, at),
            "adoptCtcae" => AdoptCtcae(item),
            "activateRules" => ActivateRules(item),
            _ => throw new InvalidOperationException($"The step type {type} is listed and not read."),
        };

    private BedsideContent Bedside(ScenarioElement item, string type, ScenarioPatient patient, ScenarioTime? at) =>
        type switch
        {
            "premedication" => new BedsideContent(
                InfusionStepKind.Premedicated,
                Infusion(item),
                Drugs: Drugs(item.Optional("drugs"), patient, at),
                Confirm: Confirm(item)
            ),
            "start" => new BedsideContent(
                InfusionStepKind.Started,
                Infusion(item),
                StartRate(item, required: true),
                WeightOf(item, patient),
                item.Required("brand")?.Text(80),
                item.Required("batch")?.Text(80),
                Route: Route(item),
                Confirm: Confirm(item)
            ),
            "rate" => new BedsideContent(
                InfusionStepKind.RateChanged,
                Infusion(item),
                Rate(item, required: true),
                Confirm: Confirm(item)
            ),
            "interrupt" => new BedsideContent(
                InfusionStepKind.Interrupted,
                Infusion(item),
                Reason: item.Required("reason")?.Text(500)
            ),
            "resume" => new BedsideContent(
                InfusionStepKind.Resumed,
                Infusion(item),
                Rate(item, required: true),
                Confirm: Confirm(item)
            ),
            "end" => new BedsideContent(
                InfusionStepKind.Ended,
                Infusion(item),
                Reaction: item.Required("reaction", "Say none, recorded or notReported.")
                    ?.Choice(ScenarioWords.Reactions),
                Reason: item.Optional("reason")?.Text(500)
            ),
            _ => new BedsideContent(
                InfusionStepKind.NotGiven,
                Infusion(item),
                Reason: item.Required("reason")?.Text(500)
            ),
        };

    private static LabContent? Lab(ScenarioElement item)
    {
        var test = item.Required("test", "Give ANC, PLT or HGB.")?.Choice(ScenarioWords.Tests);
        var value = item.Required("value")?.Result();
        string? unit = item.Required("unit", "A missing unit is never assumed.")?.Text(20);
        decimal? lln = item.Optional("lln")?.Number();
        if (test is null || value is null || unit is null)
            return null;
        if (!LabValue.TryRead(test.Value, value.Value.Number, unit, out _, out var refusal, value.Value.Bound))
            item.Optional(refusal.Reason is LabRefusalReason.UnitForeign ? "unit" : "value")!
                .Refuse($"cannot be used: {refusal.Sentence}");
        else if (lln is { } limit && !LabValue.TryRead(test.Value, limit, unit, out _, out var limitRefusal))
            item.Optional("lln")!.Refuse($"cannot be used: {limitRefusal.Sentence}");
        return new LabContent(test.Value, value.Value.Number, unit, lln, value.Value.Bound);
    }

    private static PressureContent? Pressure(ScenarioElement item)
    {
        if (
            item.Required("systolicMmHg")?.Integer(0, 1000) is not { } systolic
            || item.Required("diastolicMmHg")?.Integer(0, 1000) is not { } diastolic
        )
            return null;
        if (!BloodPressureReading.TryRead(systolic, diastolic, out _, out var refusal))
            item.Optional(
                        refusal.Reason is BloodPressureRefusalReason.DiastolicImplausible
                            ? "diastolicMmHg"
                            : "systolicMmHg"
                    )!
                .Refuse($"cannot be used: {refusal.Sentence}");
        return new PressureContent(
            systolic,
            diastolic,
            item.Optional("duringReaction")?.Boolean() ?? false,
            Infusion(item)
        );
    }

    private static VitalsContent Vitals(ScenarioElement item)
    {
        var temperature = item.Optional("temperatureCelsius");
        decimal? degrees = temperature?.Number();
        if (degrees is { } known && (known * 10 % 1 != 0 || known is < 0 or > 100))
        {
            temperature!.Refuse(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"must be a temperature in °C with at most one decimal, but is {known}."
                )
            );
            degrees = null;
        }

        var vitals = new VitalSigns(
            item.Optional("pulsePerMinute")?.Integer(0, 1000),
            (int?)(degrees * 10),
            item.Optional("oxygenSaturationPercent")?.Integer(0, 1000),
            item.Optional("respiratoryRatePerMinute")?.Integer(0, 1000)
        );
        return new VitalsContent(
            vitals,
            item.Has("systolicMmHg") || item.Has("diastolicMmHg") ? Pressure(item) : null,
            item.Optional("reactionNow")?.Choice(ScenarioWords.ReactionsNow),
            Infusion(item)
        );
    }

    /// <summary>Microlitres per hour.</summary>
    private static long? Rate(ScenarioElement item, bool required)
    {
        var element = required ? item.Required("rateMlPerHour") : item.Optional("rateMlPerHour");
        if (element?.Number() is not { } millilitres)
            return null;
        if (millilitres is >= 1 and <= 1000 && millilitres * 1000 % 1 == 0)
            return (long)(millilitres * 1000);
        element.Refuse(
            string.Create(
                CultureInfo.InvariantCulture,
                $"must be a rate in mL/h from 1 to 1000 with at most three decimals, but is {millilitres}."
            )
        );
        return null;
    }

    /// <summary>How the drug was given; null = into a vein.</summary>
    private static InfusionRoute? Route(ScenarioElement item) =>
        item.Optional("route")?.Choice(ScenarioWords.InfusionRoutes);

    /// <summary>What is given under the skin has no rate.</summary>
    private static long? StartRate(ScenarioElement item, bool required)
    {
        if (!item.Has("route") || Route(item) is not InfusionRoute.Subcutaneous)
            return Rate(item, required);
        if (item.Has("rateMlPerHour"))
            item.Optional("rateMlPerHour")!
                .Refuse("is given, but what is given under the skin has no rate. Leave it out.");
        return null;
    }

    private static string? Confirm(ScenarioElement item) => item.Optional("confirm")?.Text(500);

    private static long? WeightOf(ScenarioElement item, ScenarioPatient patient) =>
        item.Has("weightKg") ? ScenarioReader.Weight(item.Optional("weightKg")) : patient.WeightGrams;

    /// <summary>The drugs given; where the step names none, all of the plan at its time, doses not stated.</summary>
    private List<ScenarioDrug> Drugs(ScenarioElement? list, ScenarioPatient patient, ScenarioTime? at)
    {
        if (at is null)
            return [];
        if (list is null)
            return
            [
                .. VocabularyAt(at.At)
                    .PlannedDrugs(patient.Regimen)
                    .Select(code => new ScenarioDrug("", code, null, null, at.At)),
            ];
        var items = list.Items("a list of drugs");
        if (items.Count == 0 && list.IsList)
            list.Refuse("is empty; leave it out for the whole plan, or leave the step out if nothing was given.");
        return [.. items.Select(item => Drug(item, patient, at)).OfType<ScenarioDrug>()];
    }

    private ScenarioDrug? Drug(ScenarioElement item, ScenarioPatient patient, ScenarioTime at)
    {
        if (item.IsText)
            return VocabularyAt(at.At).Drug(item, patient.Regimen, other: false) is { } plain
                ? new ScenarioDrug(item.Path, plain, null, null, at.At)
                : null;
        if (!item.Knows("a drug", "drug", "other", "doseMg", "route", "at", "date", "day", "time"))
            return null;
        string? code = item.Required("drug") is { } drug
            ? VocabularyAt(at.At).Drug(drug, patient.Regimen, item.Optional("other")?.Boolean() ?? false)
            : null;
        decimal? dose = item.Optional("doseMg")?.Number();
        if (dose is { } stated && (stated is <= 0 or > 5000 || stated * 1000 % 1 != 0))
        {
            item.Optional("doseMg")!
                .Refuse(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"must be a dose in mg above 0 and up to 5000 with at most three decimals, but is {dose}."
                    )
                );
            dose = null;
        }

        var route = item.Optional("route")?.Choice(ScenarioWords.Routes);
        var given = times.OfStep(item, patient.FirstDose, times.DateOf(at.At)) ?? at;
        if (given.At > at.At)
            item.Refuse("was given later than the time of its step; give the step the time of the last drug.");
        return code is null
            ? null
            : new ScenarioDrug(item.Path, code, dose is { } mg ? (long)(mg * 1000) : null, route, given.At);
    }

    private TakenOverContent? TakenOver(
        ScenarioElement item,
        ScenarioPatient patient,
        ScenarioTime? at,
        DateTimeOffset? recordedAt
    )
    {
        if (at is null)
            return null;
        var start = new BedsideContent(
            InfusionStepKind.Started,
            Infusion(item),
            StartRate(item, required: false),
            WeightOf(item, patient),
            item.Optional("brand")?.Text(80),
            item.Optional("batch")?.Text(80),
            Route: Route(item),
            Confirm: Confirm(item)
        );
        var ended = item.Optional("endedAt") is { } end ? times.Of(end, patient.FirstDose) : null;
        if (ended is { TimeKnown: false })
            item.Optional("endedAt")!.Refuse("needs a time of day; leave it out if that is unknown.");
        if (ended is not null && !at.TimeKnown)
            item.Optional("endedAt")!
                .Refuse("is known although the time of the start is not; give the time of the start.");
        if (ended?.At < at.At)
            item.Optional("endedAt")!.Refuse("is before the start.");

        IReadOnlyList<ScenarioDrug>? premedication = null;
        if (item.Optional("premedication") is { IsText: true } word)
            premedication = word.Choice(ScenarioWords.TakenOverPremedication) is true ? [] : null;
        else if (item.Optional("premedication") is { } list)
        {
            if (!at.TimeKnown)
                list.Refuse(
                    "lists drugs, whose times mean nothing without the time of the start; give it, or write \"notReported\"."
                );
            premedication = Drugs(list, patient, at);
        }

        var (statement, reactions) = Reactions(item.Optional("reaction"), patient, at, recordedAt);
        return new TakenOverContent(start, premedication, statement, reactions, ended?.At);
    }

    private (ReactionStatement Statement, List<ScenarioStep> Reactions) Reactions(
        ScenarioElement? element,
        ScenarioPatient patient,
        ScenarioTime at,
        DateTimeOffset? recordedAt
    )
    {
        if (element is null)
            return (ReactionStatement.NotReported, []);
        if (element.IsText)
            return (element.Choice(ScenarioWords.TakenOverReactions) ?? ReactionStatement.NotReported, []);
        var reactions = new List<ScenarioStep>();
        foreach (var item in element.IsList ? element.Items() : [element])
        {
            if (!item.Knows("a reaction", ["ref", "at", "date", "day", "time", .. Types["adverseEvent"]]))
                continue;
            var onset = times.OfStep(item, patient.FirstDose, times.DateOf(at.At));
            if (Event(item, onset, CtcaeAt(recordedAt), CtcaeTerms.InfusionRelatedReaction) is not { } content)
                continue;
            var step = new ScenarioStep(
                item.Path,
                "adverseEvent",
                item.Optional("ref")?.Text(60),
                Identity(patient),
                null,
                onset,
                at.At,
                content
            );
            if (step.Ref is { } name && !named.TryAdd(name, (item, step)))
                item.Optional("ref")!.Refuse($"repeats \"{name}\".");
            reactions.Add(step);
        }

        if (element.IsList && reactions.Count == 0)
            element.Refuse("is empty; write \"none\" if there was no reaction, \"notReported\" if nobody says.");
        return (ReactionStatement.ReactionsRecorded, reactions);
    }
}
