using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.SqlProject;
using EtlMesh.Staging;
using EtlMesh.Warehouse;

namespace EtlMesh.Transformer;

/// <summary>Builds a run's models into a candidate and seals it. Begun again, it goes on with what is missing.</summary>
public sealed class CandidateBuilder(IObjectStore store, BundleStore bundles, IWarehouses warehouses, CompactionPolicy? compaction = null)
{
    /// <summary>How many models are built at a time.</summary>
    private static readonly int Parallelism = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <param name="command">What to build, on which segments.</param>
    /// <param name="built">Told of each model; k of n.</param>
    /// <param name="ct">Stops the building; what was built stays, for a retry or a discard.</param>
    /// <exception cref="TerminalEtlException">A model is wrong; the message names it, its file and line.</exception>
    public async Task<CandidateRef> BuildAsync(BuildCandidate command, Func<BuiltModel, Task> built, CancellationToken ct)
    {
        var bundle = await bundles.OpenAsync(command, ct);
        var candidate = Candidate(command, bundle.Definition);
        var warehouse = await warehouses.OfAsync(command, ct);
        var snapshot = await warehouse.Candidates.BeginAsync(candidate, ct);
        var project = Compile(command, snapshot.AsOf ?? command.RunDate, bundle, warehouse.Engine);
        var compiled = await SaveAsync(command, project, ct);

        BuildStep[] steps = [.. project.Seeds.Select(BuildStep.Of), .. project.Models.Select(BuildStep.Of)];
        var done = 0;
        await GraphOrder.RunAsync(steps, Parallelism, async (step, token) =>
        {
            var model = await BuildAsync(warehouse, candidate, snapshot, step, token);
            await built(new BuiltModel(step.Model, model, Interlocked.Increment(ref done), steps.Length));
        }, ct);

        return new CandidateRef
        {
            Uid = command.CandidateUid,
            Parent = command.Parent,
            Fingerprint = await warehouse.Candidates.SealAsync(candidate, ct),
            Compiled = compiled,
        };
    }

    /// <param name="asOf">The latest date that the segments stand for: models of an older run still see what the head has.</param>
    /// <param name="engine">What the models see as <c>target.type</c>.</param>
    private static CompiledProject Compile(BuildCandidate command, DateOnly asOf, BundleFolder bundle, string engine)
    {
        var settings = bundle.Definition.ToProjectSettings(asOf, Environment.GetEnvironmentVariable) with { Target = new ProjectTarget(Type: engine) };
        var result = ProjectReader.Read(bundle.ProjectFolder, settings);
        return result.Project is { } project
            ? ProjectCompiler.Compile(project, new WarehouseNames(command.Pipeline, command.CandidateUid), command.Select)
            : throw new TerminalEtlException($"Reading the models of {command.Pipeline}: {string.Join("; ", result.Problems)}");
    }

    private CandidateSpec Candidate(BuildCandidate command, PipelineDefinition definition) => new()
    {
        Uid = command.CandidateUid,
        Pipeline = command.Pipeline,
        RunId = command.RunId,
        Attempt = command.Attempt,
        RunDate = command.RunDate,
        BundleHash = command.BundleHash,
        Parent = command.Parent,
        Compaction = compaction ?? new CompactionPolicy(),
        Tables =
        [
            .. from source in definition.Sources
               from table in source.Tables
               select new CandidateTable
               {
                   Source = source.Name,
                   Table = table.Name,
                   Segment = command.Segments.FirstOrDefault(segment => segment.Source == source.Name && segment.Table == table.Name),
                   Declared = table.Columns,
                   Key = table.Key,
                   Watermark = table.Watermark,
                   Deleted = table.Deleted,
               },
        ],
    };

    private static async Task<ModelBuild> BuildAsync(IWarehouse warehouse, CandidateSpec candidate, Snapshot snapshot, BuildStep step, CancellationToken ct)
    {
        try
        {
            return step.Selected
                ? await warehouse.Candidates.BuildAsync(candidate, step.Model, ct)
                : await warehouse.Candidates.CarryAsync(candidate, step.Name, ct);
        }
        catch (TerminalEtlException failure)
        {
            throw new TerminalEtlException($"{step.Path}: {failure.Message}{await LostColumns.TellAsync(warehouse, candidate, snapshot, ct)}", failure);
        }
    }

    private async Task<string> SaveAsync(BuildCandidate command, CompiledProject project, CancellationToken ct)
    {
        await using var write = await store.CreateAsync(LandingLayout.Compiled(AttemptPlace.Of(command)), ct);
        await using (var file = File.Create(write.LocalPath))
            project.Save(file);
        return (await write.CommitAsync(ct)).Key;
    }
}
