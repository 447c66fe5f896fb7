using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Storage.Signals;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>The full dictionary of a version that is in force.</summary>
public sealed record ImportedDictionary
{
    /// <summary>Number of the import over all versions, from 1.</summary>
    public required long Position { get; init; }

    public required CtcaeVersion Version { get; init; }

    public required string FileName { get; init; }

    public required string FileSha256 { get; init; }

    public required DateTimeOffset ImportedAt { get; init; }

    public required string ImportedBy { get; init; }

    public required int Terms { get; init; }

    public required int Grades { get; init; }
}

/// <summary>A preview, and the import it was compared with.</summary>
/// <param name="Against">Null where the version was never imported.</param>
public sealed record ImportPreview(NciFile File, DictionaryPreview Dictionary, long? Against);

/// <summary>What an import came to.</summary>
public enum ImportOutcome
{
    /// <summary>The dictionary is in force.</summary>
    Imported = 1,

    /// <summary>The dictionary in force says the same already; nothing was written.</summary>
    Unchanged = 2,
}

/// <summary>NCI's full dictionaries: previewed, imported whole or not at all, and never changed afterwards.</summary>
public sealed class CtcaeImportStore(UnitDatabase database, WriteQueue queue)
{
    /// <summary>The dictionaries in force, in the order of the versions.</summary>
    public Task<IReadOnlyList<ImportedDictionary>> InForceAsync() =>
        database.ReadAsync<IReadOnlyList<ImportedDictionary>>(scope =>
            [
                .. scope
                    .Query<Row>(
                        """
                        select i.position, i.version, i.file_name, i.file_sha256, i.imported_at, i.imported_by, i.terms, i.grades from ctcae_import i
                        where not exists (select 1 from ctcae_import later where later.version = i.version and later.position > i.position)
                        order by i.version
                        """
                    )
                    .Select(row => row.ToDictionary()),
            ]
        );

    /// <summary>What importing the workbook would change; changes nothing.</summary>
    public Task<ImportPreview> PreviewAsync(NciFile file) => database.ReadAsync(scope => Compare(scope, file));

    /// <summary>Imports the workbook, or answers that nothing changes.</summary>
    /// <param name="seen">The preview the person decided by.</param>
    /// <param name="acceptRejected">The person has seen the rejected rows and does without them.</param>
    /// <param name="by">Who it was where the product itself is the actor: a person at the console.</param>
    /// <exception cref="RefusedException">Rows are rejected and not accepted, or the version was imported anew since the preview.</exception>
    public async Task<ImportOutcome> ImportAsync(
        Actor actor,
        ImportPreview seen,
        bool acceptRejected,
        string? by = null
    )
    {
        var outcome = await queue
            .RunAsync(new WriteRequest(actor, "ctcae.import"), scope =>
            {
                scope.RequireRole(Role.Administrator);
                var reading = seen.File.Reading;
                var version = reading.Dictionary.Version;
                if (reading.Rejected.Count > 0 && !acceptRejected)
                    throw new RefusedException([
                        Refusal.Of("dictionary.rejected-rows", "workbook", $"{reading.Rejected.Count}"),
                        .. reading.Rejected.Select(row => row.Reason),
                    ]);
                if (CtcaeImportRows.Newest(scope, version) != seen.Against)
                    throw new RefusedException(
                        "dictionary.preview-outdated",
                        "workbook",
                        CtcaeVersions.Format(version)
                    );
                if (seen.Dictionary.ChangesNothing)
                    return ImportOutcome.Unchanged;
                Insert(scope, seen, by ?? scope.Actor.Name);
                return ImportOutcome.Imported;
            })
            .ConfigureAwait(false);
        if (outcome is ImportOutcome.Imported)
            database.Known.Follow(database);
        return outcome;
    }

    private ImportPreview Compare(QueryScope scope, NciFile file)
    {
        var version = file.Reading.Dictionary.Version;
        long? newest = CtcaeImportRows.Newest(scope, version);
        return new ImportPreview(
            file,
            DictionaryPreview.Of(
                file.Reading,
                newest is { } position ? CtcaeImportRows.Terms(scope, position) : [],
                database.Known.Shipped.Library[version].Terms
            ),
            newest
        );
    }

