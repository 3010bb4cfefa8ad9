using EtlMesh.AmazonSqs;
using EtlMesh.Contracts;
using EtlMesh.Orchestrator.DeadLetters;
using EtlMesh.Orchestrator.Operations;
using EtlMesh.Orchestrator.Tests.Persistence;
using EtlMesh.Orchestrator.Tests.Simulation;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.Orchestrator.Tests.DeadLetters;

/// <summary>Whatever cannot be handled ends as one letter that says why, and holds up nothing else.</summary>
[Collection(nameof(OrchestratorDatabase))]
public sealed class CollectorTests(OrchestratorDatabase database)
{
    private const string Gate = "quality-gate-check-candidate";
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public async Task MessageThatIsNotJson_IsKeptAsItCame_AndTheNightGoesOn()
    {
        await using var night = await MeshNight.StartAsync(database);

        await night.Queues.SendAsync(Gate, "this is <no> JSON", None, null, null, CancellationToken.None);
        var letter = await night.LetterAsync(await night.Letters.NextAsync());

        Assert.Equal(("error", $"{Gate}_error", "this is <no> JSON", null), (letter.Kind, letter.Queue, letter.Body, letter.MessageType));
        Assert.StartsWith($"{Gate} could not read it: it is not JSON", letter.Reason, StringComparison.Ordinal);
        Assert.Contains("Json", letter.Exception, StringComparison.Ordinal);
        await night.Publish(Plans.Request(Plans.Mesh));
        Assert.IsType<RunCompleted>(await night.NewsAsync());
        Assert.Equal(new QueueDepth($"{Gate}_error", 0, 0, 0), await night.Queues.DepthAsync($"{Gate}_error", CancellationToken.None));
    }

    [Fact]
    public async Task MessageOfUnknownType_IsKeptAsSkipped()
    {
        await using var night = await MeshNight.StartAsync(database);

        await night.Queues.SendAsync(Gate, Envelope("EtlMesh.Contracts:MeasureMoon", """{"runId":"11111111-1111-1111-1111-111111111111","attempt":1,"pipeline":"moon"}"""), Json, null, null, CancellationToken.None);
        var letter = await night.LetterAsync(await night.Letters.NextAsync());

        Assert.Equal(("skipped", "EtlMesh.Contracts:MeasureMoon", "moon", null), (letter.Kind, letter.MessageType, letter.Pipeline, letter.Stage));
        Assert.Contains("is not known to this version", letter.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TerminalException_IsKeptAtOnce_WithAllThatIsKnown()
    {
        await using var night = await MeshNight.StartAsync(database);
        night.Trouble = command =>
        {
            if (command is CheckCandidate)
                throw new TerminalEtlException("checking orders failed: column 'total' is missing; correct the model");
        };

        var letter = await night.LetterAsync(await night.SuspendAsync());

        var check = Assert.Single(night.Seen, seen => seen.Command is CheckCandidate).Command;
        Assert.Equal(
            ("error", $"{Gate}_error", "EtlMesh.Contracts:CheckCandidate", "open", typeof(TerminalEtlException).FullName, "checking orders failed: column 'total' is missing; correct the model"),
            (letter.Kind, letter.Queue, letter.MessageType, letter.State, letter.Exception, letter.Message));
        Assert.Equal((Plans.Run, 1, "daily-metrics", Plans.Date, "quality", check.Step), (letter.RunId!.Value, letter.Attempt!.Value, letter.Pipeline, letter.RunDate!.Value, letter.Stage, letter.Step!.Value));
        Assert.Equal(RunTrace.OfRun(Plans.Run, 1).TraceId.ToHexString(), letter.TraceId);
        Assert.Contains(nameof(FakeService<CheckCandidate>), letter.Stack, StringComparison.Ordinal);
        Assert.NotNull(letter.MessageId);
        Assert.NotNull(letter.ConversationId);
    }

    [Fact]
    public async Task TransientException_IsTriedAgainFirst()
    {
        await using var night = await MeshNight.StartAsync(database);
        night.Trouble = command =>
        {
            if (command is BuildCandidate)
                throw new TransientEtlException("the server is busy; try again");
        };

        var second = await night.LetterAsync(await night.SuspendAsync(letters: 2));

        var steps = night.Seen.Where(seen => seen.Command is BuildCandidate).GroupBy(seen => seen.Command.Step).ToList();
        Assert.Equal(2, steps.Count); // the stage's one retry
        Assert.All(steps, step => Assert.True(step.Count() > 1)); // and the consumer's own
        Assert.Equal((typeof(TransientEtlException).FullName, "transform", steps[1].Key), (second.Exception, second.Stage, second.Step!.Value));
        var group = Assert.Single(await night.WithAsync<LetterQueries, IReadOnlyList<LetterGroupDocument>>(letters => letters.GroupsAsync("open", "daily-metrics", CancellationToken.None)));
        Assert.Equal((2, "transform", second.Exception, second.Id), (group.Count, group.Stage, group.Exception, group.Ids[0]));
    }

    [Fact]
    public async Task MessageThatWasReceivedTooOften_IsKeptAsDead()
    {
        await using var night = await MeshNight.StartAsync(database);
        var crashing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Whoever takes it dies of it: it is taken, and neither deleted nor moved.
        await using var service = new ServiceCollection().AddLogging().AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingAmazonSqs((_, sqs) =>
            {
                sqs.Host("us-east-1", host =>
                {
                    host.ServiceUrl(night.Cloud.Url);
                    host.AccessKey("test");
                    host.SecretKey("test");
                });
                sqs.ReceiveEndpoint("loader-crashing", endpoint => endpoint.MaxReceiveCount = 2);
            });
        }).BuildServiceProvider();
        var declared = service.GetRequiredService<IBusControl>();
        await declared.StartAsync(new CancellationTokenSource(MeshNight.Bound).Token);
        await declared.StopAsync(CancellationToken.None);

        await night.Queues.SendAsync("loader-crashing", Envelope("EtlMesh.Contracts:LoadTable", """{"source":"shop","table":"orders"}"""), Json, null, null, CancellationToken.None);
        for (var receipt = 0; receipt < 2; receipt++)
            Assert.Single(await night.Queues.ReceiveAsync("loader-crashing", 1, TimeSpan.FromSeconds(20), TimeSpan.Zero, CancellationToken.None));
        Assert.Empty(await night.Queues.ReceiveAsync("loader-crashing", 1, TimeSpan.Zero, TimeSpan.Zero, CancellationToken.None));
        var letter = await night.LetterAsync(await night.Letters.NextAsync());

        Assert.Equal(("dead", "loader-crashing_dead", "load", "shop.orders"), (letter.Kind, letter.Queue, letter.Stage, letter.Subject));
        Assert.StartsWith("loader-crashing took it too often without an end", letter.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameCopyTwice_IsOneLetter_AndAnotherCopyCounts()
    {
        await using var night = await MeshNight.StartAsync(database);
        var queue = DeadLetterQueue.Of($"{Gate}_error")!;
        var collector = night.Services.GetRequiredService<Collector>();
        var copy = new QueueMessage("copy-1", "r", Envelope("EtlMesh.Contracts:RunStarted", "{}"), None, DateTimeOffset.UnixEpoch, 1, null);

        // Killed between the commit and the delete, the same copy comes once more.
        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => collector.KeepAsync(copy, queue, CancellationToken.None)));
        await collector.KeepAsync(copy with { Id = "copy-2", SentAt = DateTimeOffset.UnixEpoch.AddHours(1) }, queue, CancellationToken.None);

        var letter = Assert.Single(await night.ReadAsync(db => db.Set<DeadLetterRow>()));
        Assert.Equal((2, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddHours(1)), (letter.Seen, letter.FirstAt, letter.LastAt));
    }

