namespace EtlMesh.Extractor.Files;

/// <summary>Divides files into slices: whole files, small neighbours together.</summary>
internal static class SlicePlanner
{
    /// <summary>Files together in a slice up to this size.</summary>
    private const long Together = 32L * 1024 * 1024;

    /// <param name="files">In order.</param>
    /// <param name="wanted">Number of slices; null to decide by size. There are never more slices than files.</param>
    /// <returns>At least one slice; an empty one when there is no file.</returns>
    public static IReadOnlyList<FileSlice> Plan(IReadOnlyList<SourceFile> files, int? wanted)
    {
        if (files.Count == 0)
            return [new FileSlice { Files = [] }];

        return wanted is { } n
            ? [.. files.Index().GroupBy(file => file.Index * Math.Min(n, files.Count) / files.Count).Select(group => new FileSlice { Files = [.. group.Select(file => file.Item)] })]
            : BySize(files);
    }

    private static List<FileSlice> BySize(IReadOnlyList<SourceFile> files)
    {
        var slices = new List<FileSlice>();
        var open = new List<SourceFile>();
        foreach (var file in files)
        {
            if (open.Count > 0 && open.Sum(other => other.Bytes) + file.Bytes > Together)
            {
                slices.Add(new FileSlice { Files = [.. open] });
                open.Clear();
            }

            open.Add(file);
        }

        slices.Add(new FileSlice { Files = [.. open] });
        return slices;
    }
}
