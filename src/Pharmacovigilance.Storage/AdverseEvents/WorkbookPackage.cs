using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Pharmacovigilance.Domain;

namespace Pharmacovigilance.Storage.AdverseEvents;

/// <summary>
/// Looks at the zip package around a workbook before anything reads it: whether it is one, unpacks to a reasonable size,
/// is undamaged to the last byte, and has no cell with a spreadsheet error, which the reader would give as an empty cell
/// and so as a grade that does not exist.
/// </summary>
internal static class WorkbookPackage
{
    /// <summary>NCI's larger workbook unpacks to 4 MB.</summary>
    private const long MostUnpackedBytes = 200 * 1024 * 1024;

    private const int MostParts = 1000;
    private const int BlockBytes = 81920;

    private static readonly byte[] Zip = "PK\u0003\u0004"u8.ToArray();
    private static readonly byte[] OldOffice = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static readonly byte[] Encrypted = Encoding.Unicode.GetBytes("EncryptedPackage");
    private static readonly uint[] CrcTable =
    [
        .. Enumerable
            .Range(0, 256)
            .Select(n =>
                Enumerable.Range(0, 8).Aggregate((uint)n, (c, _) => (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1)
            ),
    ];

    /// <exception cref="RefusedException">It is no undamaged xlsx workbook.</exception>
    public static void Check(byte[] content, CancellationToken cancellationToken)
    {
        if (content.AsSpan().StartsWith(OldOffice))
            throw new RefusedException(
                content.AsSpan().IndexOf(Encrypted) >= 0 ? "workbook.password" : "workbook.old-format",
                "workbook"
            );
        if (!content.AsSpan().StartsWith(Zip))
            throw new RefusedException("workbook.not-a-workbook", "workbook");
        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            if (archive.GetEntry("xl/workbook.xml") is null)
                throw new RefusedException("workbook.not-a-workbook", "workbook");
            if (archive.Entries.Count > MostParts)
                throw Swollen();
            long unpacked = 0;
            foreach (var part in archive.Entries)
            {
                unpacked = Unpack(part, unpacked, cancellationToken);
                if (part.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal))
                    RefuseErrors(part);
            }
        }
        catch (Exception e)
            when (e is InvalidDataException or XmlException or NotSupportedException or EndOfStreamException)
        {
            throw new RefusedException("workbook.damaged", "workbook", e.Message);
        }
    }

    /// <summary>Reads a part to its end; its declared size is not believed.</summary>
    private static long Unpack(ZipArchiveEntry part, long before, CancellationToken cancellationToken)
    {
        using var stream = part.Open();
        byte[] block = new byte[BlockBytes];
        uint crc = uint.MaxValue;
        for (int read; (read = stream.Read(block)) > 0; )
        {
            cancellationToken.ThrowIfCancellationRequested();
            before += read;
            if (before > MostUnpackedBytes)
                throw Swollen();
            for (int i = 0; i < read; i++)
                crc = CrcTable[(byte)(crc ^ block[i])] ^ (crc >> 8);
        }

        return ~crc == part.Crc32
            ? before
            : throw new InvalidDataException($"The checksum of {part.FullName} is wrong.");
    }

    private static void RefuseErrors(ZipArchiveEntry part)
    {
        using var stream = part.Open();
        using var xml = XmlReader.Create(
            stream,
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
        );
        while (xml.Read())
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" } && xml.GetAttribute("t") == "e")
                throw new RefusedException(
                    "workbook.error-cell",
                    "workbook",
                    part.FullName,
                    xml.GetAttribute("r") ?? ""
                );
    }

    private static RefusedException Swollen() =>
        new(
            "workbook.unpacks-too-large",
            "workbook",
            (MostUnpackedBytes / (1024 * 1024)).ToString(CultureInfo.InvariantCulture)
        );
}
