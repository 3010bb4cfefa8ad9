namespace EtlMesh.Cli;

/// <summary>The files of a new pipeline. They lie in <c>Template/</c> as a pipeline named <c>my-pipeline</c>.</summary>
internal static class PipelineTemplate
{
    private const string Name = "my-pipeline";
    private const string Folder = "template/";

    /// <summary>Paths relative to the pipeline's folder, sorted.</summary>
    public static IReadOnlyList<string> Paths { get; } =
    [
        .. typeof(PipelineTemplate).Assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
            .Select(resource => resource[Folder.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>One of the files, for a pipeline of that name.</summary>
    public static string Text(string path, string name)
    {
        using var reader = new StreamReader(typeof(PipelineTemplate).Assembly.GetManifestResourceStream(Folder + path)!);
        return reader.ReadToEnd()
            .Replace(Name, name, StringComparison.Ordinal)
            .Replace(Underscored(Name), Underscored(name), StringComparison.Ordinal);
    }

    /// <summary>The name where <c>-</c> cannot stand: of the dbt project and of the schema that readers see.</summary>
    public static string Underscored(string name) => name.Replace('-', '_');
}
