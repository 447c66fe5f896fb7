using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Domain.Signals;

namespace Pharmacovigilance.Domain.Tests.AdverseEvents;

/// <summary>Shipped terms together with an imported dictionary.</summary>
public sealed class FullDictionaryTests
{
    private const string Hiccups = "10020039";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    private static NciTerm Term(string llt, string name, params (int Grade, string Text)[] grades) =>
        new()
        {
            Llt = llt,
            Soc = "Respiratory, thoracic and mediastinal disorders",
            Name = name,
            Grades = grades.ToDictionary(g => (Grade)g.Grade, g => g.Text),
            Definition = "An invented definition.",
            NavigationalNote = null,
            Change = null,
        };

    /// <summary>What a workbook would print for the shipped terms.</summary>
    private static IEnumerable<NciTerm> Printed(CtcaeVersion version) =>
        DataFiles
            .Library[version]
            .Terms.Select(term => new NciTerm
            {
                Llt = term.Llt,
                Soc = term.Soc.En,
                Name = term.Name.En,
                Grades = term.Criteria.ToDictionary(c => c.Key, c => $"exact {(int)c.Key}"),
                Definition = "defined",
                NavigationalNote = null,
                Change = null,
            });

    private static CtcaeLibrary With(CtcaeVersion version, params NciTerm[] terms) =>
        DataFiles.Library.With(
            new NciDictionary(version, [.. Printed(version).Where(p => terms.All(t => t.Llt != p.Llt)), .. terms]),
            []
        );

    [Fact]
    public void With_ShippedTerm_KeepsSummaryAndLimitsAndGainsTheExactWording()
    {
        var shipped = DataFiles.Library[CtcaeVersion.V50].Find(CtcaeTerms.NeutrophilCountDecreased)!;
        var dictionary = With(CtcaeVersion.V50, Term(Hiccups, "Hiccups", (1, "mild")))[CtcaeVersion.V50];
        var term = dictionary.Find(CtcaeTerms.NeutrophilCountDecreased)!;

        Assert.True(dictionary.IsFull);
        Assert.Equal("exact 3", term.ExactWording!.Grades[Grade.Grade3]);
        Assert.Equal(shipped.Criteria[Grade.Grade3], term.Criteria[Grade.Grade3]);
        Assert.Equal(shipped.Laboratory, term.Laboratory);
        Assert.Equal((shipped.Placement, shipped.Root, true), (term.Placement, term.Root, term.IsShipped));
        Assert.Equal(term, dictionary.TermFor(LabTest.NeutrophilCount));
    }

    [Fact]
    public void With_FurtherTerm_IsListedOnlyWithoutLimitsAndInItsOwnWords()
    {
        var dictionary = With(CtcaeVersion.V50, Term(Hiccups, "Hiccups", (1, "mild"), (3, "severe")))[CtcaeVersion.V50];
        var term = dictionary.Find(Hiccups)!;

        Assert.Equal((Hiccups, FormPlacement.Listed, false), (term.Root, term.Placement, term.IsShipped));
        Assert.Equal(("severe", "severe"), (term.Criteria[Grade.Grade3].En, term.Criteria[Grade.Grade3].Ru));
        Assert.Null(term.Laboratory);
        Assert.Equal(DataFiles.Ctcae50.Terms.Count + 1, dictionary.Terms.Count);
        Assert.Equal(BoardSeries.Of(DataFiles.Ctcae50), BoardSeries.Of(dictionary));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(5, false)]
    public void Check_FurtherTerm_TakesOnlyGradesThatExist(int grade, bool taken)
    {
        var dictionary = With(CtcaeVersion.V50, Term(Hiccups, "Hiccups", (1, "mild"), (3, "severe")))[CtcaeVersion.V50];
        var refusals = AdverseEventRules.Check(
            new AdverseEventContent
            {
                LltCode = Hiccups,
                CtcaeVersion = CtcaeVersion.V50,
                Grade = (Grade)grade,
                OnsetAt = Now,
            },
            dictionary,
            Now
        );
        Assert.Equal(taken ? [] : ["adverse-event.grade-does-not-exist"], refusals.Select(r => r.Code));
    }

    [Fact]
    public void With_ShippedTermOfOtherGrades_TheWorkbookDecidesAndThePreviewWarns()
    {
        var anc = CtcaeTerms.NeutrophilCountDecreased;
        var other = Term(anc, "Neutrophil count decreased", (1, "one"), (2, "two"), (3, "three"), (5, "five"));
        var library = With(CtcaeVersion.V50, other);
        var term = library.Find(CtcaeVersion.V50, anc)!;

        Assert.Equal([Grade.Grade1, Grade.Grade2, Grade.Grade3, Grade.Grade5], term.Grades);
        Assert.Equal("five", term.Criteria[Grade.Grade5].Ru);
        Assert.DoesNotContain(Grade.Grade4, term.Laboratory!.Limits.Select(limit => limit.Grade));
        Assert.Equal(
            ComparabilityReason.GradeMissing,
            library.Equivalence.Between(anc, GradeBand.Grade4, CtcaeVersion.V50, CtcaeVersion.V403).Reason
        );

        var reading = new NciReading(
            new NciDictionary(CtcaeVersion.V50, [other]),
            "sheet",
            [],
            new SkippedRows(0, 0, 0)
        );
        var warnings = DictionaryPreview.Of(reading, [], DataFiles.Ctcae50.Terms).Warnings;
        var grades = Assert.Single(warnings, w => w.Kind is DictionaryWarningKind.GradesDiffer);
        Assert.Equal(("1, 2, 3, 4", "1, 2, 3, 5"), (grades.Shipped, grades.InWorkbook));
        Assert.Single(warnings, w => w.Kind is DictionaryWarningKind.SocDiffers);
        Assert.Equal(
            DataFiles.Ctcae50.Terms.Count - 1,
            warnings.Count(w => w.Kind is DictionaryWarningKind.TermMissing)
        );
    }

