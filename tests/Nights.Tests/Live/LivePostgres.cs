using Npgsql;

namespace EtlMesh.Nights.Tests.Live;

/// <inheritdoc/>
internal sealed class LivePostgres(string connection) : LiveSource
{
    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(connection);

    public override string Url
    {
        get
        {
            var parts = new NpgsqlConnectionStringBuilder(connection);
            return $"postgres://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}";
        }
    }

    public override string Now => "clock_timestamp()";

    public static async Task<LiveSource> CreateAsync(string connection)
    {
        var live = new LivePostgres(connection);
        await live.ExecuteAsync("create table orders (id integer primary key, amount integer not null, gone boolean not null, changed timestamptz not null)");
        return live;
    }

    public override async Task ExecuteAsync(string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public override async Task<LiveTransaction> BeginAsync(string sql)
    {
        var open = await source.OpenConnectionAsync();
        var transaction = await open.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, open, transaction);
        await command.ExecuteNonQueryAsync();
        return new Transaction(open, transaction);
    }

    public override async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => FormattableString.Invariant($"{reader.GetValue(i)}"))));
        return rows;
    }

    protected override string Upsert(string values) =>
        $"insert into orders (id, amount, gone, changed) values ({values}) on conflict (id) do update set amount = excluded.amount, gone = excluded.gone, changed = excluded.changed;";

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    private sealed class Transaction(NpgsqlConnection connection, NpgsqlTransaction transaction) : LiveTransaction
    {
        public override async Task EndAsync(bool commit)
        {
            await (commit ? transaction.CommitAsync() : transaction.RollbackAsync());
            await connection.DisposeAsync();
        }
    }
}
