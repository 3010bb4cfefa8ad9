using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>Faults as MassTransit publishes them when a consumer throws.</summary>
public static class Faults
{
    public static Fault<T> Transient<T>(T command) where T : class => Of<TransientEtlException, T>(command, "the server was busy");

    public static Fault<T> Terminal<T>(T command) where T : class => Of<TerminalEtlException, T>(command, "the data is bad");

    /// <summary>The transient fault of a command whose type is known at run time only.</summary>
    public static object TransientOf(object command) => typeof(Faults).GetMethod(nameof(Transient))!.MakeGenericMethod(command.GetType()).Invoke(null, [command])!;

    /// <summary>The terminal fault of a command whose type is known at run time only.</summary>
    public static object TerminalOf(object command) => typeof(Faults).GetMethod(nameof(Terminal))!.MakeGenericMethod(command.GetType()).Invoke(null, [command])!;

    private static Said<T> Of<TException, T>(T command, string message) where T : class => new Said<T>
    {
        Message = command,
        Exceptions = [new What { ExceptionType = typeof(TException).FullName!, Message = message }],
    };

    private sealed class Said<T> : Fault<T>
    {
        public Guid FaultId => Guid.Empty;
        public Guid? FaultedMessageId => null;
        public DateTime Timestamp => default;
        public required ExceptionInfo[] Exceptions { get; init; }
        public HostInfo Host => null!;
        public string[] FaultMessageTypes => [];
        public required T Message { get; init; }
    }

    private sealed class What : ExceptionInfo
    {
        public required string ExceptionType { get; init; }
        public ExceptionInfo? InnerException => null;
        public string StackTrace => "";
        public required string Message { get; init; }
        public string Source => "";
        public IDictionary<string, object> Data => new Dictionary<string, object>();
    }
}
