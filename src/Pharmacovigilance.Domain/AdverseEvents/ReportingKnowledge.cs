using Pharmacovigilance.Domain.Reference;

namespace Pharmacovigilance.Domain.AdverseEvents;

/// <summary>The reporting rules a unit can choose from. Parsed from <c>db/reference/reporting-regimes.json</c>.</summary>
public sealed record ReportingKnowledge(string Version, IReadOnlyList<ReportingRegime> Regimes)
{
    /// <summary>The regime of that code; null where this edition of the data has none.</summary>
    public ReportingRegime? Find(string code) =>
        Regimes.FirstOrDefault(regime => string.Equals(regime.Code, code, StringComparison.Ordinal));

    /// <exception cref="DataFormatException">The data is malformed or contradicts itself.</exception>
    public static ReportingKnowledge Parse(string json, string file)
    {
        var root = DataElement.Parse(json, file).Knows("version", "about", "calendars", "regimes");
        var calendars = root["calendars"].Items().Select(ReadCalendar).ToList();
        var regimes = root["regimes"].Items().Select(item => ReadRegime(item, calendars)).ToList();
        if (regimes.Select(regime => regime.Code).Distinct(StringComparer.Ordinal).Count() != regimes.Count)
            throw root["regimes"].Refuse("repeats a code.");
        return new ReportingKnowledge(root["version"].Text(), regimes);
    }

    private static WorkingCalendar ReadCalendar(DataElement element)
    {
        element.Knows("code", "weekend", "holidays", "holidaysVerified", "source");
        return new WorkingCalendar(
            element["code"].Text(),
            [.. element["weekend"].Items().Select(item => item.Name<DayOfWeek>())],
            [.. element["holidays"].Items().Select(item => item.Date())],
            element["holidaysVerified"].Boolean(),
            element["source"].Text()
        );
    }

    private static ReportingRegime ReadRegime(DataElement element, List<WorkingCalendar> calendars)
    {
        element.Knows("code", "name", "binds", "editions");
        string code = element["code"].Text();
        // Stored as a list with commas.
        if (code.Contains(',', StringComparison.Ordinal))
            throw element["code"].Refuse("must not contain a comma.");
        var editions = element["editions"].Items().Select(item => ReadEdition(item, calendars)).ToList();
        return editions.Count == 0
            ? throw element["editions"].Refuse("is empty.")
            : new ReportingRegime(code, element["name"].Localized(), element["binds"].Name<BoundParty>(), editions);
    }

    private static ReportingEdition ReadEdition(DataElement element, List<WorkingCalendar> calendars)
    {
        element.Knows("basis", "since", "until", "source", "verified", "scopesVerified", "clocks");
        return new ReportingEdition(
            element["basis"].Localized(),
            element.Optional("since")?.Date(),
            element.Optional("until")?.Date(),
            element["source"].Text(),
            element["verified"].Boolean(),
            element["scopesVerified"].Boolean(),
            [.. element["clocks"].Items().Select(item => ReadClock(item, calendars))]
        );
    }

    private static ReportingClock ReadClock(DataElement element, List<WorkingCalendar> calendars)
    {
        element.Knows("scope", "unexpectedOnly", "days", "kind", "calendar");
        var kind = element["kind"].Name<DayKind>();
        var calendar = element.Optional("calendar") is { } named
            ? calendars.Find(one => one.Code == named.Text()) ?? throw named.Refuse("names no calendar of the file.")
            : null;
        if ((kind is DayKind.Working) != (calendar is not null))
            throw element.Refuse("must name a calendar exactly where it counts working days.");
        return new ReportingClock(
            element["scope"].Name<ReportingScope>(),
            element.Optional("unexpectedOnly")?.Boolean() ?? false,
            element["days"].IntegerFrom(1, 365),
            kind,
            calendar
        );
    }
}