    private void Insert(WriteScope scope, ImportPreview seen, string by)
    {
        var dictionary = seen.File.Reading.Dictionary;
        string version = CtcaeVersions.Format(dictionary.Version);
        bool movesCounts = MovesCounts(scope, dictionary);
        long position = scope.Single<long>("select count(*) + 1 from ctcae_import");
        scope.Execute(
            """
            insert into ctcae_import (position, version, file_name, file_sha256, imported_at, imported_by_id, imported_by, terms, grades, preview_json)
            values (@position, @version, @fileName, @sha256, @now, @byId, @by, @terms, @grades, @preview)
            """,
            new
            {
                position,
                version,
                fileName = seen.File.Name,
                sha256 = seen.File.Sha256,
                now = scope.Now,
                byId = scope.Actor.UserId,
                by,
                terms = dictionary.Terms.Count,
                grades = dictionary.GradeCount,
                preview = StoredJson.Write(Summary(seen.Dictionary)),
            }
        );
        CtcaeImportRows.Insert(scope, position, dictionary.Terms);
        if (movesCounts)
        {
            scope.Decided();
            TallyStore.CountAnew(scope);
        }

        var d = seen.Dictionary;
        scope.Audit(
            new AuditEntry(
                "ctcae.imported",
                "ctcae",
                version,
                StoredJson.Write(
                    new
                    {
                        import = position,
                        file = seen.File.Name,
                        sha256 = seen.File.Sha256,
                        sheet = d.Reading.Sheet,
                        by,
                        terms = dictionary.Terms.Count,
                        grades = dictionary.GradeCount,
                        added = d.Added.Count,
                        changed = d.Changed.Count,
                        removed = d.Removed.Count,
                        rejected = d.Reading.Rejected.Count,
                        replacesImport = seen.Against,
                    }
                )
            )
        );
        scope.Touch(Rooms.AdverseEvents | Rooms.Reference);
    }

    /// <summary>Asked before the import is written, by what held until then. Counts rest on the grades of shipped terms; a workbook that agrees with them leaves every count as it is.</summary>
    private bool MovesCounts(QueryScope scope, NciDictionary dictionary)
    {
        var shipped = database.Known.Shipped.Library;
        return !Grades(scope.Knowledge.Library[dictionary.Version])
            .SequenceEqual(Grades(shipped[dictionary.Version].With(dictionary, [], shipped.RootOf)));

        static IEnumerable<(string, string)> Grades(CtcaeDictionary one) =>
            one.Terms.Where(term => term.IsShipped).Select(term => (term.Llt, string.Join(',', term.Grades)));
    }

    /// <summary>What was seen before the import: codes and reasons; the wording itself stands in the rows.</summary>
    private static object Summary(DictionaryPreview preview) =>
        new
        {
            preview.Reading.Sheet,
            preview.Reading.Skipped,
            added = preview.Added.Select(term => term.Llt),
            changed = preview.Changed.Select(change => new
            {
                change.After.Llt,
                parts = change.Differences.Select(difference => difference.Part),
            }),
            removed = preview.Removed.Select(term => term.Llt),
            rejected = preview.Reading.Rejected,
            warnings = preview.Warnings,
        };

    private sealed record Row
    {
        public required long Position { get; init; }
        public required string Version { get; init; }
        public required string FileName { get; init; }
        public required string FileSha256 { get; init; }
        public required DateTimeOffset ImportedAt { get; init; }
        public required string ImportedBy { get; init; }
        public required int Terms { get; init; }
        public required int Grades { get; init; }

        public ImportedDictionary ToDictionary() =>
            new()
            {
                Position = Position,
                Version = CtcaeVersions.Parse(Version, "ctcae_import.version"),
                FileName = FileName,
                FileSha256 = FileSha256,
                ImportedAt = ImportedAt,
                ImportedBy = ImportedBy,
                Terms = Terms,
                Grades = Grades,
            };
    }
}
