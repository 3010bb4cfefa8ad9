namespace EtlMesh.Extractor.Files;

/// <summary>How files of one format come into the spool.</summary>
internal interface IFileReading
{
    /// <summary>Texts that the spool turns to NULL in columns that are not text.</summary>
    IReadOnlyList<string> NullValues { get; }

    /// <summary>Counts a file's records and brings them into the spool.</summary>
    /// <param name="spool">Where they go.</param>
    /// <param name="file">The file.</param>
    /// <param name="index">Its number in the spool.</param>
    /// <param name="ct">Ends the reading.</param>
    /// <returns>The file's account, not yet verified.</returns>
    FileAccount Read(Spool spool, SourceFile file, int index, CancellationToken ct);
}
