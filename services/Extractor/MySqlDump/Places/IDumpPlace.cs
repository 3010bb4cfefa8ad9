using EtlMesh.Contracts;
using Microsoft.Win32.SafeHandles;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Where the files of a dump lie.</summary>
internal interface IDumpPlace
{
    /// <summary>The place in words, without secrets.</summary>
    string Name { get; }

    /// <summary>The dump's files, in ordinal order of their names.</summary>
    Task<IReadOnlyList<DumpObject>> FindAsync(CancellationToken ct);

    /// <summary>A file's content from its start, inflated.</summary>
    /// <exception cref="TransientEtlException">It cannot be opened now.</exception>
    Task<Stream> OpenAsync(DumpObject file, CancellationToken ct);

    /// <summary>A file to be read anywhere; null where that is not possible, as in gzip.</summary>
    SafeFileHandle? OpenAnywhere(DumpObject file);

    /// <summary>Makes sure that the files are still those that were planned.</summary>
    /// <exception cref="TerminalEtlException">One was changed or removed.</exception>
    void Verify(IReadOnlyList<DumpObject> files);
}
