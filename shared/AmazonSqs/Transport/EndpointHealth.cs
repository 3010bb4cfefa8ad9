using EtlMesh.AmazonSqs.Protocol;
using EtlMesh.Contracts;
using MassTransit;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>Tells the bus, and so its health check, whether an endpoint can receive.</summary>
internal sealed class EndpointHealth(SqsReceiveEndpointContext context)
{
    private int failures;

    /// <summary>Failures in a row; 0 when all is well.</summary>
    public int Failures => Volatile.Read(ref failures);

    public Task ReadyAsync()
    {
        Interlocked.Exchange(ref failures, 0);
        return context.TransportObservers.NotifyReady(context.InputAddress);
    }

    public Task WellAsync() => Interlocked.Exchange(ref failures, 0) == 0 ? Task.CompletedTask : ReadyAsync();

    /// <summary>A failure that will not pass by itself ends a start that is waited for; the endpoint goes on trying.</summary>
    public Task IllAsync(Exception exception)
    {
        Interlocked.Increment(ref failures);
        // What may pass is told in a line: it comes again with every try.
        if (exception is AwsCallException { MayPass: true })
            LogContext.Warning?.Log("Receiving from {InputAddress} failed, it is tried again: {Reason}", context.InputAddress, exception.Message);
        else
            LogContext.Warning?.Log(exception, "Receiving from {InputAddress} failed", context.InputAddress);
        var mayPass = exception is AwsCallException { MayPass: true } or TransientEtlException;
        var told = exception is AwsCallException call ? call.AsEtlFailure() : exception;
        return context.TransportObservers.NotifyFaulted(context.InputAddress, new ConnectionException(told.Message, told, mayPass));
    }
}
