namespace EtlMesh.Extractor.Files;

/// <summary>The parts of a slice's files, in order, given to whichever thread asks.</summary>
internal sealed class FileParts : IDisposable
{
    private readonly Lock gate = new();
    private readonly IEnumerator<FilePart> parts;

    public FileParts(SourceFolder folder, IFileReading? reading, IReadOnlyList<SourceFile> files, IReadOnlyList<TargetColumn> columns, CancellationToken ct) =>
        parts = All(folder, reading, files, columns, ct).GetEnumerator();

    /// <returns>Null when there are no more.</returns>
    public FilePart? Next()
    {
        lock (gate)
            return parts.MoveNext() ? parts.Current : null;
    }

    /// <summary>Closes the file that is being divided.</summary>
    public void Dispose()
    {
        lock (gate)
            parts.Dispose();
    }

    private static IEnumerable<FilePart> All(SourceFolder folder, IFileReading? reading, IReadOnlyList<SourceFile> files, IReadOnlyList<TargetColumn> columns, CancellationToken ct)
    {
        foreach (var (index, file) in files.Index())
        {
            folder.Verify(file);
            foreach (var part in reading!.Divide(file, index, columns, ct))
                yield return part;
        }
    }
}
