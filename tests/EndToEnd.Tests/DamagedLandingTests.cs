namespace EtlMesh.EndToEnd.Tests;

public sealed class DamagedLandingTests : IDisposable
{
    private readonly Workplace place = new(Workplace.Product("daily-metrics"));

    [Fact]
    public async Task FlippedBit_InALandingFile_StopsTheLoadAndNamesTheFile()
    {
        // refunds is one slice; it is held between landing and load.
        place.Environment["ETLMESH_FAULT"] = "pause@stop:extract.slice";
        using var night = place.Start("run", place.Pipeline, "--date", SampleShop.LastDay, "--output", "json");
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

    /// <summary>Flips one bit in the middle of every file in landing that is not loaded yet.</summary>
    /// <returns>The key of the table's folder that is held.</returns>
    private string Flip()
    {
        var files = place.Objects("landing").Where(path => path.EndsWith(".parquet", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var bytes = File.Open(Path.Combine(place.Home, file), FileMode.Open);
            bytes.Position = bytes.Length / 2;
            var flipped = (byte)(bytes.ReadByte() ^ 1);
            bytes.Position--;
            bytes.WriteByte(flipped);
        }

        return files.Count == 1 ? files[0] : "landing/daily-metrics/2026-10-31/1/";
    }
}
