namespace Pharmacovigilance.Domain.Reference;

/// <summary>Reads the rows of a reference ledger and refuses what contradicts itself.</summary>
internal sealed class ReferenceRateReader(
    LedgerEntry entry,
    IReadOnlyDictionary<string, ReferenceSource> sources,
    IReadOnlyDictionary<string, DataCut> cuts,
    IReadOnlyDictionary<string, SourceComparison> comparisons
)
{
    public ReferenceRate Read(DataElement element)
    {
        element.Knows(
            "id",
            "cut",
            "arm",
            "event",
            "llt",
            "basis",
            "termKind",
            "grouping",
            "band",
            "infusionOrdinal",
            "n",
            "percent",
            "x",
            "xDerivation",
            "sumOf",
            "status",
            "reason",
            "source",
            "enteredOn",
            "board",
            "comparison",
            "note",
            "armStated"
        );
        var cut = Known(element["cut"], cuts);
        var row = new ReferenceRate(
            element["id"].Text(),
            cut,
            ArmOf(element["arm"], cut.Population),
            element["event"].Text(),
            element.Optional("llt")?.Text(),
            element["basis"].Name<EventBasis>(),
            element.Optional("termKind")?.Name<TermKind>(),
            element["grouping"].Text(),
            element.Optional("band")?.Name<GradeBand>(),
            element.Optional("infusionOrdinal")?.IntegerFrom(1, 1000),
            element["n"].IntegerFrom(1, 100_000),
            ReadPercent(element.Optional("percent")),
            element.Optional("x")?.IntegerFrom(0, 100_000),
            element.Optional("xDerivation")?.Name<CountDerivation>(),
            [.. element.Optional("sumOf")?.Items().Select(ReadPart) ?? []],
            element["status"].Name<RowStatus>(),
            element.Optional("reason")?.Text(),
            Known(element["source"], sources),
            element.Optional("enteredOn")?.Date() ?? entry.On,
            element.Optional("board")?.Boolean() ?? false,
            element.Optional("comparison") is { } comparison ? Known(comparison, comparisons).Key : null,
            element.Optional("note")?.Text() ?? ""
        )
        {
            ArmStated = element.Optional("armStated")?.Boolean() ?? true,
        };
        RequireTermKind(element, row);
        if (row.Patients > row.Arm.Patients)
            throw element["n"].Refuse($"is {row.Patients}, more than the {row.Arm.Patients} patients of {row.Arm.Id}.");
        RequireReason(element, row);
        RequireCount(element, row);
        RequireBoardWorthy(element, row);
        return row;
    }

    /// <summary>A sum must add up, and each summand must agree with the row it was taken from.</summary>
    public static void RequireConsistentParts(
        DataElement element,
        ReferenceRate row,
        IReadOnlyDictionary<string, ReferenceRate> rows
    )
    {
        if (row.Derivation != CountDerivation.SumOfGrades)
            return;
        if (row.SumOf.Count < 2)
            throw element["sumOf"].Refuse("must name at least two rows.");
        foreach (var part in row.SumOf)
        {
            if (!rows.TryGetValue(part.RowId, out var other))
                throw element["sumOf"].Refuse($"names the unknown row \"{part.RowId}\".");
            var sameStream =
                other.Arm == row.Arm
                && other.Cut.Id == row.Cut.Id
                && other.Patients == row.Patients
                && other.Basis == row.Basis
                && other.Llt == row.Llt;
            if (
                !sameStream
                || other.Status != row.Status
                || other.Band is GradeBand.Any or GradeBand.GradeAtLeast3 or null
            )
                throw element["sumOf"]
                    .Refuse($"names {part.RowId}, which is not a single grade of the same event, arm, cut and status.");
            if (
                (other.PatientsWithEvent ?? part.Patients) != part.Patients
                || other.Percent?.CouldBe(part.Patients, other.Patients) == false
            )
                throw element["sumOf"]
                    .Refuse($"takes {part.Patients} patients from {part.RowId}, which does not allow that.");
        }

        if (row.SumOf.Sum(p => p.Patients) != row.PatientsWithEvent)
            throw element["sumOf"].Refuse($"does not add up to x = {row.PatientsWithEvent}.");
        if (row.SumOf.Select(p => p.RowId).Distinct(StringComparer.Ordinal).Count() != row.SumOf.Count)
            throw element["sumOf"].Refuse("names a row twice.");
    }

    private static PopulationArm ArmOf(DataElement element, Population population) =>
        population.Arms.FirstOrDefault(arm => string.Equals(arm.Id, element.Text(), StringComparison.Ordinal))
        ?? throw element.Refuse($"is {element.Text()}, which is no arm of {population.Id}, the population of the cut.");

    private static void RequireTermKind(DataElement element, ReferenceRate row)
    {
        if ((row.Basis == EventBasis.Laboratory) != (row.TermKind is null))
            throw element.Refuse(
                "must say whether its term is preferred or grouped (termKind), unless it is a laboratory finding, which is no term."
            );
    }

    private static void RequireReason(DataElement element, ReferenceRate row)
    {
        if (row.Status == RowStatus.Verified && !row.Source.Read)
            throw element.Refuse($"is Verified, but {row.Source.Tag} was not read.");
        if (row.Status == RowStatus.Verified && row.Derivation == CountDerivation.Calculated)
            throw element.Refuse("is Verified, but its count is calculated and printed nowhere.");
        if (row.Status != RowStatus.Verified && row.StatusReason is null)
            throw element.Refuse($"is {row.Status} without a reason.");
        if (row.Status != RowStatus.Rejected && row.Band is null)
            throw element.Refuse("has no band; only a rejected row may leave it open.");
    }

    private static void RequireCount(DataElement element, ReferenceRate row)
    {
        if (row.PatientsWithEvent is not { } x)
        {
            if (row.Derivation is not null || row.SumOf.Count > 0)
                throw element.Refuse("has no x, but says how x was derived.");
            return;
        }

        if (row.Derivation is null)
            throw element.Refuse("has x, but does not say how it was derived (xDerivation).");
        if ((row.Derivation == CountDerivation.SumOfGrades) != (row.SumOf.Count > 0))
            throw element.Refuse("must have sumOf exactly when x is a sum of grades.");
        if (row.Derivation == CountDerivation.Calculated && row.Arm.Calculated is null)
            throw element.Refuse("has a calculated count, but its arm has a printed size.");
        if (x > row.Patients)
            throw element["x"].Refuse($"is {x}, more than n = {row.Patients}.");
        if (row.Percent is { } percent && !percent.CouldBe(x, row.Patients))
            throw element["x"].Refuse($"is {x}, but {x} of {row.Patients} does not print as {percent} %.");
        if (row.Derivation == CountDerivation.WithSecondSource && (row.Percent is null || row.Note.Length == 0))
            throw element.Refuse(
                "takes its count from a percentage and a second source, and must print the one and name the other in its note."
            );
        if (row.Derivation == CountDerivation.FromPercent && row.Percent?.CountsOf(row.Patients).Count != 1)
            throw element["x"]
                .Refuse(
                    $"cannot be derived from {row.Percent} % of {row.Patients}: not exactly one whole number prints like that."
                );
    }

    private static void RequireBoardWorthy(DataElement element, ReferenceRate row)
    {
        if (!row.OnBoard)
            return;
        var problem =
            row.Status == RowStatus.Rejected ? "is Rejected"
            : row.PatientsWithEvent is null ? "has no known count"
            : row.Llt is null ? "has no CTCAE term"
            : row.Regimen is null ? "is of an arm that is no regimen of the unit"
            : row.InfusionOrdinal is not null ? "is of a single infusion"
            : row.Band is not (GradeBand.Any or GradeBand.GradeAtLeast3) ? "is of a single grade"
            : row.Note.Length == 0 ? "does not say in its note why it was chosen"
            : null;
        if (problem is not null)
            throw element["board"].Refuse($"puts {row.Id} on the board, but the row {problem}.");
    }

    private static CountPart ReadPart(DataElement element)
    {
        element.Knows("row", "x");
        return new CountPart(element["row"].Text(), element["x"].IntegerFrom(0, 100_000));
    }

    private static PrintedPercent? ReadPercent(DataElement? element)
    {
        if (element is null)
            return null;
        return PrintedPercent.TryParse(element.Text(), out var percent)
            ? percent
            : throw element.Refuse($"must be a percentage as printed, like \"38.2\", but is \"{element.Text()}\".");
    }

    private static T Known<T>(DataElement element, IReadOnlyDictionary<string, T> known) =>
        known.TryGetValue(element.Text(), out var item)
            ? item
            : throw element.Refuse($"names \"{element.Text()}\", which the file does not define.");
}
