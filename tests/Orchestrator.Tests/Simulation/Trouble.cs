using EtlMesh.Contracts;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>The commands that a night can have trouble with: the state that waits for the answer, and how to make the next ones go wrong.</summary>
public sealed record Trouble(string State, string Stage, Action<SimulatedServices, Func<object, object?>[]> Next)
{
    /// <summary>Stages whose fault is answered by asking the same again.</summary>
    public static IReadOnlyDictionary<string, Trouble> Stages { get; } = new Dictionary<string, Trouble>
    {
        ["OpenAttempt"] = Of<OpenAttempt>("Requested", StageNames.Open),
        ["ProbeSource"] = Of<ProbeSource>("WaitingForSource", StageNames.Source),
        ["BuildCandidate"] = Of<BuildCandidate>("Transforming", StageNames.Transform),
        ["CheckCandidate"] = Of<CheckCandidate>("Checking", StageNames.Quality),
    };

    /// <summary>And the steps after the outcome is known, which cannot change it any more.</summary>
    public static IReadOnlyDictionary<string, Trouble> Ends { get; } = new Dictionary<string, Trouble>
    {
        ["CloseAttempt"] = Of<CloseAttempt>("Closing", StageNames.Publish),
        ["SendNotification"] = Of<SendNotification>("Notifying", StageNames.Notify),
    };

    public static TheoryData<string> StageNamesToTry => [.. Stages.Keys];

    public static TheoryData<string> EveryName => [.. Stages.Keys, .. Ends.Keys];

    public static Trouble Named(string command) => Stages.TryGetValue(command, out var stage) ? stage : Ends[command];

    private static Trouble Of<T>(string state, string stage) where T : StageCommand =>
        new(state, stage, (services, answers) => services.Next([.. answers.Select(answer => (Func<T, object?>)(command => answer(command)))]));
}
