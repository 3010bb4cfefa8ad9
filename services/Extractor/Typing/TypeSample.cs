using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Extractor.Planning;
using EtlMesh.Extractor.Records;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Typing;

/// <summary>
/// Whether texts have become values of other types than those that were once found in them, by a sample of the records. A type stays as long as no more values
/// miss it than may be quarantined: single bad values are for the quarantine, a column of another kind is a change.
/// </summary>
internal sealed class TypeSample(IReadOnlyList<ColumnSpec> pinned, IReadOnlyList<string> nullValues, Ratio allowed)
{
    /// <summary>Records of each file.</summary>
    private const int Records = 1_000;

    private readonly long[] values = new long[pinned.Count];
    private readonly long[][] fits = [.. pinned.Select(_ => new long[TypeCandidate.OfText.Count])];

    /// <summary>Looks at the first records.</summary>
    /// <param name="connection">Where the records are read.</param>
    /// <param name="records">Opens them; its columns are the pinned ones.</param>
    /// <param name="ct">Ends it.</param>
    public void Take(DuckDbConnection connection, Func<IRecordSource> records, CancellationToken ct)
    {
        connection.RegisterTable("sample", RecordTable.Columns(pinned.Count), () => new RecordTable(new FirstRecords(records(), Records), pinned.Count));
        var parts = pinned.SelectMany((_, i) => TypeCandidate.OfText
            .Select(candidate => $"count(t{i}) FILTER ({candidate.Fits($"t{i}")})")
            .Prepend($"count(t{i})"));
        var texts = pinned.Select((_, i) => $"{nullValues.Append("").Distinct().Aggregate($"c{i}", (text, value) => $"nullif({text}, {Sql.Literal(value)})")} AS t{i}");
        using var result = connection.Query($"SELECT {string.Join(", ", parts)} FROM (SELECT {string.Join(", ", texts)} FROM sample())", ct);
        var row = result.Rows().Single();
        for (int column = 0, at = 0; column < pinned.Count; column++)
        {
            values[column] += (long)row[at++]!;
            for (var candidate = 0; candidate < fits[column].Length; candidate++)
                fits[column][candidate] += (long)row[at++]!;
        }
    }

    /// <summary>The pinned type; or, when the values are of another, the narrowest that they have, best one that also holds the earlier values.</summary>
    public string TypeOf(int column)
    {
        var type = pinned[column].Type;
        var candidates = TypeCandidate.OfText.Index().ToList();
        if (candidates.Find(candidate => TypeWidening.Same(candidate.Item.Type, type)) is not { Item: not null } known || IsFit(column, known.Index))
            return type;
        var fitting = candidates.Where(candidate => IsFit(column, candidate.Index)).Select(candidate => candidate.Item.Type).ToList();
        return fitting.Find(wider => TypeWidening.Of(type, wider) is { } both && TypeWidening.Same(both, wider)) ?? fitting.FirstOrDefault() ?? "varchar";
    }

    private bool IsFit(int column, int candidate) => allowed.Allows(values[column] - fits[column][candidate], values[column]);

    private sealed class FirstRecords(IRecordSource all, int most) : IRecordSource
    {
        private int read;

        public long Line => all.Line;

        public string? Reason => all.Reason;

        public ReadOnlySpan<byte> Raw => all.Raw;

        public bool Read() => read++ < most && all.Read();

        public bool TryGetText(int column, out ReadOnlySpan<byte> utf8) => all.TryGetText(column, out utf8);

        public void Dispose() => all.Dispose();
    }
}
