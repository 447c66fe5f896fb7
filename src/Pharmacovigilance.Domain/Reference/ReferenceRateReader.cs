namespace Pharmacovigilance.Domain.Reference;

/// <summary>Reads the parts of a reference ledger and refuses what contradicts itself.</summary>
internal sealed class ReferenceRateReader(
    IReadOnlyDictionary<string, ReferenceSource> sources,
    IReadOnlyDictionary<string, DataCut> cuts)
{
    public static ReferenceSource ReadSource(DataElement element)
    {
        element.Knows("tag", "title", "address");
        return new ReferenceSource(element["tag"].Text(), element["title"].Text(), element["address"].Text());
    }

    public static DataCut ReadCut(DataElement element)
    {
        element.Knows("id", "trial", "label", "date", "dateVerified", "medianFollowUpMonths", "medianFollowUpVerified", "note");
        return new DataCut(
            element["id"].Text(),
            element["trial"].Name<Trial>(),
            element["label"].Text(),
            element.Optional("date")?.Date(),
            element["dateVerified"].Boolean(),
            element.Optional("medianFollowUpMonths")?.PositiveNumber(),
            element["medianFollowUpVerified"].Boolean(),
            element["note"].Text());
    }

    public ReferenceRate Read(DataElement element)
    {
        element.Knows(
            "id", "cut", "arm", "event", "llt", "basis", "grouping", "band", "infusionOrdinal", "n", "percent", "x",
            "xDerivation", "sumOf", "status", "reason", "source", "board", "note");
        var row = new ReferenceRate(
            element["id"].Text(),
            Known(element["cut"], cuts),
            element["arm"].Name<TrialArm>(),
            element["event"].Text(),
            element.Optional("llt")?.Text(),
            element["basis"].Name<EventBasis>(),
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
            element.Optional("board")?.Boolean() ?? false,
            element.Optional("note")?.Text() ?? "");
        RequireTrialArm(element, row);
        RequireReason(element, row);
        RequireCount(element, row);
        RequireBoardWorthy(element, row);
        return row;
    }

    /// <summary>A sum must add up, and each summand must agree with the row it was taken from.</summary>
    public static void RequireConsistentParts(DataElement element, ReferenceRate row, IReadOnlyDictionary<string, ReferenceRate> rows)
    {
        if (row.Derivation != CountDerivation.SumOfGrades) return;
        if (row.SumOf.Count < 2) throw element["sumOf"].Refuse("must name at least two rows.");
        foreach (var part in row.SumOf)
        {
            if (!rows.TryGetValue(part.RowId, out var other)) throw element["sumOf"].Refuse($"names the unknown row \"{part.RowId}\".");
            var sameStream = other.Arm == row.Arm && other.Cut == row.Cut && other.Patients == row.Patients && other.Basis == row.Basis && other.Llt == row.Llt;
            if (!sameStream || other.Status != row.Status || other.Band is GradeBand.Any or GradeBand.GradeAtLeast3 or null)
                throw element["sumOf"].Refuse($"names {part.RowId}, which is not a single grade of the same event, arm, cut and status.");
            if ((other.PatientsWithEvent ?? part.Patients) != part.Patients || other.Percent?.CouldBe(part.Patients, other.Patients) == false)
                throw element["sumOf"].Refuse($"takes {part.Patients} patients from {part.RowId}, which does not allow that.");
        }

        if (row.SumOf.Sum(p => p.Patients) != row.PatientsWithEvent) throw element["sumOf"].Refuse($"does not add up to x = {row.PatientsWithEvent}.");
        if (row.SumOf.Select(p => p.RowId).Distinct(StringComparer.Ordinal).Count() != row.SumOf.Count) throw element["sumOf"].Refuse("names a row twice.");
    }

    private static void RequireTrialArm(DataElement element, ReferenceRate row)
    {
        var trial = row.Arm switch
        {
            TrialArm.IsaPd or TrialArm.Pd => Trial.IcariaMm,
            TrialArm.IsaKd or TrialArm.Kd => Trial.Ikema,
        };
        if (row.Trial != trial) throw element["arm"].Refuse($"is {row.Arm}, which is no arm of {row.Trial}, the trial of cut {row.Cut.Id}.");
    }

    private static void RequireReason(DataElement element, ReferenceRate row)
    {
        if (row.Status != RowStatus.Verified && row.StatusReason is null) throw element.Refuse($"is {row.Status} without a reason.");
        if (row.Status != RowStatus.Rejected && row.Band is null) throw element.Refuse("has no band; only a rejected row may leave it open.");
    }

    private static void RequireCount(DataElement element, ReferenceRate row)
    {
        if (row.PatientsWithEvent is not { } x)
        {
            if (row.Derivation is not null || row.SumOf.Count > 0) throw element.Refuse("has no x, but says how x was derived.");
            return;
        }

        if (row.Derivation is null) throw element.Refuse("has x, but does not say how it was derived (xDerivation).");
        if ((row.Derivation == CountDerivation.SumOfGrades) != (row.SumOf.Count > 0))
            throw element.Refuse("must have sumOf exactly when x is a sum of grades.");
        if (x > row.Patients) throw element["x"].Refuse($"is {x}, more than n = {row.Patients}.");
        if (row.Percent is { } percent && !percent.CouldBe(x, row.Patients))
            throw element["x"].Refuse($"is {x}, but {x} of {row.Patients} does not print as {percent} %.");
        if (row.Derivation == CountDerivation.FromPercent && row.Percent?.CountsOf(row.Patients).Count != 1)
            throw element["x"].Refuse($"cannot be derived from {row.Percent} % of {row.Patients}: not exactly one whole number prints like that.");
    }

    private static void RequireBoardWorthy(DataElement element, ReferenceRate row)
    {
        if (!row.OnBoard) return;
        var problem =
            row.Status != RowStatus.Verified ? $"is {row.Status}"
            : row.PatientsWithEvent is null ? "has no known count"
            : row.Llt is null ? "has no CTCAE term"
            : row.Regimen is null ? "is of a control arm"
            : row.InfusionOrdinal is not null ? "is of a single infusion"
            : row.Band is not (GradeBand.Any or GradeBand.GradeAtLeast3) ? "is of a single grade"
            : row.Note.Length == 0 ? "does not say in its note why it was chosen"
            : null;
        if (problem is not null) throw element["board"].Refuse($"puts {row.Id} on the board, but the row {problem}.");
    }

    private static CountPart ReadPart(DataElement element)
    {
        element.Knows("row", "x");
        return new CountPart(element["row"].Text(), element["x"].IntegerFrom(0, 100_000));
    }

    private static PrintedPercent? ReadPercent(DataElement? element)
    {
        if (element is null) return null;
        return PrintedPercent.TryParse(element.Text(), out var percent)
            ? percent
            : throw element.Refuse($"must be a percentage as printed, like \"38.2\", but is \"{element.Text()}\".");
    }

    private static T Known<T>(DataElement element, IReadOnlyDictionary<string, T> known) =>
        known.TryGetValue(element.Text(), out var item) ? item : throw element.Refuse($"names \"{element.Text()}\", which the file does not define.");
}
