using EtlMesh.DuckDb;
using EtlMesh.Servers;
using Npgsql;

namespace EtlMesh.PostgresCopy.Tests;

/// <summary>A database whose tables are copied into DuckDB.</summary>
internal sealed class Copy : IAsyncDisposable
{
    private readonly DuckDbDatabase files = DuckDbDatabase.Open(DuckDbDatabase.InMemory);

    private Copy(string address, NpgsqlConnection source)
    {
        (Address, Source, Target) = (address, source, files.Connect());
        Target.Execute("SET TimeZone = 'UTC'");
    }

    public string Address { get; }

    public NpgsqlConnection Source { get; }

    public DuckDbConnection Target { get; }

    public static async Task<Copy> OpenAsync(PostgresServer server)
    {
        var address = PostgresAddress.Parse(await server.CreateDatabaseAsync(), "", "a test's", "").ConnectionString + ";Pooling=false";
        var source = new NpgsqlConnection(address);
        await source.OpenAsync();
        return new Copy(address, source);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Source);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ValueAsync<T>(string sql)
    {
        await using var command = new NpgsqlCommand(sql, Source);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The columns of a table as they travel, each as its own type or as another.</summary>
    public async Task<IReadOnlyList<CopyColumn>> ColumnsAsync(string table, params string?[] types)
    {
        var relation = await ServerRelation.FindAsync(Source, table, default);
        return [.. relation!.Columns.Select((column, i) => CopyColumn.Of(column, types.ElementAtOrDefault(i)) ?? throw new InvalidOperationException($"{column.ServerType} as {types[i]}"))];
    }

    public PostgresCopyReader Reader(IReadOnlyList<CopyColumn> columns, string from, ICopyJudge? judge = null, CopyLimits? limits = null, CancellationToken ct = default) =>
        new(Source, CopyColumn.Select(columns, from), columns, $"table {from}", ct) { Judge = judge, Limits = limits ?? new CopyLimits() };

    /// <summary>Fills the table <c>arrived</c>.</summary>
    public void Fill(IReadOnlyList<CopyColumn> columns, Func<PostgresCopyReader> open, CancellationToken ct = default)
    {
        Target.RegisterTable("copied", [.. columns.Select(column => new DuckDbColumn(column.Name, column.Type))], open);
        Target.Execute("create or replace table arrived as select * from copied()", ct);
    }

    /// <summary>A table's values as DuckDB writes them.</summary>
    public async Task<List<string?[]>> ArrivedAsync(string table, string order = "1", params string?[] types)
    {
        var columns = await ColumnsAsync(table, types);
        Fill(columns, () => Reader(columns, table));
        using var result = Target.Query($"select columns(*)::varchar from (select * from arrived order by {order})");
        return [.. result.Rows().Select(row => row.Select(value => (string?)value).ToArray())];
    }

    public async ValueTask DisposeAsync()
    {
        Target.Dispose();
        files.Dispose();
        await Source.DisposeAsync();
    }
}
