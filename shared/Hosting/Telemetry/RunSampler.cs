using System.Diagnostics;
using OpenTelemetry.Trace;

namespace EtlMesh.Hosting;

/// <summary>
/// Keeps a run's trace whole or leaves it out whole: every span decides by the trace's id, in whichever process it is.
/// What belongs to no run (a bundle that is stored, a sweep) is left out.
/// </summary>
internal sealed class RunSampler(Sampler runs) : Sampler
{
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.ParentContext.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? runs.ShouldSample(samplingParameters) : new SamplingResult(SamplingDecision.Drop);
}
