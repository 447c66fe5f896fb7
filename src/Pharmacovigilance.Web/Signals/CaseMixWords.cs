using System.Globalization;
using Microsoft.Extensions.Localization;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Infusions;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;
using Pharmacovigilance.Storage.Live;
using Pharmacovigilance.Storage.Reference;

namespace Pharmacovigilance.Web.Signals;

/// <summary>Case mix and recording in the language of the screen. What is not known has words of its own.</summary>
public sealed class CaseMixWords(IStringLocalizer<CaseMixText> text, KnowledgeInForce known, UnitClock clock)
{
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public CaseMixKnowledge Knowledge => known.Current.CaseMix;

    /// <summary>The patients of a line beside its trial; null while nobody has been treated.</summary>
    public CaseMixComparison? Compare(CaseMixPart part, StreamKey stream, int minimumPatients) =>
        part.Of(stream.Regimen, stream.Route) is { } unit
            ? CaseMixComparison.Of(unit, Knowledge, minimumPatients)
            : null;

    /// <summary>"12 of 30 known (40 %)"; below the minimum without a percentage.</summary>
    public string Unit(CaseMixLine line) =>
        line switch
        {
            { Unit.Known: 0 } => text["NotKnown"],
            { ShowsPercent: true } => text[
                "OfKnownPercent",
                line.Unit.Having,
                line.Unit.Known,
                100m * line.Unit.Having / line.Unit.Known
            ],
            _ => text["OfKnown", line.Unit.Having, line.Unit.Known],
        };

    /// <summary>"12 of 30; trial 21 %": on the board, where there is no room for more.</summary>
    public string Short(CaseMixLine line)
    {
        string unit =
            line.Unit.Known == 0 ? text["NotKnown"]
            : line.ShowsPercent
                ? text["ShortPercent", line.Unit.Having, line.Unit.Known, 100m * line.Unit.Having / line.Unit.Known]
            : text["ShortCount", line.Unit.Having, line.Unit.Known];
        return text[
            "MixShort",
            unit,
            line.Trial is { } figure ? text["TrialPercent", Percent(figure)].Value : text["NotKnown"].Value
        ];
    }

    public string Lines(PriorLinesSpread spread) =>
        spread.Median is { } median ? text["Spread", median, spread.Least!, spread.Most!] : text["NotKnown"];

    /// <summary>A share with what it is of, or words such as a median.</summary>
    public string Figure(CaseMixFigure figure) =>
        figure switch
        {
            { Words: { } words } => words.In(Language),
            { Count: { } count, Patients: { } of } => text["TrialCount", count, of, Percent(figure)],
            _ => text["TrialPercent", Percent(figure)],
        };

    /// <summary>As printed, else worked out from the count.</summary>
    public static string Percent(CaseMixFigure figure) =>
        figure.Printed?.ToString() ?? (100 * figure.Share!.Value).ToString("0", CultureInfo.CurrentCulture);

    public string Rule(EntryRule rule) =>
        rule.Verified
            ? text["Rule", rule.Text.In(Language)]
            : text["Rule", $"{rule.Text.In(Language)} ({text["ToBeConfirmed"]})"];

    /// <summary>"Differs in age ≥ 75 (+18 points); not adjusted." Null where nothing does.</summary>
    public string? Differing(CaseMixComparison comparison) =>
        comparison.Differing.ToList() is { Count: > 0 } lines
            ? text[
                "Differs",
                string.Join(
                    ", ",
                    lines.Select(line => text["Points", text[$"Short{line.Item}"].Value, line.Difference!].Value)
                )
            ].Value
            : null;

    public string Patients(CaseMix mix) =>
        mix.Route is InfusionRoute.Intravenous
            ? text["MixOf", mix.Regimen]
            : text["MixOfRoute", mix.Regimen, text[$"Route{mix.Route}"].Value];

    /// <summary>A line by its term and band, and whether it is a laboratory one.</summary>
    public string Stream(StreamKey stream)
    {
        string term = known.Current.Term(stream.LltCode)?.Name.In(Language) ?? stream.LltCode;
        return stream.Basis is EventBasis.Laboratory
            ? text["TermBandBasis", term, text[$"Band{stream.Band}"].Value, text[$"Basis{stream.Basis}"].Value]
            : text["TermBand", term, text[$"Band{stream.Band}"].Value];
    }

    public string Streams(IEnumerable<StreamKey> streams) => string.Join("; ", streams.Select(Stream));

    public string Day(DateTimeOffset at) => clock.DateOf(at).ToString("d MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>Null where no level can be told.</summary>
    public string? Level(RecordingLine line) =>
        line.Level is { } level
            ? text["RecordingLevel", level.Level, level.Interval.Lower, level.Interval.Upper].Value
            : null;

    public string Chosen(RecordingLine line) =>
        text[
            "RecordingChosen",
            line.Terms.Count == 0
                ? Streams(line.Choice.Streams)
                : string.Join(
                    "; ",
                    line.Terms.Select(term =>
                        text[
                            "RecordingTerm",
                            Stream(term.Stream),
                            term.Count.PatientsWithEvent,
                            term.Count.Expected
                        ].Value
                    )
                ),
            line.Choice.PatientsBegun,
            line.Choice.SignedBy,
            Day(line.Choice.SignedAt)
        ];
}
