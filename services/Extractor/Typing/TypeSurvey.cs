using EtlMesh.DuckDb;
using EtlMesh.Extractor.Records;

namespace EtlMesh.Extractor.Typing;

/// <summary>Which types the texts of every column have had in common so far; each file narrows it down.</summary>
internal sealed class TypeSurvey(IReadOnlyList<IReadOnlyList<TypeCandidate>> candidates, IReadOnlyList<string> nullValues)
{
    private readonly bool[][] fits = [.. candidates.Select(column => column.Select(_ => true).ToArray())];
    private readonly long[] values = new long[candidates.Count];

    /// <summary>Looks at every good record.</summary>
    /// <param name="connection">Where the records are read.</param>
    /// <param name="records">Opens them.</param>
    /// <param name="ct">Ends the pass.</param>
    public void Take(DuckDbConnection connection, Func<IRecordSource> records, CancellationToken ct)
    {
        connection.RegisterTable("records", RecordTable.Columns(candidates.Count), () => new RecordTable(records(), candidates.Count));
        var parts = candidates.SelectMany((column, i) => column
            .Select(candidate => $"coalesce(bool_and({candidate.Fits($"t{i}")}) FILTER (t{i} IS NOT NULL), true)")
            .Prepend($"count(t{i})"));
        var texts = candidates.Select((_, i) => $"{nullValues.Append("").Distinct().Aggregate($"c{i}", (text, value) => $"nullif({text}, {Sql.Literal(value)})")} AS t{i}");
        using var result = connection.Query($"SELECT {string.Join(", ", parts)} FROM (SELECT {string.Join(", ", texts)} FROM records())", ct);
        var row = result.Rows().Single();
        for (int column = 0, at = 0; column < candidates.Count; column++)
        {
            values[column] += (long)row[at++]!;
            for (var candidate = 0; candidate < fits[column].Length; candidate++)
                fits[column][candidate] &= (bool)row[at++]!;
        }
    }

    /// <summary>The narrowest type that every value of the column has; text when there is none, or no value.</summary>
    public string TypeOf(int column)
    {
        var narrowest = values[column] == 0 ? -1 : Array.IndexOf(fits[column], true);
        return narrowest < 0 ? "varchar" : candidates[column][narrowest].Type;
    }
}
