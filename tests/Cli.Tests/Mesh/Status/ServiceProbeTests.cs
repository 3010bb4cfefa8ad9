namespace EtlMesh.Cli.Tests;

public sealed class ServiceProbeTests
{
    [Fact]
    public async Task Health_IsRead_WithThePartThatIsNot()
    {
        await using var mesh = await FakeMesh.StartAsync();
        mesh.On("GET /health", 200, "{\"status\":\"Healthy\"}")
            .On("GET /health", 503, "{\"status\":\"Unhealthy\",\"parts\":{\"bus\":{\"status\":\"Unhealthy\",\"detail\":\"SQS does not answer\"},\"scratch\":{\"status\":\"Healthy\",\"detail\":null}}}")
            .On("GET /health", 503, "<html>");
        using var http = new HttpClient();
        var address = new Uri(mesh.Url, "health").ToString();

        Assert.Equal(new ServiceProbe(ServiceProbe.Healthy, null), await ServiceProbe.AskAsync(http, address, CancellationToken.None));
        Assert.Equal(new ServiceProbe(ServiceProbe.Unhealthy, "bus: SQS does not answer"), await ServiceProbe.AskAsync(http, address, CancellationToken.None));
        Assert.Equal(new ServiceProbe(ServiceProbe.Unhealthy, "it answers 503"), await ServiceProbe.AskAsync(http, address, CancellationToken.None));
    }

    [Fact]
    public async Task NobodyThere_IsSilence()
    {
        var mesh = await FakeMesh.StartAsync();
        var address = new Uri(mesh.Url, "health").ToString();
        await mesh.DisposeAsync();
        using var http = new HttpClient();

        Assert.Equal(ServiceProbe.Silent, (await ServiceProbe.AskAsync(http, address, CancellationToken.None)).State);
    }
}
