using EtlMesh.DuckDb;
using EtlMesh.Testing;

namespace EtlMesh.Loader.Tests;

public sealed class DuckDbDifferencesTests : DifferencesConformance
{
    private TestHome home = null!;

    protected override async Task<TestHome> OpenAsync() => home = await TestHome.OpenAsync();

    protected override Task ExecuteAsync(string sql)
    {
        using var database = DuckDbDatabase.Open(Path.Combine(home.Root, "warehouse.duckdb"));
        using var connection = database.Connect();
        connection.Execute(sql);
        return Task.CompletedTask;
    }
}
