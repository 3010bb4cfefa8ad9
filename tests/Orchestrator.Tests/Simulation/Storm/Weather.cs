using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.Tests.Simulation.Storm;

/// <summary>What a night is like: its plan, and how likely it is that each thing goes wrong. Shares are of the times that it could.</summary>
internal sealed record Weather
{
    public required RunPlan Plan { get; init; }

    /// <summary>The sagas' endpoint knows messages that it has taken. Without, the sagas alone must.</summary>
    public required bool Inbox { get; init; }

    /// <summary>Every state is read from its JSON before each message, not only after a crash.</summary>
    public required bool Stores { get; init; }

    /// <summary>A message takes long.</summary>
    public required double Late { get; init; }

    /// <summary>Publishing, or asking about it, takes long.</summary>
    public required double SlowPublish { get; init; }

    /// <summary>A message is brought twice: the bus took it, and whoever sent it died before it knew.</summary>
    public required double Twice { get; init; }

    /// <summary>Something that was handled long ago comes again.</summary>
    public required double OldNews { get; init; }

    /// <summary>The orchestrator dies while it handles a message, before or after its commit.</summary>
    public required double SagaCrash { get; init; }

    /// <summary>A worker dies: before the work, or when it is done and not acknowledged.</summary>
    public required double WorkerCrash { get; init; }

    public required double Transient { get; init; }

    public required double Terminal { get; init; }

    /// <summary>A command is never answered.</summary>
    public required double Lost { get; init; }

    /// <summary>Time passes although messages are under way.</summary>
    public required double Haste { get; init; }

    /// <summary>A timer fires although it was taken back.</summary>
    public required double Ghosts { get; init; }

    public required double NotReady { get; init; }

    /// <summary>Another run of the pipeline publishes first.</summary>
    public required double Rival { get; init; }

    public required double GateSaysNo { get; init; }

    /// <summary>A service cannot remove what it wrote.</summary>
    public required double Refusal { get; init; }

    /// <summary>An operator cancels, at any step.</summary>
    public required double Cancel { get; init; }

    /// <summary>Somebody asks for the run, at any step.</summary>
    public required double Request { get; init; }

    public static Weather Of(Chance chance) => new()
    {
        Plan = PlanOf(chance),
        Inbox = chance.Of(0.75),
        Stores = chance.Of(0.15),
        Late = chance.Share(0.3),
        SlowPublish = chance.Share(0.8),
        Twice = chance.Share(0.3),
        OldNews = chance.Share(0.15),
        SagaCrash = chance.Share(0.3),
        WorkerCrash = chance.Share(0.3),
        Transient = chance.Share(0.12),
        Terminal = chance.Share(0.04),
        Lost = chance.Share(0.06),
        Haste = chance.Share(0.05),
        Ghosts = chance.Share(0.2),
        NotReady = chance.Share(0.5),
        Rival = chance.Share(0.6),
        GateSaysNo = chance.Share(0.3),
        Refusal = chance.Share(0.1),
        Cancel = chance.Share(0.02),
        Request = chance.Share(0.02),
    };

    private static RunPlan PlanOf(Chance chance) => Plans.Embedded with
    {
        Tables = [.. Enumerable.Range(1, chance.Between(0, 4)).Select(number => new TablePlan { Source = "shop", Table = $"table_{number}" })],
        Source = Limits(chance),
        Extract = Limits(chance),
        Load = Limits(chance),
        Transform = Limits(chance),
        Quality = Limits(chance),
        Publish = Limits(chance),
        Notify = Limits(chance),
        GiveUpAfter = TimeSpan.FromMinutes(chance.Between(0, 20)),
        SuspendFor = chance.Of(0.5) ? TimeSpan.FromHours(12) : TimeSpan.Zero,
    };

    private static StageLimits Limits(Chance chance) => new() { Timeout = TimeSpan.FromMinutes(chance.Between(1, 60)), Retries = chance.Between(0, 4) };
}
