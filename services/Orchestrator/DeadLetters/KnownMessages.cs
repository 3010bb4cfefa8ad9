using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;

namespace EtlMesh.Orchestrator.DeadLetters;

/// <summary>The messages of this version, by the names that the bus writes into envelopes.</summary>
internal static class KnownMessages
{
    private const string FaultBegin = "MassTransit:Fault[[";
    private const string FaultEnd = "]]";

    private static readonly Dictionary<string, Type> Types = typeof(RunMessage).Assembly.GetExportedTypes()
        .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(RunMessage)))
        .Concat([typeof(ProbeDue), typeof(StageDeadline), typeof(StageRetryDue), typeof(SuspensionExpired)])
        .ToDictionary(type => $"{type.Namespace}:{type.Name}");

    /// <summary>Whether a name is that of a fault, and of which message.</summary>
    public static (string Name, bool IsFault) Unwrap(string name) =>
        name.StartsWith(FaultBegin, StringComparison.Ordinal) && name.EndsWith(FaultEnd, StringComparison.Ordinal)
            ? (name[FaultBegin.Length..^FaultEnd.Length], true)
            : (name, false);

    /// <returns>Null for a message of another version, or of somebody else.</returns>
    public static Type? Find(string name) => Types.GetValueOrDefault(Unwrap(name).Name);
}