    [Fact]
    public void Term_RemovedByALaterImport_StaysReadableButCannotBeRecordedAnew()
    {
        var gone = Term("10000001", "Gone ache", (1, "mild"));
        var library = DataFiles.Library.With(new NciDictionary(CtcaeVersion.V50, Printed(CtcaeVersion.V50)), [gone]);
        var dictionary = library[CtcaeVersion.V50];
        var content = new AdverseEventContent
        {
            LltCode = gone.Llt,
            CtcaeVersion = CtcaeVersion.V50,
            Grade = Grade.Grade1,
            OnsetAt = Now,
        };

        Assert.Null(dictionary.Find(gone.Llt));
        Assert.Equal("Gone ache", dictionary.FindEver(gone.Llt)!.Name.En);
        Assert.Equal(
            ["adverse-event.term-unknown"],
            AdverseEventRules.Check(content, dictionary, Now).Select(r => r.Code)
        );
        Assert.Empty(
            AdverseEventRules.Check(content with { Note = "a correction" }, dictionary, Now, replaced: content)
        );
        Assert.Equal(0, dictionary.Search.Find("gone").All);
    }

    [Theory]
    [InlineData("mild; no  help needed", ComparabilityReason.SameCriteria)]
    [InlineData("mild;\nno help needed ", ComparabilityReason.SameCriteria)]
    [InlineData("Mild; no help needed", ComparabilityReason.CriterionDiffers)]
    [InlineData("mild; help needed", ComparabilityReason.CriterionDiffers)]
    [InlineData(null, ComparabilityReason.GradeMissing)]
    public void Between_TermsThatAreThereByImportOnly_CompareByTheirText(string? other, ComparabilityReason expected)
    {
        var library = With(CtcaeVersion.V50, Term(Hiccups, "Hiccups", (1, "mild; no help needed"), (3, "severe")));
        Assert.Equal(
            ComparabilityReason.TermMissing,
            library.Equivalence.Between(Hiccups, GradeBand.Any, CtcaeVersion.V50, CtcaeVersion.V60).Reason
        );

        var term = other is null
            ? Term(Hiccups, "Hiccups", (3, "severe"))
            : Term(Hiccups, "Hiccups", (1, other), (3, "severe"));
        library = library.With(
            DataFiles
                .Library[CtcaeVersion.V60]
                .With(new NciDictionary(CtcaeVersion.V60, [term]), [], DataFiles.Library.RootOf)
        );
        Assert.Equal(
            expected,
            library.Equivalence.Between(Hiccups, GradeBand.Any, CtcaeVersion.V50, CtcaeVersion.V60).Reason
        );
        Assert.Equal(
            ComparabilityReason.SameCriteria,
            library.Equivalence.Between(Hiccups, GradeBand.GradeAtLeast3, CtcaeVersion.V50, CtcaeVersion.V60).Reason
        );
    }

    [Fact]
    public void Between_ShippedTerms_CompareAsBeforeWhateverTheWorkbookPrints()
    {
        var library = With(CtcaeVersion.V50, Term(Hiccups, "Hiccups", (1, "mild")));
        foreach (var term in DataFiles.Ctcae50.Terms)
        foreach (var version in Enum.GetValues<CtcaeVersion>())
            Assert.Equal(
                DataFiles.Library.Equivalence.Between(term.Root, GradeBand.Any, CtcaeVersion.V50, version),
                library.Equivalence.Between(term.Root, GradeBand.Any, CtcaeVersion.V50, version)
            );
    }

    [Fact]
    public void With_ImportedTermUnderAShippedCodeOfAnotherVersion_TakesItsRoot()
    {
        // v6.0 calls the lung infection of v5.0 "Pneumonia" and has given it another code.
        var library = With(CtcaeVersion.V60, Term("10061229", "Lung infection", (2, "moderate")));
        Assert.Equal("10061229", library.Find(CtcaeVersion.V60, "10061229")!.Root);
        Assert.Equal("10035664", library[CtcaeVersion.V60].OfRoot("10061229")!.Llt);
        Assert.Equal("10061229", library.RootOf("10035664"));
    }

    [Fact]
    public void Grades_OfATermWrittenAsDifference_AreThoseOfItsOwnVersion() =>
        Assert.All(DataFiles.Library[CtcaeVersion.V60].Terms, term =>
            Assert.Equal(term.Criteria.Keys.Order(), term.Grades)
        );
}
