namespace EtlMesh.Faults.Tests;

/// <summary>Tests that strike the shared mesh: each finds it whole.</summary>
[Collection(MeshCollection.Name)]
public abstract class MeshTests(MeshFixture fixture) : IAsyncLifetime
{
    internal MeshFixture Fixture => fixture;

    internal Mesh Mesh => fixture.Mesh;

    public Task InitializeAsync() => fixture.Mesh.RepairAsync();

    public Task DisposeAsync() => Task.CompletedTask;
}
