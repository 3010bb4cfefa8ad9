namespace EtlMesh.Faults.Tests;

public sealed class SmokeTests
{
    [Fact]
    public async Task Mesh_Starts()
    {
        var w = System.Diagnostics.Stopwatch.StartNew();
        await using var mesh = await Mesh.StartAsync(new MeshSettings { Environment = new Dictionary<string, string> { ["Staging__Bucket"] = "", ["Staging__Folder"] = "/tmp/faultsmoke" } });
        Console.WriteLine("healthy " + w.ElapsedMilliseconds);
        Console.WriteLine(string.Join(' ', await mesh.Queues.DepthsAsync()));
        w.Restart();
        await mesh.RestartAsync(Mesh.Folders.Keys.ToDictionary(service => service, _ => (string?)"list"));
        Console.WriteLine("restarted " + w.ElapsedMilliseconds);
        w.Restart();
        await mesh.KillAsync("loader");
        mesh.Start("loader");
        await mesh.HealthyAsync();
        Console.WriteLine("killed and back " + w.ElapsedMilliseconds);
        Console.WriteLine(mesh["loader"].Tail());
    }
}
