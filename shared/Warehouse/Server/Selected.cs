using System.Data;
using System.Globalization;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse;

/// <summary>A SELECT that somebody wrote, as a relation whose columns have different names.</summary>
/// <param name="Relation">In parentheses.</param>
/// <param name="Columns">Of a name that comes twice the second is <c>name_1</c>.</param>
internal sealed record Selected(string Relation, IReadOnlyList<string> Columns)
{
    /// <summary>Quoted, for a list of aliases.</summary>
    public string Names => string.Join(", ", Columns.Select(Sql.Identifier));

    public static async Task<Selected> OfAsync(Session session, string sql, CancellationToken ct)
    {
        var relation = Query.Nested(sql);
        await using var command = session.Command(new Statement("select * from (\n", $"{relation[2..]} as failing"), []);
        await using var shape = await command.ExecuteReaderAsync(CommandBehavior.SchemaOnly, ct);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var columns = new List<string>(shape.FieldCount);
        for (var i = 0; i < shape.FieldCount; i++)
        {
            var (name, next) = (shape.GetName(i), 1);
            while (!names.Add(name))
                name = string.Create(CultureInfo.InvariantCulture, $"{shape.GetName(i)}_{next++}");
            columns.Add(name);
        }

        return new Selected(relation, columns);
    }

    /// <summary>The first rows as the server writes them: numbers of JSON would round wide decimals and lose the zeros of amounts.</summary>
    public async Task<List<string?[]>> TextsAsync(Session session, int limit, CancellationToken ct)
    {
        await using var command = session.Command(new Statement("", $"select * from {Relation} as failing({Names}) limit {Sql.Literal(limit)}"), []);
        command.AllResultTypesAreUnknown = true;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<string?[]>();
        while (await reader.ReadAsync(ct))
        {
            var row = new string?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = await reader.IsDBNullAsync(i, ct) ? null : Text(reader.GetDataTypeName(i), reader.GetString(i));
            rows.Add(row);
        }

        return rows;
    }

    private static string Text(string type, string value) => type != "boolean" ? value : value == "t" ? "true" : "false";
}
