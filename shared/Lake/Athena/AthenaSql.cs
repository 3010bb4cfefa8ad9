using System.Globalization;
using System.Text;

namespace EtlMesh.Lake;

/// <summary>A catalog as DDL for Athena: a table for the release, and a view on it, whose replacement moves readers in one step.</summary>
internal static class AthenaSql
{
    /// <summary>Athena takes 256 KB a statement.</summary>
    private const int PartitionsAtOnce = 200;

    /// <param name="url">The place's.</param>
    /// <returns>Statements that each end with <c>;</c> and an empty line.</returns>
    public static string Of(LakeCatalog catalog, string url)
    {
        var text = new StringBuilder();
        var database = catalog.Pipeline.Replace('-', '_');
        text.Append(CultureInfo.InvariantCulture, $"-- Release {catalog.Release} of {catalog.Pipeline}, run date {catalog.RunDate:yyyy-MM-dd}. Run the statements one by one, in this order.\n");
        text.Append(CultureInfo.InvariantCulture, $"CREATE DATABASE IF NOT EXISTS `{database}`;\n\n");
        foreach (var table in catalog.Tables)
            Append(text, catalog, table, database, url);
        return text.ToString();
    }

    private static void Append(StringBuilder text, LakeCatalog catalog, LakeTable table, string database, string url)
    {
        var name = $"{table.Name}__{catalog.Release}".ToLowerInvariant();
        var columns = string.Join(",\n", table.Columns.Select(column => $"  `{column.Name.ToLowerInvariant()}` {LakeType.Of(column.Type).Hive}"));
        var parted = table.Keys.Count == 0 ? "" : $"PARTITIONED BY ({string.Join(", ", table.Keys.Select(key => $"`{key}` int"))})\n";
        var location = table.Keys.Count == 0 && table.Partitions is [var whole] ? whole.Location : $"{table.Name}/_none/";
        text.Append(CultureInfo.InvariantCulture, $"CREATE EXTERNAL TABLE IF NOT EXISTS `{database}`.`{name}` (\n{columns}\n)\n{parted}STORED AS PARQUET\nLOCATION '{url}{location}';\n\n");
        foreach (var some in table.Keys.Count == 0 ? [] : table.Partitions.Chunk(PartitionsAtOnce))
        {
            text.Append(CultureInfo.InvariantCulture, $"ALTER TABLE `{database}`.`{name}` ADD IF NOT EXISTS\n");
            text.AppendJoin('\n', some.Select(partition => $"  PARTITION ({Values(table, partition)}) LOCATION '{url}{partition.Location}'")).Append(";\n\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"CREATE OR REPLACE VIEW \"{database}\".\"{table.Name.ToLowerInvariant()}\" AS SELECT * FROM \"{database}\".\"{name}\";\n\n");
    }

    private static string Values(LakeTable table, LakePartition partition)
    {
        int[] values = [partition.Date!.Value.Year, partition.Date.Value.Month, partition.Date.Value.Day];
        return string.Join(", ", table.Keys.Select((key, i) => string.Create(CultureInfo.InvariantCulture, $"{key} = {values[i]}")));
    }
}
