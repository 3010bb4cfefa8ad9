using System.Text.Json;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.SqlProject;

namespace EtlMesh.Orchestrator.Catalog;

/// <summary>Reads a bundle strictly, once, before the mesh takes it: whoever uses it later reads it tolerantly.</summary>
/// <param name="folder">Where bundles are unpacked to be read; each is removed again.</param>
/// <param name="variable">The environment that the mesh runs in.</param>
/// <param name="time">The clock.</param>
internal sealed class BundleInspection(string folder, Func<string, string?> variable, TimeProvider time)
{
    /// <exception cref="UnsoundBundleException">It cannot run in the mesh.</exception>
    public async Task<SoundBundle> ReadAsync(byte[] zip, string hash, CancellationToken ct)
    {
        var place = Path.Combine(folder, Guid.CreateVersion7().ToString("N"));
        try
        {
            var unpacked = await BundleFolder.UnpackAsync(new MemoryStream(zip, writable: false), place, hash, ct);
            return Judge(unpacked, place, hash);
        }
        catch (TerminalEtlException notOurs)
        {
            throw new UnsoundBundleException(notOurs.Message, []);
        }
        catch (JsonException)
        {
            throw new UnsoundBundleException($"Unpacking bundle {hash}: its note of where it came from cannot be read, so it was not made by this program; build it again from the pipeline's folder.", []);
        }
        finally
        {
            if (Directory.Exists(place))
                Directory.Delete(place, recursive: true);
        }
    }

    private SoundBundle Judge(string unpacked, string place, string hash)
    {
        var read = PipelineReader.Read(unpacked, null, variable, time, unpacked: true);
        if (read is not { Definition: { } definition, Problems.Count: 0 })
            throw Unsound(read.Name == hash ? "The pipeline" : $"The pipeline {read.Name}", read.Problems);
        if (ConnectionAddress.Parse(EnvironmentReferences.Resolve(definition.Warehouse, variable)).Kind == ConnectionKind.DuckDb)
            throw Unsound($"The pipeline {definition.Name}", [new Problem(PipelineFile.Name, 0, 0, "`warehouse` is a DuckDB file, which only one process can open, and the mesh is many", "write `postgres://…` or `redshift://…`, or better `${WAREHOUSE_URL:-duckdb}` with WAREHOUSE_URL set where the mesh runs; `etlmesh run` takes DuckDB")]);
        _ = BundleFolder.TryOpen(place, hash); // as the services will
        return new SoundBundle(definition, File.ReadAllText(Path.Combine(unpacked, PipelineFile.Name)));
    }

    private static UnsoundBundleException Unsound(string what, IReadOnlyList<Problem> problems) =>
        new($"{what} has {problems.Count} {(problems.Count == 1 ? "problem" : "problems")}, so the mesh keeps what it has; mend {(problems.Count == 1 ? "it" : "them")} and push again.", [.. problems.Select(problem => problem.ToString())]);
}
