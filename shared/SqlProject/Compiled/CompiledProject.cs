using System.Text.Json;
using EtlMesh.Contracts;

namespace EtlMesh.SqlProject;

/// <summary>A project compiled for one candidate: all SQL of an attempt, made once. Stored as <c>compiled.json</c>.</summary>
public sealed record CompiledProject
{
    /// <summary>The project's name in <c>dbt_project.yml</c>.</summary>
    public required string Project { get; init; }

    public required string Pipeline { get; init; }

    public required DateOnly RunDate { get; init; }

    /// <summary>In build order: by level, then by name.</summary>
    public required IReadOnlyList<CompiledModel> Models { get; init; }

    /// <summary>By name.</summary>
    public required IReadOnlyList<CompiledSeed> Seeds { get; init; }

    /// <summary>By id; with a selector only those that read something selected, or source tables alone.</summary>
    public required IReadOnlyList<CompiledCheck> Checks { get; init; }

    /// <summary>Of the whole project, sorted.</summary>
    public required IReadOnlyList<LineageEdge> Lineage { get; init; }

    /// <summary>Writes <c>compiled.json</c>: the same project gives the same bytes.</summary>
    public void Save(Stream target) => JsonSerializer.Serialize(target, this, CompiledJson.Options);

    /// <summary>Reads <c>compiled.json</c>; keys of a newer version are passed over.</summary>
    /// <exception cref="TerminalEtlException">The stream is no compiled project.</exception>
    public static CompiledProject Load(Stream source)
    {
        try
        {
            return JsonSerializer.Deserialize<CompiledProject>(source, CompiledJson.Options)
                ?? throw new JsonException("it holds null");
        }
        catch (JsonException e)
        {
            throw new TerminalEtlException($"Reading compiled.json failed: {e.Message} Discard the attempt and run again, so that the project is compiled anew.", e);
        }
    }
}
