using EtlMesh.AmazonSqs.Configuration;
using MassTransit;
using MassTransit.Middleware;

namespace EtlMesh.AmazonSqs.Transport;

/// <summary>Sends what is still in hand and closes the connections when the bus stops.</summary>
internal sealed class ClosingAgent : Agent
{
    private readonly SqsHostConfiguration host;

    public ClosingAgent(SqsHostConfiguration host)
    {
        this.host = host;
        SetReady();
    }

    protected override async Task StopAgent(StopContext context)
    {
        try
        {
            await host.CloseAsync().WaitAsync(context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            LogContext.Warning?.Log("Closing the connections to {HostAddress} took too long and is left to itself", host.HostAddress);
        }

        await base.StopAgent(context);
    }
}
