using EtlMesh.Contracts;
using EtlMesh.Pipelines;
using EtlMesh.SqlProject;

namespace EtlMesh.Cli;

/// <summary>What a night will do, known before anything is started.</summary>
/// <param name="Pipeline">The pipeline file, sound.</param>
/// <param name="Bundle">The pipeline's files.</param>
/// <param name="RunDate">The business date.</param>
/// <param name="Places">Where the night's things are.</param>
/// <param name="Folder">The pipeline's, absolute.</param>
public sealed record NightPlan(PipelineDefinition Pipeline, Bundle Bundle, DateOnly RunDate, RunPlaces Places, string Folder)
{
    public Guid RunId => Contracts.RunId.Of(Pipeline.Name, RunDate);

    /// <summary>Reads the pipeline strictly.</summary>
    /// <exception cref="UsageException">Something is wrong with the words, the files or the environment; all of it is told.</exception>
    public static NightPlan Make(RunOptions options, Shell shell)
    {
        var read = PipelineCheck.Read(PipelineFolders.Find(options.Pipeline, shell), options.Date, shell);
        if (read is not { Definition: { } pipeline, Project: { } project, Problems.Count: 0 })
            throw new UsageException(string.Join('\n', read.Problems));

        try
        {
            Selector.Select(project, options.Select);
            _ = FullRefresh.Of(pipeline, options.FullRefresh, options.Tables);
            var home = shell.Home(options.Home);
            var warehouse = WarehouseFile.Of(EnvironmentReferences.Resolve(pipeline.Warehouse, shell.Variable), home, read.Folder);
            return new NightPlan(
                pipeline,
                BundleBuilder.Build(read.Folder),
                options.Date ?? ScheduleDates.Today(pipeline.Schedule, shell.Time),
                new RunPlaces(home, warehouse, pipeline.NormalisedName),
                read.Folder);
        }
        catch (TerminalEtlException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    /// <summary>The message that starts the night.</summary>
    public RequestRun ToRequest(RunOptions options) => new()
    {
        RunId = RunId,
        Attempt = 0,
        Pipeline = Pipeline.Name,
        RunDate = RunDate,
        BundleHash = Bundle.Hash,
        Key = Contracts.RunId.Nightly,
        Again = options.Again,
        Plan = Pipeline.ToRunPlan(embedded: true, options.Select, options.AsOfNow, FullRefresh.Of(Pipeline, options.FullRefresh, options.Tables)),
    };
}
