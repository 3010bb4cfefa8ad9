using EtlMesh.Contracts;
using EtlMesh.Orchestrator.Deadlines;
using MassTransit;

namespace EtlMesh.Orchestrator.Tests.Simulation;

/// <summary>Which saga a message is for; on a bus the machines' own correlations say it.</summary>
public static class Routes
{
    public static Guid? ToNight(object message) => message switch
    {
        RunMessage run => run.RunId,
        Fault => ((RunMessage)Faulted(message)).RunId,
        _ => SagaOf(message),
    };

    public static Guid? ToTransfer(object message) => message switch
    {
        Fault => ToTransfer(Faulted(message)),
        RunMessage run when TableOf(message) is var (source, table) => RunId.OfTransfer(run.RunId, run.Attempt, source, table),
        _ => SagaOf(message),
    };

    public static Guid? SagaOf(object message) => message switch
    {
        StageDeadline deadline => deadline.SagaId,
        StageRetryDue retry => retry.SagaId,
        ProbeDue probe => probe.SagaId,
        SuspensionExpired expired => expired.SagaId,
        _ => null,
    };

    private static object Faulted(object fault) => fault.GetType().GetProperty("Message")!.GetValue(fault)!;

    private static (string Source, string Table)? TableOf(object message) => message switch
    {
        TransferTable m => (m.Source, m.Table),
        StopTransfer m => (m.Source, m.Table),
        PlanTable m => (m.Source, m.Table),
        TablePlanned m => (m.Source, m.Table),
        ExtractSlice m => (m.Source, m.Table),
        SliceExtracted m => (m.Source, m.Table),
        LoadTable m => (m.Source, m.Table),
        TableLoaded m => (m.Source, m.Table),
        _ => null,
    };
}
