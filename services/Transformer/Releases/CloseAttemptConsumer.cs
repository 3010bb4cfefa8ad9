using EtlMesh.Contracts;
using EtlMesh.Warehouse;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Transformer;

/// <summary>Records how an attempt ended.</summary>
public sealed class CloseAttemptConsumer(IWarehouses warehouses, ILogger<CloseAttemptConsumer> logger) : IConsumer<CloseAttempt>
{
    public async Task Consume(ConsumeContext<CloseAttempt> context)
    {
        var command = context.Message;
        if (!Enum.TryParse<AttemptState>(command.State, out var state) || state == AttemptState.Active)
            throw new TerminalEtlException($"Closing attempt {command.Attempt} of run {command.RunId}: {command.State} is no end of an attempt.");

        var warehouse = await warehouses.OfAsync(command, context.CancellationToken);
        await warehouse.Attempts.CloseAsync(command.RunId, command.Attempt, state, context.CancellationToken);
        logger.AttemptClosed(command.State);
        await context.Publish(new AttemptClosed
        {
            RunId = command.RunId,
            Attempt = command.Attempt,
            Pipeline = command.Pipeline,
            RunDate = command.RunDate,
            BundleHash = command.BundleHash,
            State = command.State,
        }, context.CancellationToken);
    }
}
