namespace EtlMesh.EndToEnd.Tests;

public sealed class DamagedLandingTests : IDisposable
{
    private readonly Workplace place = new(Workplace.OfTests("one-table"));

    [Fact]
    public async Task FlippedBit_InALandingFile_StopsTheLoadAndNamesTheFile()
    {
        place.Environment["ETLMESH_FAULT"] = "pause@stop:extract.slice";
        using var night = place.Start("run", place.Pipeline, "--date", "2026-10-31", "--output", "json");
        await night.FaultInFlightAsync();
        var landed = Flip();

        night.Signal("CONT");

        var ended = (await night.EndAsync()).ExpectExit(1).Json;
        Assert.Equal("Failed", ended.GetProperty("state").GetString());
        Assert.Contains(landed, ended.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("failed", ended.GetProperty("stages").EnumerateArray().Single(stage => stage.GetProperty("name").GetString() == "load").GetProperty("state").GetString());
        Assert.False(ended.GetProperty("release").GetProperty("published").GetBoolean());
        place.Environment.Remove("ETLMESH_FAULT");
        Assert.Empty(await Published.SchemasAsync(place));
    }

    public void Dispose() => place.Dispose();

    /// <summary>Flips one bit in the middle of the only file in landing.</summary>
    /// <returns>The object's key.</returns>
    private string Flip()
    {
        var landed = Assert.Single(place.Objects("landing"), path => path.EndsWith(".parquet", StringComparison.Ordinal));
        using var bytes = File.Open(Path.Combine(place.Home, landed), FileMode.Open);
        bytes.Position = bytes.Length / 2;
        var flipped = (byte)(bytes.ReadByte() ^ 1);
        bytes.Position--;
        bytes.WriteByte(flipped);
        return landed;
    }
}
