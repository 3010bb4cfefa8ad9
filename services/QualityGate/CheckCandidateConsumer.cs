using EtlMesh.Contracts;
using EtlMesh.Hosting;
using MassTransit;
using Microsoft.Extensions.Logging;

namespace EtlMesh.QualityGate;

/// <summary>Reaches the verdict on a candidate.</summary>
public sealed class CheckCandidateConsumer(CandidateChecker checker, AttemptWork work, ILogger<CheckCandidateConsumer> logger) : IConsumer<CheckCandidate>
{
    public Task Consume(ConsumeContext<CheckCandidate> context) => work.Run(context, async ct =>
    {
        var command = context.Message;
        var verdict = await checker.CheckAsync(command, ct);
        if (verdict.Passed)
            logger.VerdictPassed(command.Candidate.Uid, verdict.ChecksPassed, verdict.ChecksWarned);
        else
            logger.VerdictBlocked(command.Candidate.Uid, verdict.ChecksFailed, verdict.ChecksPassed, verdict.ChecksWarned);
        await context.Publish(new VerdictReached
        {
            RunId = command.RunId,
            Attempt = command.Attempt,
            Pipeline = command.Pipeline,
            RunDate = command.RunDate,
            BundleHash = command.BundleHash,
            Candidate = command.Candidate,
            Verdict = verdict,
        }, ct);
    });
}
