using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>Tables and views of the warehouse: their quoted names, and their end.</summary>
internal static class Objects
{
    public static string Quoted(string schema, string name) => $"{Sql.Identifier(schema)}.{Sql.Identifier(name)}";

    public static bool Exists(DuckDbConnection connection, string schema, string name, CancellationToken ct) =>
        connection.Scalar<long>("select count(*) from information_schema.tables where table_catalog = current_database() and table_schema = ? and table_name = ?", ct, schema, name) > 0;

    public static List<(string Name, bool IsView)> In(DuckDbConnection connection, string schema, CancellationToken ct)
    {
        using var result = connection.Query(
            "select table_name, table_type = 'VIEW' from information_schema.tables where table_catalog = current_database() and table_schema = ? order by table_type desc, table_name",
            ct, schema);
        return [.. result.Rows().Select(row => ((string)row[0]!, (bool)row[1]!))];
    }

    public static void EnsureSchema(DuckDbConnection connection, string schema, CancellationToken ct) =>
        connection.Execute($"create schema if not exists {Sql.Identifier(schema)}", ct);

    /// <summary>One object, a statement and transaction of its own: a kill between two leaves a file that opens.</summary>
    public static void Drop(DuckDbConnection connection, string schema, string name, bool isView, CancellationToken ct) =>
        connection.Execute($"drop {(isView ? "view" : "table")} if exists {Quoted(schema, name)}", ct);

    /// <summary>Drops what is in a schema, one by one, views first, and then the schema.</summary>
    public static List<string> DropSchema(DuckDbConnection connection, string schema, CancellationToken ct)
    {
        var dropped = new List<string>();
        foreach (var (name, isView) in In(connection, schema, ct))
        {
            Drop(connection, schema, name, isView, ct);
            dropped.Add($"{schema}.{name}");
        }

        connection.Execute($"drop schema if exists {Sql.Identifier(schema)}", ct);
        return dropped;
    }

    /// <summary>Drops a schema that has become empty; a schema that is not is left alone.</summary>
    public static void DropEmptySchema(DuckDbConnection connection, string schema, CancellationToken ct)
    {
        if (In(connection, schema, ct).Count == 0)
            connection.Execute($"drop schema if exists {Sql.Identifier(schema)}", ct);
    }
}
