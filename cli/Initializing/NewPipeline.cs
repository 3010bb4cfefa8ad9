using System.Text.Json;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary>Writes the folder of a new pipeline.</summary>
internal static class NewPipeline
{
    /// <summary>Makes <c>pipelines/&lt;name&gt;</c> below a folder; all of it or nothing.</summary>
    /// <returns>The files, relative to the pipeline's folder, sorted.</returns>
    /// <exception cref="UsageException">The name is none, or is taken.</exception>
    /// <exception cref="TerminalEtlException">The folder cannot be written.</exception>
    public static IReadOnlyList<string> Make(string name, string folder)
    {
        RefuseBadName(name);
        var place = Path.Combine(folder, "pipelines", name);
        if (Path.Exists(place))
            throw new UsageException($"init {name}: pipelines/{name} exists already and is left as it is; choose another name, or remove it first.");

        var written = false;
        try
        {
            foreach (var path in PipelineTemplate.Paths)
            {
                var file = Path.Combine(place, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, PipelineTemplate.Text(path, name));
            }

            written = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TerminalEtlException($"Making pipelines/{name}: {e.Message} See to the permissions of {folder} and the room on its disk, and run init again.", e);
        }
        finally
        {
            if (!written && Directory.Exists(place))
                Directory.Delete(place, recursive: true);
        }

        return PipelineTemplate.Paths;
    }

    /// <summary>The rule for names is the pipeline file's own: the file is read as it would be written, and the name is all in it that can be wrong.</summary>
    private static void RefuseBadName(string name)
    {
        var quoted = JsonSerializer.Serialize(name); // so that a name is never more than a name to YAML
        var text = PipelineTemplate.Text(PipelineFile.Name, "new-pipeline").Replace("name: new-pipeline", $"name: {quoted}", StringComparison.Ordinal);
        if (PipelineFile.ReadText(text).Problems is [var problem, ..])
            throw new UsageException($"init {name}: {problem.Message}; {problem.Remedy}.");
    }
}
