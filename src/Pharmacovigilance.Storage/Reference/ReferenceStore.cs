using System.Security.Cryptography;
using System.Text;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.Audit;
using Pharmacovigilance.Domain.Reference;
using Pharmacovigilance.Storage.Database;

namespace Pharmacovigilance.Storage.Reference;

/// <summary>Keeps every reference set the unit has ever worked with as it was loaded, unverified and rejected rows included.</summary>
public sealed class ReferenceStore(WriteQueue queue)
{
    /// <summary>Loads a set at the start of the product; a set already loaded must not have changed under its version.</summary>
    /// <param name="content">The text of the file the set was parsed from.</param>
    /// <exception cref="DatabaseRefusedException">The version is known with other content: figures are never changed under a version.</exception>
    public Task LoadAsync(ReferenceSet set, string content) =>
        queue.RunAsync(new WriteRequest(Actor.Product, "reference.load"), scope =>
        {
            string hash = Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes(content.ReplaceLineEndings("\n")))
            );
            string? known = scope.FirstOrDefault<string>(
                "select content_sha256 from reference_set where version = @version",
                new { version = set.Version }
            );
            if (known is not null)
            {
                return string.Equals(known, hash, StringComparison.Ordinal)
                    ? false
                    : throw new DatabaseRefusedException(
                        $"The reference set {set.Version} was loaded earlier with other content. Give the changed file (db/reference/rates.json) a new version."
                    );
            }

            scope.Execute(
                "insert into reference_set (version, content_sha256, loaded_at) values (@version, @hash, @now)",
                new
                {
                    version = set.Version,
                    hash,
                    now = scope.Now,
                }
            );
            for (int i = 0; i < set.Rows.Count; i++)
                Insert(scope, set.Version, i + 1, set.Rows[i]);
            scope.Audit(
                new AuditEntry(
                    "reference.loaded",
                    "reference-set",
                    set.Version,
                    StoredJson.Write(new { rows = set.Rows.Count, hash })
                )
            );
            scope.Touch(Rooms.Reference | Rooms.Signals);
            return true;
        });

    private static void Insert(WriteScope scope, string version, int position, ReferenceRate row) =>
        scope.Execute(
            """
            insert into reference_rate (set_version, rate_id, position, status, status_reason, on_board, content_json)
            values (@version, @id, @position, @status, @reason, @onBoard, @content)
            """,
            new
            {
                version,
                id = row.Id,
                position,
                status = Coded.Text(row.Status),
                reason = row.StatusReason,
                onBoard = row.OnBoard,
                content = StoredJson.Write(row),
            }
        );
}
