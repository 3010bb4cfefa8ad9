using EtlMesh.Contracts;
using EtlMesh.Warehouse;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Transformer;

/// <summary>Gives a run its attempt, or says why it gets none.</summary>
public sealed class OpenAttemptConsumer(IWarehouses warehouses, ILogger<OpenAttemptConsumer> logger) : IConsumer<OpenAttempt>
{
    public async Task Consume(ConsumeContext<OpenAttempt> context)
    {
        var command = context.Message;
        var request = new AttemptRequest
        {
            RunId = command.RunId,
            Pipeline = command.Pipeline,
            RunDate = command.RunDate,
            Key = command.Key,
            BundleHash = command.BundleHash,
            Again = command.Again,
        };
        var warehouse = await warehouses.OfAsync(command, context.CancellationToken);
        var opening = await warehouse.Attempts.OpenAsync(request, context.CancellationToken);
        if (opening.Declined is null && opening.Attempt <= command.Attempt)
        {
            // The saga knows that this attempt ended; only the record of its end was lost.
            await warehouse.Attempts.CloseAsync(command.RunId, opening.Attempt, AttemptState.Abandoned, context.CancellationToken);
            opening = await warehouse.Attempts.OpenAsync(request, context.CancellationToken);
        }

        if (opening.Declined is { } reason)
        {
            logger.AttemptDeclined(opening.Detail ?? reason.ToString());
            await Decline(context, opening, reason);
        }
        else
        {
            logger.AttemptOpened(opening.Attempt, opening.Parent ?? "none");
            await Open(context, opening);
        }
    }

    private static Task Open(ConsumeContext<OpenAttempt> context, AttemptOpening opening) => context.Publish(new AttemptOpened
    {
        RunId = context.Message.RunId,
        Attempt = opening.Attempt,
        Pipeline = context.Message.Pipeline,
        RunDate = context.Message.RunDate,
        BundleHash = context.Message.BundleHash,
        Parent = opening.Parent,
        Tables = opening.Tables,
    }, context.CancellationToken);

    private static Task Decline(ConsumeContext<OpenAttempt> context, AttemptOpening opening, DeclineReason reason) => context.Publish(new AttemptDeclined
    {
        RunId = context.Message.RunId,
        Attempt = opening.Attempt,
        Pipeline = context.Message.Pipeline,
        RunDate = context.Message.RunDate,
        BundleHash = context.Message.BundleHash,
        Request = context.Message.Request,
        Reason = reason,
        Release = opening.Release,
        Detail = opening.Detail ?? "",
    }, context.CancellationToken);
}
