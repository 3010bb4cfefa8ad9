using System.Globalization;
using System.Numerics;
using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Staging;

/// <summary>What <see cref="ColumnSums"/> tells of a table, of rows on their way into the engine: of one thread, chunk by chunk.</summary>
public sealed class StreamTally
{
    private const string Table = "bounds_of_stream";

    /// <summary>What the engine's sums hold: 38 digits.</summary>
    private static readonly BigInteger SumLimit = BigInteger.Pow(10, 38);

    private readonly int? watermark;
    private readonly ColumnTally? heights;

    /// <param name="types">Of the columns, in the engine's words (<see cref="DuckDbVectorWriter.Type"/>).</param>
    /// <param name="watermark">The column of which the greatest value is wanted, whatever its type.</param>
    public StreamTally(IReadOnlyList<string> types, int? watermark = null)
    {
        Columns = [.. types.Select(ColumnTally.Of)];
        this.watermark = watermark;
        heights = watermark is { } column ? ColumnTally.OfBounds(types[column]) : null;
    }

    public long Rows { get; private set; }

    internal IReadOnlyList<ColumnTally> Columns { get; }

    /// <summary>Takes the first rows of a chunk.</summary>
    public void Add(DuckDbChunkWriter chunk, int rows)
    {
        if (rows == 0)
            return;
        Rows += rows;
        for (var i = 0; i < Columns.Count; i++)
            Columns[i].Add(chunk.Column(i), rows);
        heights?.Add(chunk.Column(watermark!.Value), rows);
    }

    /// <summary>The sums of a whole stream, the parts of which were tallied by several threads.</summary>
    /// <param name="connection">Where least and greatest values are compared and written as text: in the engine, as <see cref="ColumnSums"/> has it.</param>
    /// <param name="columns">The stream's columns.</param>
    /// <param name="tallies">Of its parts; none for a stream without rows.</param>
    /// <param name="ct">Ends the comparison.</param>
    /// <exception cref="TerminalEtlException">A sum has more digits than the warehouse holds.</exception>
    public static IReadOnlyList<ColumnSum> Sums(DuckDbConnection connection, IReadOnlyList<DuckDbColumn> columns, IReadOnlyList<StreamTally> tallies, CancellationToken ct)
    {
        connection.RegisterTable(Table, columns, () => new BoundsTable([.. tallies.Select(tally => tally.Columns)]));
        IReadOnlyList<DuckDbColumn> shape;
        using (var empty = connection.Query($"select * from {Table}() limit 0", ct))
            shape = empty.Columns;

        using var result = connection.Query(ColumnSums.SelectBounds($"{Table}()", shape), ct);
        var bounds = result.Rows().Single();
        return [.. shape.Select((column, i) => new ColumnSum
        {
            Column = columns[i].Name,
            Nulls = tallies.Sum(tally => tally.Columns[i].Nulls),
            Sum = SumOf(column, [.. tallies.Select(tally => tally.Columns[i]).Where(tally => tally.Values > 0)]),
            Min = (string?)bounds[(2 * i) + 1],
            Max = (string?)bounds[(2 * i) + 2],
        })];
    }

    /// <summary>The greatest value of the watermark, as text; null without one.</summary>
    /// <param name="connection">Where it is found.</param>
    /// <param name="column">The watermark's column.</param>
    /// <param name="tallies">Of the stream's parts.</param>
    /// <param name="ct">Ends the comparison.</param>
    public static string? Greatest(DuckDbConnection connection, DuckDbColumn column, IReadOnlyList<StreamTally> tallies, CancellationToken ct)
    {
        connection.RegisterTable(Table, [column], () => new BoundsTable([.. tallies.Select(tally => (ColumnTally[])[tally.heights!])]));
        return connection.Scalar<string>($"select max({Sql.Identifier(column.Name)})::varchar from {Table}()", ct);
    }

    private static string? SumOf(DuckDbColumn column, IReadOnlyList<ColumnTally> tallies)
    {
        if (!ColumnSums.HasSum(column.Type) || tallies.Count == 0)
            return null;

        var scale = ColumnSums.ScaleOf(column.Type);
        var exact = tallies.Aggregate((BigInteger?)0, (total, tally) => total + (BigInteger?)tally.Sum);
        if (exact is not { } sum || BigInteger.Abs(sum) >= SumLimit)
            throw new TerminalEtlException($"Adding up column {column.Name}: the sum has more than the 38 digits that a warehouse holds, so that the table could not be reconciled. Declare the column as varchar or double in the pipeline file.");

        var digits = sum.ToString(CultureInfo.InvariantCulture).TrimStart('-').PadLeft((scale ?? 0) + 1, '0');
        var sign = sum < 0 ? "-" : "";
        return scale is null or 0 ? sign + digits : $"{sign}{digits[..^scale.Value]}.{digits[^scale.Value..]}";
    }
}
