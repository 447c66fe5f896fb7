using System.Diagnostics;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Tests.Nci;

namespace Pharmacovigilance.Storage.Tests.AdverseEvents;

public abstract class CtcaeImportConformance(TestUnit unit) : ClinicalConformance(unit)
{
    private const string Hiccups = "10020039";
    private const string Sheet = "xl/worksheets/sheet1.xml";
    private static readonly Dictionary<string, NciFile> Whole = [];
    private Actor administrator = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        administrator = await Unit.Unit.AddPersonAsync("administrator", Role.Administrator);
    }

    private static NciFile File(string name)
    {
        lock (Whole)
            return Whole.TryGetValue(name, out var file)
                ? file
                : Whole[name] = WorkbookFile.Read(name, NciWorkbooks.Bytes(name));
    }

    private async Task<ImportOutcome> ImportAsync(NciFile file, bool acceptRejected = false) =>
        await Unit.Imports.ImportAsync(administrator, await Unit.Imports.PreviewAsync(file), acceptRejected);

    private static NciFile Copy(string name, Func<string, string> edit) =>
        WorkbookFile.Read("copy.xlsx", NciWorkbooks.Edited(NciWorkbooks.V50, name, edit));

    private (long Imports, long Terms, long Audited) Written() =>
        (
            Unit.Count("ctcae_import"),
            Unit.Count("ctcae_import_term"),
            Unit.Count("audit_entry where action = 'ctcae.imported'")
        );

    [Theory]
    [InlineData(NciWorkbooks.V50, CtcaeVersion.V50, 837)]
    [InlineData(NciWorkbooks.V60, CtcaeVersion.V60, 850)]
    public async Task ImportAsync_NciWorkbookTwice_TheSecondChangesNothing(string name, CtcaeVersion version, int terms)
    {
        var preview = await Unit.Imports.PreviewAsync(File(name));
        Assert.Equal(
            (terms, 0, 0, 0),
            (
                preview.Dictionary.Added.Count,
                preview.Dictionary.Changed.Count,
                preview.Dictionary.Removed.Count,
                preview.Dictionary.Warnings.Count
            )
        );
        Assert.Equal(ImportOutcome.Imported, await ImportAsync(File(name)));
        Assert.Equal((1, terms, 1), Written());
        Assert.Equal(terms, Unit.Known.Current.Library[version].Terms.Count);

        var again = await Unit.Imports.PreviewAsync(File(name));
        Assert.True(again.Dictionary.ChangesNothing);
        Assert.Equal(
            ImportOutcome.Unchanged,
            await Unit.Imports.ImportAsync(administrator, again, acceptRejected: false)
        );
        Assert.Equal((1, terms, 1), Written());
        var inForce = Assert.Single(await Unit.Imports.InForceAsync());
        Assert.Equal(
            (1L, version, name, terms, "administrator"),
            (inForce.Position, inForce.Version, inForce.FileName, inForce.Terms, inForce.ImportedBy)
        );
    }

    [Fact]
    public async Task ImportAsync_BothVersions_StandSideBySideAndOtherNodesFollow()
    {
        var other = new KnowledgeInForce(ClinicalUnit.Knowledge);
        await ImportAsync(File(NciWorkbooks.V60));
        await ImportAsync(File(NciWorkbooks.V50));
        other.Follow(Unit.Unit.Database);

        foreach (var known in new[] { Unit.Known.Current, other.Current })
        {
            Assert.Equal(837, known.Library[CtcaeVersion.V50].Terms.Count);
            Assert.Equal(850, known.Library[CtcaeVersion.V60].Terms.Count);
            Assert.Equal(
                "Mild symptoms; intervention not indicated",
                known.Library.Find(CtcaeVersion.V50, Hiccups)!.ExactWording!.Grades[Grade.Grade1]
            );
        }

        Assert.Equal(
            [CtcaeVersion.V50, CtcaeVersion.V60],
            (await Unit.Imports.InForceAsync()).Select(one => one.Version)
        );
        Assert.Same(other.Current.Library, FollowAgain(other));
    }

    private CtcaeLibrary FollowAgain(KnowledgeInForce known)
    {
        known.Follow(Unit.Unit.Database);
        return known.Current.Library;
    }

    [Fact]
    public async Task RecordAsync_TermThatIsThereByImport_WithAGradeThatExistsOnly()
    {
        var course = await Unit.RegisterAsync();
        Assert.Equal(
            "adverse-event.term-unknown",
            await RefusedAsync(() => Unit.EventAsync(course, Hiccups, Grade.Grade2))
        );
        await ImportAsync(File(NciWorkbooks.V50));

        await Unit.EventAsync(course, Hiccups, Grade.Grade2);
        Assert.Equal(
            "adverse-event.grade-does-not-exist",
            await RefusedAsync(() => Unit.EventAsync(course, Hiccups, Grade.Grade4))
        );
        Assert.Equal(
            "adverse-event.grade-does-not-exist",
            await RefusedAsync(() => Unit.EventAsync(course, Hiccups, Grade.Grade5))
        );
        Assert.Equal(
            "Hiccups",
            Unit.Known.Current.Term(Assert.Single(await Unit.Events.OfCourseAsync(course)).Content.LltCode)!.Name.En
        );
    }

    [Fact]
    public async Task ImportAsync_NewerCopy_ShowsChangedAndRemovedAndKeepsOldEventsReadable()
    {
        await ImportAsync(File(NciWorkbooks.V50));
        var course = await Unit.RegisterAsync();
        var recorded = await Unit.EventAsync(course, Hiccups, Grade.Grade1);
        var newer = WorkbookFile.Read(
            "newer.xlsx",
            NciWorkbooks.Edited(NciWorkbooks.V50, Sheet, text =>
                text.Replace($"<v>{Hiccups}</v>", "<v>10099999</v>", StringComparison.Ordinal)
            )
        );

        var preview = await Unit.Imports.PreviewAsync(newer);
        Assert.Equal(["10099999"], preview.Dictionary.Added.Select(term => term.Llt));
        Assert.Equal([Hiccups], preview.Dictionary.Removed.Select(term => term.Llt));
        Assert.Equal(
            ImportOutcome.Imported,
            await Unit.Imports.ImportAsync(administrator, preview, acceptRejected: false)
        );

        Assert.Null(Unit.Known.Current.Ctcae.Find(Hiccups));
        Assert.Equal("Hiccups", Unit.Known.Current.Term(Hiccups)!.Name.En);
        Assert.Equal(
            "adverse-event.term-unknown",
            await RefusedAsync(() => Unit.EventAsync(course, Hiccups, Grade.Grade1))
        );
        await Unit.Events.CorrectAsync(Unit.Nurse, recorded, Unit.Content(Hiccups, Grade.Grade2), "graded too low");
        Assert.Equal((2, 837 * 2, 2), Written());
    }

    [Fact]
    public async Task PreviewAsync_ChangedWording_NamesThePartsOldAndNew()
    {
        await ImportAsync(File(NciWorkbooks.V50));
        var changed = Copy("xl/sharedStrings.xml", text =>
            text.Replace(
                "Hypotension responding to fluids; hypoxia responding to &lt;40% O2",
                "Invented wording",
                StringComparison.Ordinal
            )
        );
        var change = Assert.Single((await Unit.Imports.PreviewAsync(changed)).Dictionary.Changed);
        Assert.Equal("Cytokine release syndrome", change.After.Name);
        Assert.Equal(
            [(NciPart.Grade2, "Hypotension responding to fluids; hypoxia responding to <40% O2", "Invented wording")],
            change.Differences
        );
    }

    [Fact]
    public async Task ImportAsync_RejectedRows_NothingIsWrittenUnlessTheyAreAccepted()
    {
        var damaged = Copy(Sheet, text => text.Replace("<v>10005329</v>", "<v>10048580</v>", StringComparison.Ordinal));
        var refusals = (await Assert.ThrowsAsync<RefusedException>(() => ImportAsync(damaged))).Refusals;
        Assert.Equal(
            ["dictionary.rejected-rows", "workbook.row-code-repeated", "workbook.row-code-repeated"],
            refusals.Select(r => r.Code)
        );
        Assert.Equal((0, 0, 0), Written());

        Assert.Equal(ImportOutcome.Imported, await ImportAsync(damaged, acceptRejected: true));
        Assert.Equal((1, 835, 1), Written());
    }

    [Fact]
    public async Task ImportAsync_AnythingButAnAdministrator_IsRefusedAndNothingIsWritten()
    {
        var preview = await Unit.Imports.PreviewAsync(File(NciWorkbooks.V50));
        await Assert.ThrowsAsync<NotAllowedException>(() =>
            Unit.Imports.ImportAsync(Unit.Nurse, preview, acceptRejected: false)
        );
        Assert.Equal((0, 0, 0), Written());
        Assert.Equal(21, Unit.Known.Current.Ctcae.Terms.Count);
    }

    [Fact]
    public async Task ImportAsync_AfterSomebodyElseImported_AsksForANewPreview()
    {
        var preview = await Unit.Imports.PreviewAsync(File(NciWorkbooks.V50));
        await ImportAsync(File(NciWorkbooks.V50));
        Assert.Equal(
            "dictionary.preview-outdated",
            await RefusedAsync(() => Unit.Imports.ImportAsync(administrator, preview, acceptRejected: false))
        );
        Assert.Equal(1, Written().Imports);
    }

    [Fact]
    public async Task ImportAsync_Audited_WithFileCountsAndActor()
    {
        await ImportAsync(File(NciWorkbooks.V50));
        var entry = Unit.Audit.Page(new AuditFilter(ActionPrefix: "ctcae.imported"))[0];
        Assert.Equal(
            ("administrator", "ctcae", "5.0"),
            (entry.ActorName, entry.Entry.SubjectType, entry.Entry.SubjectId)
        );
        Assert.Contains(File(NciWorkbooks.V50).Sha256, entry.Entry.Details, StringComparison.Ordinal);
        Assert.Contains("\"terms\":837", entry.Entry.Details, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ImportAsync_WorkbookThatTakesAGradeFromAShippedTerm_CountsAnewByIt()
    {
        var course = await Unit.RegisterAsync();
        await Unit.GiveAsync(course, 1);
        await Unit.EventAsync(course, CtcaeTerms.Hypertension, Grade.Grade3);
        Assert.Equal(
            1,
            (
                await Unit.CountsAsync(Domain.Patients.Regimen.IsaPd, CtcaeTerms.Hypertension, GradeBand.GradeAtLeast3)
            ).PatientsWithEvent
        );
        await Unit.Adoptions.AdoptAsync(
            administrator,
            await Unit.Adoptions.PreviewAsync(CtcaeVersion.V403),
            "as in the trials"
        );
        // Grade 3 of hypertension is taken out, so "grade 3 or higher" begins elsewhere in v4.03, in force and the trials' version.
        var without = Copy(Sheet, text =>
            System.Text.RegularExpressions.Regex.Replace(
                text,
                $"(<v>{CtcaeTerms.Hypertension}</v>.*?)<c r=\"F\\d+\"[^>]*>.*?</c>",
                "$1",
                System.Text.RegularExpressions.RegexOptions.Singleline,
                TimeSpan.FromSeconds(5)
            )
        );

        Assert.Contains((await Unit.Imports.PreviewAsync(without)).Dictionary.Warnings, warning =>
            warning.Kind is DictionaryWarningKind.GradesDiffer
        );
        await ImportAsync(without);
        var counts = await Unit.CountsAsync(
            Domain.Patients.Regimen.IsaPd,
            CtcaeTerms.Hypertension,
            GradeBand.GradeAtLeast3
        );
        Assert.Equal((0, 1), (counts.PatientsWithEvent, counts.NotComparable));
    }

    [Fact]
    public async Task ImportAsync_OtherWritesWaitForOneShortJob()
    {
        await ImportAsync(File(NciWorkbooks.V50));
        var preview = await Unit.Imports.PreviewAsync(File(NciWorkbooks.V60));
        long begun = Stopwatch.GetTimestamp();
        var import = Unit.Imports.ImportAsync(administrator, preview, acceptRejected: false);
        var course = await Unit.RegisterAsync();
        var waited = Stopwatch.GetElapsedTime(begun);
        await import;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"Import of 850 terms: another write waited {waited.TotalMilliseconds:0} ms; the import came back after {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0} ms."
        );
        Assert.NotNull(await Unit.Patients.FindAsync(course));
        // Generous for a busy machine.
        Assert.InRange(waited.TotalSeconds, 0, 5);
    }
}

public sealed class CtcaeImportOnSqlite() : CtcaeImportConformance(TestUnit.OnSqlite());

public sealed class CtcaeImportOnPostgres() : CtcaeImportConformance(TestUnit.OnPostgres());
