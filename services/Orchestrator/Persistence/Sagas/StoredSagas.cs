using System.Text.Json;
using MassTransit;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;

namespace EtlMesh.Orchestrator.Persistence.Sagas;

/// <summary>Sagas in PostgreSQL, each a row that is locked while a message is handled.</summary>
internal sealed class StoredSagas<TSaga>(OrchestratorDb db, ISagaConsumeContextFactory<OrchestratorDb, TSaga> contexts, TimeProvider time)
    : ISagaRepositoryContextFactory<TSaga>, ILoadSagaRepositoryContextFactory<TSaga>
    where TSaga : class, SagaStateMachineInstance
{
    private static readonly string Kind = SagaKinds.Of<TSaga>();

    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class =>
        context.TryGetPayload<Messages.IOrchestratorTransaction>(out var transaction)
            ? next.Send(new StoredSagaContext<TSaga, T>(transaction.Db, context, contexts, time))
            : throw new InvalidOperationException($"{typeof(T).Name} reached a stored saga outside of a transaction: the endpoint has no outbox.");

    public Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class => throw new NotSupportedException("Sagas are found by their id; no event asks for them by anything else.");

    public async Task<T> Execute<T>(Func<LoadSagaRepositoryContext<TSaga>, Task<T>> asyncMethod, CancellationToken cancellationToken = default)
        where T : class => await asyncMethod(new Lookup(db, cancellationToken));

    public void Probe(ProbeContext context) => context.Add("persistence", "postgresql");

    internal static async Task<SagaRow?> LockAsync(OrchestratorDb db, Guid id, CancellationToken ct)
    {
        if (await RowAsync(db, id, ct) is { } row)
            return row;
        // There is no row to lock yet: whoever else begins this saga waits for its name instead.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({Kind + id.ToString("N")}, 0))", ct);
        return await RowAsync(db, id, ct);
    }

    internal static TSaga Read(SagaRow row) =>
        JsonSerializer.Deserialize<TSaga>(row.Body) ?? throw new JsonException($"The stored saga {row.Kind} {row.Id} is null.");

    internal static SagaRow NewRow(TSaga saga, DateTimeOffset now) => new()
    {
        Kind = Kind,
        Id = saga.CorrelationId,
        State = "",
        Version = 0,
        Body = "{}",
        CreatedAt = now,
        UpdatedAt = now,
    };

    internal static void Write(TSaga saga, SagaRow row, DateTimeOffset now)
    {
        using var body = JsonSerializer.SerializeToDocument(saga);
        (row.Body, row.State) = (body.RootElement.GetRawText(), body.RootElement.GetProperty("CurrentState").GetString() ?? "");
        (row.Version, row.UpdatedAt) = (row.Version + 1, now);
    }

    private static async Task<SagaRow?> RowAsync(OrchestratorDb db, Guid id, CancellationToken ct) =>
        (await db.Sagas.FromSql($"SELECT * FROM orchestrator.sagas WHERE kind = {Kind} AND id = {id} FOR UPDATE").ToListAsync(ct)).SingleOrDefault();

    private sealed class Lookup(OrchestratorDb db, CancellationToken ct) : MassTransit.Middleware.BasePipeContext(ct), LoadSagaRepositoryContext<TSaga>
    {
        public async Task<TSaga> Load(Guid correlationId) =>
            await db.Sagas.AsNoTracking().SingleOrDefaultAsync(row => row.Kind == Kind && row.Id == correlationId, CancellationToken) is { } row ? Read(row) : null!;
    }
}
