using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>Where the files of a source lie: a folder, or a bucket.</summary>
internal interface ISourceFiles
{
    /// <summary>The folder or bucket, for messages.</summary>
    string Place { get; }

    /// <summary>A table's files, in ordinal order of their names.</summary>
    /// <exception cref="TerminalEtlException">The glob leads out of the place, or a name found there does.</exception>
    /// <exception cref="TransientEtlException">The place is away for now.</exception>
    Task<IReadOnlyList<SourceFile>> FindAsync(TableDefinition table, CancellationToken ct);

    /// <summary>A file as it was when it was found.</summary>
    /// <param name="file">One that was found.</param>
    /// <param name="scratch">A folder for a copy; made when it is missing.</param>
    /// <param name="ct">Ends it.</param>
    /// <exception cref="TerminalEtlException">It was changed or removed since.</exception>
    Task<LocalFile> FetchAsync(SourceFile file, string scratch, CancellationToken ct);

    /// <summary>Makes sure that what was read of a file is what was found: called after its last record.</summary>
    /// <exception cref="TerminalEtlException">It was changed or removed meanwhile.</exception>
    void Verify(SourceFile file);
}
