using MassTransit;

namespace EtlMesh.Orchestrator.Deadlines;

/// <summary>Sets and clears what a saga has scheduled, on the saga's own clock.</summary>
internal static class SagaTimer
{
    /// <summary>Sends <paramref name="message"/> to the saga after <paramref name="delay"/>, in place of what the schedule held.</summary>
    public static async Task Set<TSaga, T>(BehaviorContext<TSaga> context, Schedule<TSaga, T> schedule, DateTimeOffset now, TimeSpan delay, T message)
        where TSaga : class, SagaStateMachineInstance
        where T : class
    {
        await Clear(context, schedule);
        var scheduled = await context.GetPayload<MessageSchedulerContext>()
            .ScheduleSend((now + delay).UtcDateTime, message, context.CancellationToken);
        schedule.SetTokenId(context.Saga, scheduled.TokenId);
    }

    /// <summary>Takes the schedule back; a firing that is under way already finds another step.</summary>
    public static async Task Clear<TSaga>(BehaviorContext<TSaga> context, Schedule<TSaga> schedule)
        where TSaga : class, SagaStateMachineInstance
    {
        if (schedule.GetTokenId(context.Saga) is not { } token)
            return;
        await context.GetPayload<MessageSchedulerContext>()
            .CancelScheduledSend(context.ReceiveContext.InputAddress, token, context.CancellationToken);
        schedule.SetTokenId(context.Saga, null);
    }
}
