using EtlMesh.Pipelines;

namespace EtlMesh.Lake;

/// <summary>What the columns of a partition's rows can be: the least and the greatest value by column, as the engine stores them (days or microseconds since 1970, numbers).</summary>
internal sealed class PartitionBounds
{
    private readonly Dictionary<string, (string Type, long Least, long Greatest)> _columns = new(StringComparer.OrdinalIgnoreCase);

    public static PartitionBounds Of(LakeTable table, LakePartition partition)
    {
        var bounds = new PartitionBounds();
        if (partition.Date is not { } first)
            return bounds;
        int[] values = [first.Year, first.Month, first.Day];
        foreach (var (key, value) in table.Keys.Zip(values))
            bounds._columns[key] = ("INTEGER", value, value);

        var column = SchemaVersions.Find(table.Columns, table.PartitionBy!)!;
        var (least, end) = (Days(first), PartitionFolder.End(table.Granularity, first) is { } next ? Days(next) : Days(DateOnly.MaxValue) + 1);
        bounds._columns[column.Name] = column.Type switch
        {
            "DATE" => ("DATE", least, end - 1),
            "TIMESTAMP" => ("TIMESTAMP", Micros(least), Micros(end) - 1),
            _ => ("TIMESTAMP WITH TIME ZONE", Micros(least), Micros(end) - 1),
        };
        return bounds;
    }

    public (string Type, long Least, long Greatest)? Find(string column) => _columns.TryGetValue(column, out var found) ? found : null;

    private static long Days(DateOnly date) => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    private static long Micros(long days) => days * (TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond);
}
