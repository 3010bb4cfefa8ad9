using EtlMesh.Hosting;

namespace EtlMesh.Faults.Tests.Kills;

[Collection(MeshCollection.Name)]
public sealed class KillTableTests(MeshFixture fixture)
{
    [Fact]
    public void EveryBoundaryOfUndisturbedNights_IsKilledAt()
    {
        var reached = fixture.Boundaries.SelectMany(service => service.Value.Select(boundary => $"{service.Key} {boundary}"));

        Assert.Equal(KillTable.Boundaries.Order(StringComparer.Ordinal), reached.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryEffect_IsKilledAt()
    {
        var killed = KillTable.Boundaries.Select(boundary => boundary.Split(' ')[2]).Concat(KillTable.Embedded);

        Assert.Equal(DurableEffects.Names.Order(StringComparer.Ordinal), killed.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }
}
