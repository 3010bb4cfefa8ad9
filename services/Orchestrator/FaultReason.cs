using EtlMesh.Contracts;
using MassTransit;

namespace EtlMesh.Orchestrator;

/// <summary>What a fault says of itself.</summary>
internal static class FaultReason
{
    /// <summary>The same attempt would meet it again, so there is no use in trying.</summary>
    public static bool IsTerminal(this Fault fault)
    {
        for (var exception = First(fault); exception is not null; exception = exception.InnerException)
        {
            if (exception.ExceptionType == typeof(TerminalEtlException).FullName)
                return true;
        }

        return false;
    }

    /// <summary>The message of the exception, or its type when it has none.</summary>
    public static string Reason(this Fault fault) => First(fault) switch
    {
        null => "the service failed and gave no reason; its log has more",
        { Message: { Length: > 0 } message } => message,
        var exception => exception.ExceptionType,
    };

    private static ExceptionInfo? First(Fault fault) => fault.Exceptions is [var first, ..] ? first : null;
}
