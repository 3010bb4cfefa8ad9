using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.Files;

/// <summary>How files of one format are read.</summary>
internal interface IFileReading
{
    /// <summary>Texts that are NULL in columns that are not text; elsewhere the reader decides.</summary>
    IReadOnlyList<string> NullValues { get; }

    /// <summary>Divides a file into parts that threads may read at the same time, one after the other as they are asked for.</summary>
    /// <param name="file">The file; it stays until its last part is read.</param>
    /// <param name="index">Its position in the slice.</param>
    /// <param name="columns">The columns that it holds.</param>
    /// <param name="ct">Ends the reading.</param>
    IEnumerable<RecordPart> Divide(LocalFile file, int index, IReadOnlyList<TargetColumn> columns, CancellationToken ct);
}
