using EtlMesh.Servers;

namespace EtlMesh.Extractor.Tests.Postgres;

/// <summary>The PostgreSQL of this process's tests; each test has a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PostgresTests : ICollectionFixture<PostgresTests>, IAsyncLifetime
{
    public const string Name = "PostgreSQL";

    public PostgresServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await PostgresServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
