namespace EtlMesh.Pipelines;

/// <summary>The block <c>lake</c>.</summary>
internal static class LakeSection
{
    public static LakeDefinition? Read(Section? section)
    {
        if (section is null)
        {
            return null;
        }

        section.Require("tables");
        var lake = new LakeDefinition
        {
            Location = ReferencingTexts.Place(section, "location", "lake"),
            Tables = [.. section.Blocks("tables", "a table of the lake", ("`lake` sends no table", "name a model below `tables:`, or remove `lake`")).Select(ReadTable)],
        };
        foreach (var twice in lake.Tables.GroupBy(table => table.Model, StringComparer.OrdinalIgnoreCase).Where(group => group.Key.Length > 0 && group.Count() > 1))
        {
            section.Problems.Add(section.Block, $"`lake` names the model `{twice.Key}` twice", "keep it once");
        }

        section.Close();
        return lake;
    }

    private static LakeTableDefinition ReadTable(Section section)
    {
        var table = new LakeTableDefinition
        {
            Model = section.Required("model", "", ValueKinds.Identifier),
            PartitionBy = section.Optional("partition_by", ValueKinds.Identifier),
            Granularity = section.Value("granularity", LakeGranularity.Day, ValueKinds.Choice<LakeGranularity>()),
        };
        section.Close();
        return table;
    }
}
