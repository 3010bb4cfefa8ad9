using System.Diagnostics;
using EtlMesh.Servers;

namespace EtlMesh.Nights.Tests.Live;

/// <inheritdoc/>
internal sealed class LiveMariaDb(MariaDbServer server, string database) : LiveSource
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    public override string Url => server.Url(database);

    public override string Now => "sysdate(6)";

    public static async Task<LiveSource> CreateAsync(MariaDbServer server)
    {
        var live = new LiveMariaDb(server, await server.CreateDatabaseAsync());
        await live.ExecuteAsync("create table orders (id int primary key, amount int not null, gone boolean not null, changed timestamp(6) not null default '2000-01-01 00:00:01') engine = innodb");
        return live;
    }

    public override Task ExecuteAsync(string sql) => server.ExecuteAsync(sql, database);

    /// <summary>A client that stays: it tells when its statements are done.</summary>
    public override async Task<LiveTransaction> BeginAsync(string sql)
    {
        var start = new ProcessStartInfo("mariadb", ["--no-defaults", "--batch", "--unbuffered", "--skip-column-names", "--host=127.0.0.1", $"--port={server.Port}", "--skip-ssl", $"--user={MariaDbServer.Root}", $"--database={database}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["MYSQL_PWD"] = MariaDbServer.Password;
        var client = Process.Start(start)!;
        await SayAsync(client, $"start transaction; {sql}");
        return new Transaction(client);
    }

    public override async Task<IReadOnlyList<string>> RowsAsync(string sql) =>
        [.. (await server.ExecuteAsync($"set time_zone = '+00:00'; {sql}", database)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Replace('\t', '|'))];

    protected override string Upsert(string values) =>
        $"insert into orders (id, amount, gone, changed) values ({values}) on duplicate key update amount = values(amount), gone = values(gone), changed = values(changed);";

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task SayAsync(Process client, string sql)
    {
        await client.StandardInput.WriteLineAsync($"{sql} select 'done';");
        await client.StandardInput.FlushAsync();
        Assert.Equal("done", await client.StandardOutput.ReadLineAsync().WaitAsync(Bound));
    }

    private sealed class Transaction(Process client) : LiveTransaction
    {
        public override async Task EndAsync(bool commit)
        {
            await SayAsync(client, commit ? "commit;" : "rollback;");
            client.StandardInput.Close();
            await client.WaitForExitAsync().WaitAsync(Bound);
            client.Dispose();
        }
    }
}
