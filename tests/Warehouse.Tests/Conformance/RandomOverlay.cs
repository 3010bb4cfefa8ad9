using System.Globalization;

namespace EtlMesh.Warehouse.Tests.Conformance;

/// <summary>Random segments of one table, and the rows that <c>source()</c> has of them.</summary>
internal sealed record RandomOverlay(IReadOnlyList<IReadOnlyList<RandomOverlay.Row>> Segments)
{
    public const string Shape = "id bigint, at integer, gone boolean, n integer";

    public SnapshotTable Table => Shaped(["id"], "at", "gone", [.. Segments.Select(_ => Shape)]);

    public static RandomOverlay Of(int seed)
    {
        var random = new Random(seed);
        return new RandomOverlay([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Rows(random))]);
    }

    /// <summary>A table of segments a, b, c …; its columns are the last segment's.</summary>
    /// <param name="shapes">The columns of each segment.</param>
    public static SnapshotTable Shaped(string[] key, string? watermark, string? deleted, params string[] shapes) => new()
    {
        Source = "shop",
        Table = "orders",
        Columns = TestWarehouse.Columns(shapes[^1]),
        Key = key,
        Watermark = watermark,
        Deleted = deleted,
        Segments = [.. shapes.Select((shape, i) => new SnapshotSegment { Uid = ((char)('a' + i)).ToString(), Rows = 1, Columns = TestWarehouse.Columns(shape) })],
    };

    public static string Relation(SnapshotSegment segment) => $"s{segment.Uid}";

    /// <summary>Statements that make the segments' tables anew.</summary>
    public IEnumerable<string> Tables()
    {
        foreach (var (rows, segment) in Segments.Zip(Table.Segments))
        {
            yield return $"drop table if exists {Relation(segment)}";
            yield return $"create table {Relation(segment)} (id bigint, \"at\" integer, gone boolean, n integer)";
            if (rows.Count > 0)
                yield return $"insert into {Relation(segment)} values {string.Join(", ", rows.Select(row => $"({Word(row.Id)}, {Word(row.At)}, {Word(row.Gone)}, {Word(row.N)})"))}";
        }
    }

    /// <summary>The <c>n</c> of the rows that are left, in order.</summary>
    public IEnumerable<int> Expected()
    {
        var all = Segments.SelectMany((rows, load) => rows.Select(row => (Row: row, Load: load)));
        return all.GroupBy(entry => entry.Row.Id ?? -1).SelectMany(key =>
        {
            var winner = key.MaxBy(entry => (entry.Row.At ?? -1, entry.Load)).Load;
            return key.Where(entry => entry.Load == winner && entry.Row.Gone != true);
        }).Select(entry => entry.Row.N).Order();
    }

    // Few keys and watermarks, so that ties, late rows, duplicates and NULLs are common.
    private static IReadOnlyList<Row> Rows(Random random) =>
        [.. Enumerable.Range(0, random.Next(0, 8)).Select(_ => new Row(
            random.Next(12) == 0 ? null : random.Next(5),
            random.Next(8) == 0 ? null : random.Next(4),
            random.Next(6) switch { 0 => null, 1 => true, _ => false },
            random.Next()))];

    private static string Word(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } word ? word : "null";

    internal sealed record Row(long? Id, int? At, bool? Gone, int N);
}
