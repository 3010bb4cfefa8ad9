using System.Text.Json;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>The states of a run as the API names them.</summary>
public static class RunStates
{
    public const string Completed = "completed";
    public const string Blocked = "blocked";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
    public const string CompensationFailed = "compensation_failed";
    public const string Suspended = "suspended";

    /// <summary>The states of a run that is over.</summary>
    public static IReadOnlyList<string> Ends { get; } = [Completed, Blocked, Failed, Cancelled, CompensationFailed];

    /// <summary>Every state, in the order of a run's life.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["requested", "waiting_for_source", "transferring", "transforming", "checking", "publishing", "inquiring", Suspended, "compensating", "closing", "notifying", .. Ends];

    public static bool IsEnd(string state) => Ends.Contains(state);

    /// <summary>The API's word for a saga's state.</summary>
    internal static string Of(string sagaState) => JsonNamingPolicy.SnakeCaseLower.ConvertName(sagaState);
}
