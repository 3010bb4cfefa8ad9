using System.Net;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Persistence;
using EtlMesh.Orchestrator.Tests.Catalog;
using EtlMesh.Orchestrator.Tests.Persistence;
using EtlMesh.Orchestrator.Tests.Simulation;

namespace EtlMesh.Orchestrator.Tests.Operations;

/// <summary>What operators see of runs, and do with them.</summary>
[Collection(nameof(OrchestratorDatabase))]
public sealed class RunTests(OrchestratorDatabase database)
{
    private static readonly DateOnly Date = new(2026, 11, 20);

    [Fact]
    public async Task StartedRun_CompletesAndIsShown()
    {
        await using var host = await OperationsHost.StartAsync(await database.CreateAsync());
        using var pipeline = new TestPipeline();
        var bundle = await host.PushAsync(pipeline);

        var asked = await host.PostAsync<AskedRunDocument>("/api/runs", new StartRunDocument { Pipeline = "shop", Date = Date });
        await host.HeardAsync<RunCompleted>();

        Assert.Equal((RunId.Of("shop", Date), "shop", Date, bundle.Hash), (asked.RunId, asked.Pipeline, asked.RunDate, asked.Bundle));
        var run = await host.ReadAsync<RunDocument>($"/api/runs/{asked.RunId}");
        Assert.Equal((RunStates.Completed, 1, RunId.Nightly, asked.RequestId), (run.State, run.Attempt, run.Key, run.RequestId));
        Assert.Equal(RunTrace.OfRun(asked.RunId, 1).TraceId.ToString(), run.TraceId);
        Assert.Equal(StageNames.All, run.Stages.Select(stage => stage.Stage));
        Assert.All(run.Stages, stage => Assert.True(stage is { State: "done", Seconds: >= 0 }));
        Assert.Equal([new RunTableDocument("shop", "orders", "loaded", 33, 30, 3, 0)], run.Tables);
        Assert.Equal(new RunChecksDocument(5, 0, 0), run.Checks);
        Assert.Empty(run.Deadlines);
        Assert.NotNull(run.Release);
        Assert.Null(run.Stage);
    }

    [Fact]
    public async Task Runs_AreListedByPipelineAndState()
    {
        await using var host = await OperationsHost.StartAsync(await database.CreateAsync());
        using var pipeline = new TestPipeline();
        await host.PushAsync(pipeline);
        await host.PushAsync(pipeline.With("name: shop", "name: bakery"));
        foreach (var name in new[] { "shop", "bakery" })
        {
            await host.PostAsync<AskedRunDocument>("/api/runs", new StartRunDocument { Pipeline = name, Date = Date });
            await host.HeardAsync<RunCompleted>();
        }

        Assert.Equal(["bakery", "shop"], (await host.ReadAsync<List<RunDocument>>("/api/runs")).Select(run => run.Pipeline));
        Assert.Equal(["shop"], (await host.ReadAsync<List<RunDocument>>("/api/runs?pipeline=shop&state=completed")).Select(run => run.Pipeline));
        Assert.Equal(["bakery"], (await host.ReadAsync<List<RunDocument>>("/api/runs?limit=1")).Select(run => run.Pipeline));
        Assert.Empty(await host.ReadAsync<List<RunDocument>>("/api/runs?state=suspended"));
        Assert.All(await host.ReadAsync<List<RunDocument>>("/api/runs"), run => Assert.Null(run.Tables));
    }

    [Fact]
    public async Task SuspendedRun_SaysWhyAndUntilWhen_AndGoesOnWithItsBundle()
    {
        var connection = await database.CreateAsync();
        var broken = true;
        await using var host = await OperationsHost.StartAsync(connection, beforeAnswer: command =>
        {
            if (broken && command is BuildCandidate)
                throw new TerminalEtlException("model revenue: column id is missing");
        });
        using var pipeline = new TestPipeline();
        var first = await host.PushAsync(pipeline);
        var asked = await host.PostAsync<AskedRunDocument>("/api/runs", new StartRunDocument { Pipeline = "shop", Date = Date });
        await host.HeardAsync<RunSuspended>();

        var suspended = await host.ReadAsync<RunDocument>($"/api/runs/{asked.RunId}");
        Assert.Equal((RunStates.Suspended, StageNames.Transform, "model revenue: column id is missing"), (suspended.State, suspended.Stage, suspended.Reason));
        var expiry = Assert.Single(suspended.Deadlines);
        Assert.Equal("suspension_expired", expiry.What);
        Assert.Equal(suspended.UpdatedAt + TimeSpan.FromHours(12), expiry.DueAt, TimeSpan.FromMinutes(5));
        var refused = await host.RefusedAsync("/api/runs", new StartRunDocument { Pipeline = "shop", Date = Date, Again = true }, HttpStatusCode.Conflict);
        Assert.Contains("is suspended", refused.Error, StringComparison.Ordinal);

        // A new bundle is for new attempts.
        var second = await host.PushAsync(pipeline.Write("models/revenue.sql", "select id, 1 as one from {{ source('shop', 'orders') }}\n"));
        broken = false;
        var resumed = await host.PostAsync<AskedRunDocument>($"/api/runs/{asked.RunId}/resume");
        Assert.Equal(first.Hash, resumed.Bundle);
        Assert.Equal(first.Hash, (await host.HeardAsync<RunCompleted>()).BundleHash);
        var again = await host.PostAsync<AskedRunDocument>("/api/runs", new StartRunDocument { Pipeline = "shop", Date = Date, Again = true });
        Assert.Equal(second.Hash, again.Bundle);
        var completed = await host.HeardAsync<RunCompleted>();
        Assert.Equal((2, second.Hash), (completed.Attempt, completed.BundleHash));

        var audit = (await host.ReadAsync<List<AuditDocument>>("/api/audit")).Where(row => row.Action.StartsWith("runs.", StringComparison.Ordinal)).ToList();
        Assert.Equal(["runs.start done", "runs.resume done", "runs.start refused", "runs.start done"], audit.Select(row => $"{row.Action} {row.Outcome}"));
        Assert.All(audit, row => Assert.Equal("ada", row.Actor));
        Assert.Equal(RunTrace.OfRun(asked.RunId, 1).TraceId.ToString(), audit[1].TraceId);
    }

