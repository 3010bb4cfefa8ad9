using EtlMesh.Contracts;
using EtlMesh.Testing;

namespace EtlMesh.Faults.Tests.Tracing;

/// <summary>What a collector receives of a night that six processes worked on.</summary>
public sealed class TracedMeshTests(MeshFixture fixture) : MeshTests(fixture)
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    [Fact]
    public async Task Night_IsOneTreeAcrossAllProcesses()
    {
        await using var collector = OtlpEndpoint.Start();
        Guid run;
        Mesh.Environment[Endpoint] = collector.Url;
        try
        {
            await Mesh.RestartAllAsync();
            var night = await Fixture.StartAsync();
            await night.ExpectCompletedAsync(Fixture.Expected);
            run = night.Run;
        }
        finally
        {
            Mesh.Environment.Remove(Endpoint);
            await Mesh.RestartAllAsync(); // what is not sent yet is sent at the stop
        }

        var trace = Assert.Single(collector.Spans.GroupBy(span => span.TraceId), spans => spans.Any(span => span.Tags.GetValueOrDefault("etlmesh.run_id") == run.ToString())).ToList();
        Assert.Equal(RunTrace.OfRun(run, 1).TraceId.ToString(), trace[0].TraceId);
        var root = Assert.Single(trace, span => span.ParentSpanId.Length == 0);
        Assert.StartsWith("run shop-", root.Name, StringComparison.Ordinal);
        var ids = trace.Select(span => span.SpanId).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(trace.Count, ids.Count);
        Assert.Empty(trace.Where(span => span != root && !ids.Contains(span.ParentSpanId)).Select(span => $"{span.Service}: {span.Name}"));
        Assert.Equal(Mesh.Folders.Keys.Order(StringComparer.Ordinal), trace.Select(span => span.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        foreach (var stage in new[] { "source", "extract", "load", "transform", "quality", "publish", "notify" })
            Assert.Equal(root.SpanId, Assert.Single(trace, span => span.Name == stage).ParentSpanId);
    }
}
