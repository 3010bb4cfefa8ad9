using EtlMesh.Servers;

namespace EtlMesh.Extractor.Tests.MySql;

/// <summary>The MariaDB of this process's tests; each test has a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class MariaDbTests : ICollectionFixture<MariaDbTests>, IAsyncLifetime
{
    public const string Name = "MariaDB";

    public MariaDbServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await MariaDbServer.StartAsync();

    public async Task DisposeAsync() => await Server.DisposeAsync();
}
