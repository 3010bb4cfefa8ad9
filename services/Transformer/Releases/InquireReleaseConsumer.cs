using EtlMesh.Contracts;
using EtlMesh.Hosting;
using EtlMesh.Warehouse;
using MassTransit;

namespace EtlMesh.Transformer;

/// <summary>Says whether a release was published; when the run is to end, sees to it that it never will be.</summary>
public sealed class InquireReleaseConsumer(IWarehouses warehouses, AttemptWork work) : IConsumer<InquireRelease>
{
    public async Task Consume(ConsumeContext<InquireRelease> context)
    {
        var command = context.Message;
        if (command.Forbid)
            await work.StopAsync(command.RunId, command.Attempt); // a publish of this process ends first, committed or not

        var warehouse = await warehouses.OfAsync(command, context.CancellationToken);
        var published = await warehouse.Releases.InquireAsync(command.Release, command.Forbid, context.CancellationToken);
        await context.Publish(new ReleaseInquired
        {
            RunId = command.RunId,
            Attempt = command.Attempt,
            Pipeline = command.Pipeline,
            RunDate = command.RunDate,
            BundleHash = command.BundleHash,
            Release = command.Release,
            Published = published,
            Forbidden = command.Forbid,
        }, context.CancellationToken);
    }
}
