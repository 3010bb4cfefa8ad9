using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Files;

/// <summary>What became of a file's records.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Read">Records counted in its bytes, independently of the reader.</param>
/// <param name="Loaded">Records whose values are kept.</param>
/// <param name="Quarantined">Records that were put aside.</param>
/// <param name="Skipped">Records outside of the window.</param>
internal sealed record FileAccount(string File, long Read, long Loaded, long Quarantined, long Skipped)
{
    /// <exception cref="TerminalEtlException">A record is unaccounted for.</exception>
    public FileAccount Verified() => Loaded + Quarantined + Skipped == Read
        ? this
        : throw new TerminalEtlException(
            $"Reading {File}: {Read} records were counted in the file, but {Loaded} were loaded, {Quarantined} quarantined and {Skipped} outside of the window; nothing is kept. Check that delimiter, quote, header and encoding in the pipeline file are those of the file.");
}