    [Fact]
    public async Task CancelledRun_EndsWithTheReason_AndWhatIsOverIsRefused()
    {
        var failing = new TerminalEtlException("the warehouse said no");
        await using var host = await OperationsHost.StartAsync(await database.CreateAsync(), beforeAnswer: command => _ = command is BuildCandidate ? throw failing : 0);
        using var pipeline = new TestPipeline();
        await host.PushAsync(pipeline);
        var asked = await host.PostAsync<AskedRunDocument>("/api/runs", new StartRunDocument { Pipeline = "shop", Date = Date });
        await host.HeardAsync<RunSuspended>();

        await host.PostAsync<AskedRunDocument>($"/api/runs/{asked.RunId}/cancel", new CancelRunDocument("the shop is closed"));

        Assert.Equal("the shop is closed", (await host.HeardAsync<RunCancelled>()).Reason);
        Assert.Contains("is cancelled", (await host.RefusedAsync($"/api/runs/{asked.RunId}/cancel", null, HttpStatusCode.Conflict)).Error, StringComparison.Ordinal);
        Assert.Contains("start its date again", (await host.RefusedAsync($"/api/runs/{asked.RunId}/resume", null, HttpStatusCode.Conflict)).Error, StringComparison.Ordinal);
        Assert.Contains("knows no run", (await host.RefusedAsync($"/api/runs/{Guid.Empty}/resume", null, HttpStatusCode.NotFound)).Error, StringComparison.Ordinal);
        Assert.Contains("knows no run", (await host.AsAsync<ErrorDocument>(await host.Client.GetAsync($"/api/runs/{Guid.Empty}"), HttpStatusCode.NotFound)).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DueRun_HappensByItself()
    {
        var clock = new SetClock("2026-11-21T01:29:30Z");
        await using var host = await OperationsHost.StartAsync(await database.CreateAsync(), time: clock);
        using var pipeline = new TestPipeline();
        await host.PushAsync(pipeline);

        clock.Now = clock.Now.AddMinutes(1);

        Assert.Equal((RunId.Of("shop", Date), Date), await host.HeardAsync<RunCompleted>() is var run ? (run.RunId, run.RunDate) : default);
        Assert.Equal(["schedule runs.start done", "ada bundles.push done"], (await host.ReadAsync<List<AuditDocument>>("/api/audit")).Select(row => $"{row.Actor} {row.Action} {row.Outcome}"));
    }

    [Fact]
    public async Task Selection_IsHeldAgainstTheModels()
    {
        await using var host = await OperationsHost.StartAsync(await database.CreateAsync());
        using var pipeline = new TestPipeline();
        await host.PushAsync(pipeline);

        var refused = await host.RefusedAsync("/api/runs", new StartRunDocument { Pipeline = "shop", Date = Date, Select = "nothing_such" }, HttpStatusCode.UnprocessableEntity);
        await host.PostAsync<AskedRunDocument>("/api/runs", new StartRunDocument { Pipeline = "shop", Date = Date, Select = "revenue" });
        await host.HeardAsync<RunCompleted>();

        Assert.Contains("nothing_such", refused.Error, StringComparison.Ordinal);
        Assert.Equal("revenue", Assert.Single(host.Commands.OfType<BuildCandidate>()).Select);
    }

    [Fact]
    public async Task Secrets_AreInNoAnswerAndNoLog()
    {
        var connection = await database.CreateAsync();
        await using var host = await OperationsHost.StartAsync(connection, beforeAnswer: command => _ = command is BuildCandidate ? throw new TerminalEtlException("no") : 0);
        using var pipeline = new TestPipeline();
        await host.PushAsync(pipeline);
        var asked = await host.PostAsync<AskedRunDocument>("/api/runs", new StartRunDocument { Pipeline = "shop", Date = Date });
        await host.HeardAsync<RunSuspended>();
        await host.ReadAsync<RunDocument>($"/api/runs/{asked.RunId}");
        await host.ReadAsync<List<PipelineDocument>>("/api/pipelines");
        await host.PushAsync<ErrorDocument>(pipeline.With("key: id", $"kee: {OperationsHost.Secret}").Build().Zip, HttpStatusCode.UnprocessableEntity);
        await host.RefusedAsync("/api/runs", new { pipeline = "shop", dat = OperationsHost.Secret }, HttpStatusCode.BadRequest);
        await host.ReadAsync<List<AuditDocument>>("/api/audit");

        string[] secrets = [OperationsHost.Secret, OperationsHost.Token];
        foreach (var told in host.Answers.Concat(host.Log.Lines).Concat((await OrchestratorDatabase.ReadAsync(connection, db => db.Pipelines)).Select(row => row.Definition + row.Schedule)))
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, told, StringComparison.Ordinal));
    }
}
