using System.Net;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Tests.Catalog;
using EtlMesh.Orchestrator.Tests.Persistence;
using EtlMesh.Pipelines;

namespace EtlMesh.Orchestrator.Tests.Operations;

/// <summary>What is pushed is judged once, and becomes what runs.</summary>
[Collection(nameof(OrchestratorDatabase))]
public sealed class PipelineTests(OrchestratorDatabase database)
{
    [Fact]
    public async Task SameBundleAgain_ChangesNothing()
    {
        var connection = await database.CreateAsync();
        await using var host = await OperationsHost.StartAsync(connection);
        using var pipeline = new TestPipeline();

        var first = await host.PushAsync(pipeline);
        var pushed = Assert.Single(await host.ReadAsync<List<PipelineDocument>>("/api/pipelines"));
        var second = await host.PushAsync(pipeline);

        Assert.Equal((true, false, first.Hash, "shop"), (first.Changed, second.Changed, second.Hash, second.Pipeline));
        Assert.Equal(pushed.PushedAt, Assert.Single(await host.ReadAsync<List<PipelineDocument>>("/api/pipelines")).PushedAt);
        Assert.Equal(("shop", first.Hash, "ada", false), (pushed.Name, pushed.Bundle, pushed.PushedBy, pushed.Paused));
        Assert.Equal(new ScheduleDocument("30 2 * * *", "Europe/Berlin", -1, MissedNight.Start), pushed.Schedule);
        Assert.NotNull(pushed.NextDue);
        Assert.Equal(["bundles.push done shop", "bundles.push done shop"], (await host.ReadAsync<List<AuditDocument>>("/api/audit")).Select(row => $"{row.Action} {row.Outcome} {row.Subject}"));
    }

    [Fact]
    public async Task UnsoundBundle_IsRefusedWithEveryProblem_AndTheOldOneStays()
    {
        var connection = await database.CreateAsync();
        await using var host = await OperationsHost.StartAsync(connection);
        using var pipeline = new TestPipeline();
        var sound = await host.PushAsync(pipeline);

        pipeline.Write("models/revenue.sql", "select id from {{ source('shop', 'ordrs') }}\n");
        var badModel = await host.PushAsync<ErrorDocument>(pipeline.Build().Zip, HttpStatusCode.UnprocessableEntity);
        using var unknownKey = new TestPipeline();
        var badFile = await host.PushAsync<ErrorDocument>(unknownKey.With("warehouse:", "warehose:").Build().Zip, HttpStatusCode.UnprocessableEntity);

        Assert.Contains(badModel.Problems!, problem => problem.StartsWith("models/revenue.sql:1", StringComparison.Ordinal) && problem.Contains("ordrs", StringComparison.Ordinal));
        Assert.Contains(badFile.Problems!, problem => problem.StartsWith("pipeline.yml:", StringComparison.Ordinal) && problem.Contains("warehouse", StringComparison.Ordinal));
        Assert.Equal(sound.Hash, Assert.Single(await host.ReadAsync<List<PipelineDocument>>("/api/pipelines")).Bundle);
        Assert.Equal(2, (await host.ReadAsync<List<AuditDocument>>("/api/audit")).Count(row => row is { Action: "bundles.push", Outcome: "refused" }));
    }

    [Theory]
    [InlineData("duckdb")]
    [InlineData("duckdb:/srv/warehouse.duckdb")]
    public async Task DuckDb_IsNoWarehouseOfTheMesh(string warehouse)
    {
        await using var host = await OperationsHost.StartAsync(await database.CreateAsync(), warehouse: warehouse);
        using var pipeline = new TestPipeline();

        var refused = await host.PushAsync<ErrorDocument>(pipeline.Build().Zip, HttpStatusCode.UnprocessableEntity);

        Assert.Contains("DuckDB", Assert.Single(refused.Problems!), StringComparison.Ordinal);
        Assert.Empty(await host.ReadAsync<List<PipelineDocument>>("/api/pipelines"));
    }

    [Fact]
    public async Task WhatIsNoBundle_IsRefused()
    {
        await using var host = await OperationsHost.StartAsync(await database.CreateAsync());

        foreach (var zip in new[] { [], "PK"u8.ToArray(), new byte[100_000] })
            Assert.NotEmpty((await host.PushAsync<ErrorDocument>(zip, HttpStatusCode.UnprocessableEntity)).Error);
        await host.PushAsync<ErrorDocument>(new byte[BundleLimits.MaxArchiveBytes + 1], HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Schedule_IsPausedAndResumed()
    {
        await using var host = await OperationsHost.StartAsync(await database.CreateAsync());
        using var pipeline = new TestPipeline();
        await host.PushAsync(pipeline);

        Assert.True((await host.PostAsync<PipelineDocument>("/api/pipelines/shop/pause", null, HttpStatusCode.OK)) is { Paused: true, NextDue: null });
        Assert.True((await host.PostAsync<PipelineDocument>("/api/pipelines/shop/resume", null, HttpStatusCode.OK)) is { Paused: false, NextDue: not null });

        await host.PushAsync(pipeline.With("schedule: { cron: \"30 2 * * *\", timezone: Europe/Berlin, missed: start }\n", ""));
        Assert.Contains("no schedule", (await host.RefusedAsync("/api/pipelines/shop/pause", null, HttpStatusCode.Conflict)).Error, StringComparison.Ordinal);
    }
}
