using EtlMesh.Contracts;

namespace EtlMesh.Pipelines;

/// <summary>The block <c>stages</c>.</summary>
internal static class StagesSection
{
    public static StagesDefinition Read(Section? section)
    {
        var defaults = new StagesDefinition();
        if (section is null)
        {
            return defaults;
        }

        var stages = new StagesDefinition
        {
            Source = Limits(section, "source", defaults.Source),
            Extract = Limits(section, "extract", defaults.Extract),
            Load = Limits(section, "load", defaults.Load),
            Transform = Limits(section, "transform", defaults.Transform),
            Quality = Limits(section, "quality", defaults.Quality),
            Publish = Limits(section, "publish", defaults.Publish),
            Notify = Limits(section, "notify", defaults.Notify),
        };
        section.Close();
        return stages;
    }

    private static StageLimits Limits(Section stages, string stage, StageLimits defaults)
    {
        if (stages.Nested(stage) is not { } section)
        {
            return defaults;
        }

        var limits = new StageLimits
        {
            Timeout = section.Value("timeout", defaults.Timeout, ValueKinds.PositiveDuration),
            Retries = section.Value("retries", defaults.Retries, ValueKinds.Whole(0, 20)),
        };
        section.Close();
        return limits;
    }
}
