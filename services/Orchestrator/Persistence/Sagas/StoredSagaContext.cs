using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;

namespace EtlMesh.Orchestrator.Persistence.Sagas;

/// <summary>The saga that a message is for, in the message's transaction.</summary>
internal sealed class StoredSagaContext<TSaga, T>(OrchestratorDb db, ConsumeContext<T> context, ISagaConsumeContextFactory<OrchestratorDb, TSaga> contexts, TimeProvider time)
    : ConsumeContextScope<T>(context, db), SagaRepositoryContext<TSaga, T>
    where TSaga : class, SagaStateMachineInstance
    where T : class
{
    private readonly ConsumeContext<T> message = context;
    private SagaRow? row;

    public Task<SagaConsumeContext<TSaga, T>> Add(TSaga instance) => Of(instance, SagaConsumeContextMode.Add);

    public Task<SagaConsumeContext<TSaga, T>> Insert(TSaga instance) => Task.FromResult<SagaConsumeContext<TSaga, T>>(null!); // the lock makes it needless

    public async Task<SagaConsumeContext<TSaga, T>> Load(Guid correlationId)
    {
        row = await StoredSagas<TSaga>.LockAsync(db, correlationId, CancellationToken);
        return row is null ? null! : await Of(StoredSagas<TSaga>.Read(row), SagaConsumeContextMode.Load);
    }

    public async Task Save(SagaConsumeContext<TSaga> context)
    {
        row = StoredSagas<TSaga>.NewRow(context.Saga, time.GetUtcNow());
        db.Sagas.Add(row);
        await Update(context);
    }

    public async Task Update(SagaConsumeContext<TSaga> context)
    {
        StoredSagas<TSaga>.Write(context.Saga, row!, time.GetUtcNow());
        await db.SaveChangesAsync(CancellationToken);
    }

    public async Task Delete(SagaConsumeContext<TSaga> context)
    {
        db.Sagas.Remove(row!);
        await db.SaveChangesAsync(CancellationToken);
    }

    public Task Discard(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task<SagaConsumeContext<TSaga, TOther>> CreateSagaConsumeContext<TOther>(ConsumeContext<TOther> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where TOther : class => contexts.CreateSagaConsumeContext(db, consumeContext, instance, mode);

    private Task<SagaConsumeContext<TSaga, T>> Of(TSaga instance, SagaConsumeContextMode mode) => contexts.CreateSagaConsumeContext(db, message, instance, mode);
}
