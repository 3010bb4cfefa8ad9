using EtlMesh.Contracts;

namespace EtlMesh.Pipelines;

/// <summary>What the saga is told of a pipeline.</summary>
public static class RunPlans
{
    /// <param name="embedded">True: a run that fails compensates at once, as its process ends with it.</param>
    /// <param name="select">Which models to build; null for all.</param>
    /// <param name="asOfNow">A table that only tells how it is now may stand for an older run date.</param>
    /// <param name="refreshed">Tables that are to start anew; null for none.</param>
    public static RunPlan ToRunPlan(this PipelineDefinition definition, bool embedded, string? select = null, bool asOfNow = false, FullRefresh? refreshed = null)
    {
        var sensors = definition.Sources.Select(s => s.Sensor).OfType<SensorDefinition>().ToList();
        var stages = definition.Stages;
        return new RunPlan
        {
            Tables = [.. from source in definition.Sources
                         from table in source.Tables
                         select new TablePlan { Source = source.Name, Table = table.Name, FullRefresh = refreshed?.Has(source, table) == true }],
            Source = stages.Source,
            Extract = stages.Extract,
            Load = stages.Load,
            Transform = stages.Transform,
            Quality = stages.Quality,
            Publish = stages.Publish,
            Notify = stages.Notify,
            // One probe asks all sources, so the most patient and the most eager sensor set the pace.
            ProbeEvery = sensors.Count == 0 ? new SensorDefinition().Every : sensors.Min(s => s.Every),
            GiveUpAfter = sensors.Count == 0 ? TimeSpan.Zero : sensors.Max(s => s.GiveUpAfter),
            SuspendFor = embedded ? TimeSpan.Zero : definition.SuspendFor,
            Select = select,
            AsOfNow = asOfNow,
        };
    }
}
