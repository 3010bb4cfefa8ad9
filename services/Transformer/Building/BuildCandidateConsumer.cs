using EtlMesh.Contracts;
using EtlMesh.Hosting;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace EtlMesh.Transformer;

/// <summary>Builds the candidate of a run.</summary>
public sealed class BuildCandidateConsumer(CandidateBuilder builder, AttemptWork work, ILogger<BuildCandidateConsumer> logger) : IConsumer<BuildCandidate>
{
    public Task Consume(ConsumeContext<BuildCandidate> context) => work.Run(context, async ct =>
    {
        var command = context.Message;
        var candidate = await builder.BuildAsync(command, Tell, ct);
        logger.CandidateSealed(candidate.Uid, candidate.Fingerprint);
        await context.Publish(new CandidateSealed
        {
            RunId = command.RunId,
            Attempt = command.Attempt,
            Pipeline = command.Pipeline,
            RunDate = command.RunDate,
            BundleHash = command.BundleHash,
            Candidate = candidate,
        }, ct);

        Task Tell(BuiltModel built)
        {
            logger.ModelBuilt(built.Model.Name, built.K, built.N, built.Build.Seconds);
            return context.Publish(Progress(command, built), ct);
        }
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