    [Fact]
    public async Task TwoOrchestrators_CollectEachLetterOnce()
    {
        await using var night = await MeshNight.StartAsync(database);
        await using var other = await night.BesideAsync();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(number => night.Queues.SendAsync(Gate, $"not JSON {number}", None, null, null, CancellationToken.None)));

        var ids = new HashSet<long>();
        for (var letter = 0; letter < 40; letter++)
            Assert.True(ids.Add(await night.Letters.NextAsync()));
        Assert.Equal(40, (await night.ReadAsync(db => db.Set<DeadLetterRow>())).Select(letter => letter.Body).Distinct().Count());
    }

    [Fact]
    public async Task TextThatTheDatabaseCannotHold_HoldsUpNothing()
    {
        await using var night = await MeshNight.StartAsync(database);
        var queue = DeadLetterQueue.Of($"{Gate}_error")!;
        var marks = new Dictionary<string, string> { ["MT-Fault-Message"] = "zero\0byte", ["Trace"] = "a\0b" };

        await night.Services.GetRequiredService<Collector>().KeepAsync(
            new QueueMessage("copy", "r", Envelope("EtlMesh.Contracts:RunStarted", """{"pipeline":"a\u0000b"}"""), marks, null, 1, null), queue, CancellationToken.None);

        var letter = await night.LetterAsync(await night.Letters.NextAsync());
        Assert.Equal(("zero\uFFFDbyte", "a\uFFFDb", "a\uFFFDb"), (letter.Message, letter.Headers["Trace"], letter.Pipeline));
    }

    [Fact]
    public async Task SecretInAnException_IsInNoLetter()
    {
        await using var night = await MeshNight.StartAsync(database);
        night.Trouble = command =>
        {
            if (command is LoadTable)
                throw new TerminalEtlException($"loading orders failed at postgres://etl:{MeshNight.Canary}@db:5432/shop?password={MeshNight.Canary}; correct it", new InvalidOperationException($"Host=db;Password={MeshNight.Canary}"));
        };

        var letter = await night.LetterAsync(await night.SuspendAsync());

        Assert.Equal("loading orders failed at postgres://etl:***@db:5432/shop?password=***; correct it", letter.Message);
        Assert.DoesNotContain(await night.ReadAsync(db => db.Database.SqlQuery<string>($"SELECT row_to_json(letter)::text AS \"Value\" FROM orchestrator.dead_letters letter")), row => row.Contains(MeshNight.Canary, StringComparison.Ordinal));
        Assert.DoesNotContain(night.Log.Lines.Where(line => line.StartsWith("Dead letter", StringComparison.Ordinal)), line => line.Contains(MeshNight.Canary, StringComparison.Ordinal));
    }

    internal static Dictionary<string, string> Json { get; } = new() { ["Content-Type"] = "application/vnd.masstransit+json" };

    internal static string Envelope(string type, string message) =>
        $$$"""{"messageId":"{{{Guid.CreateVersion7()}}}","conversationId":"{{{Guid.CreateVersion7()}}}","messageType":["urn:message:{{{type}}}"],"message":{{{message}}},"headers":{}}""";
}
