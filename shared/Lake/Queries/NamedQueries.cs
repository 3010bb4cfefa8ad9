namespace EtlMesh.Lake;

/// <summary>The named queries of a pipeline: <c>queries/{name}.sql</c> in its folder.</summary>
public static class NamedQueries
{
    private const string Folder = "queries";

    /// <summary>Their SQL by name; nothing where there is no such folder.</summary>
    /// <param name="pipeline">The pipeline's folder, or its bundle's.</param>
    public static IReadOnlyDictionary<string, string> In(string pipeline)
    {
        var folder = Path.Combine(pipeline, Folder);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.sql").ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText, StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal);
    }
}
