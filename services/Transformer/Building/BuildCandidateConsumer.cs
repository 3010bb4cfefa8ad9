using EtlMesh.Contracts;
using EtlMesh.Hosting;
using MassTransit;

namespace EtlMesh.Transformer;

/// <summary>Builds the candidate of a run.</summary>
public sealed class BuildCandidateConsumer(CandidateBuilder builder, AttemptWork work) : IConsumer<BuildCandidate>
{
    public Task Consume(ConsumeContext<BuildCandidate> context) => work.Run(context, async ct =>
    {
        var command = context.Message;
        var candidate = await builder.BuildAsync(command, built => context.Publish(Progress(command, built), ct), ct);
        await context.Publish(new CandidateSealed
        {
            RunId = command.RunId,
            Attempt = command.Attempt,
            Pipeline = command.Pipeline,
            RunDate = command.RunDate,
            BundleHash = command.BundleHash,
            Candidate = candidate,
        }, ct);
    });

    private static ModelBuilt Progress(BuildCandidate command, BuiltModel built) => new()
    {
        RunId = command.RunId,
        Attempt = command.Attempt,
        Pipeline = command.Pipeline,
        RunDate = command.RunDate,
        BundleHash = command.BundleHash,
        Model = built.Model.Name,
        K = built.K,
        N = built.N,
        Materialization = built.Model.Materialization,
        Rows = built.Build.Rows,
        Seconds = built.Build.Seconds,
    };
}
