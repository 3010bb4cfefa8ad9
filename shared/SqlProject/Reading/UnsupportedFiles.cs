namespace EtlMesh.SqlProject;

/// <summary>Files of a dbt project that would change what it gives, and are not supported.</summary>
internal static class UnsupportedFiles
{
    public static void Report(ProjectFiles files, ProblemLog problems)
    {
        foreach (var file in new[] { "packages.yml", "dependencies.yml" })
        {
            if (!files.Exists(file) || files.Text(file) is not { } text || YamlText.Parse(text, file, problems) is not { } root) continue;
            foreach (var (key, at, value) in root.Entries().Where(e => e.Key is "packages" or "projects" && e.Value.Value() is not null and not List<object?> { Count: 0 }))
                problems.Add(at, $"`{key}` are not supported", "copy what you use of them into the project's macros/ and models/ folders, and delete this file");
        }

        foreach (var snapshot in files.Below(["snapshots"], ".sql", ".yml", ".yaml"))
            problems.Add(new Place(snapshot), "snapshots are not supported", "write a model instead, or delete the file");
    }
}
