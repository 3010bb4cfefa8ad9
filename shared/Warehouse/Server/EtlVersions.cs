using EtlMesh.Contracts;

namespace EtlMesh.Warehouse;

/// <summary>The schema <c>etl</c> of a server: made once, and grown by steps that are never changed.</summary>
/// <param name="steps">Step k, a list of statements, takes a schema of version k - 1 to version k.</param>
internal sealed class EtlVersions(IReadOnlyList<IReadOnlyList<string>> steps)
{
    public Task EnsureAsync(ServerEngine engine, string place, CancellationToken ct) =>
        engine.RunAsync($"opening the warehouse {place}", async session =>
        {
            if (await VersionAsync(session, place, ct) == steps.Count)
                return false;
            await session.LockAsync("schema", Names.EtlSchema, ct);
            var known = await VersionAsync(session, place, ct);
            if (known == steps.Count)
                return false;
            if (known == 0)
            {
                await session.ExecuteAsync("create schema if not exists etl", ct);
                await session.ExecuteAsync("create table if not exists etl.schema_version (version integer not null, \"at\" timestamptz not null)", ct);
            }

            for (var step = known; step < steps.Count; step++)
            {
                foreach (var statement in steps[step])
                    await session.ExecuteAsync(statement, ct);
                await session.ExecuteAsync("insert into etl.schema_version values ($1, $2)", ct, step + 1, engine.Now);
            }

            await session.CommitAsync(ct, "warehouse.create");
            return true;
        }, ct);

    private async Task<int> VersionAsync(Session session, string place, CancellationToken ct)
    {
        // Asked of the tables themselves: a name that was missing a moment ago, to_regclass would still miss.
        if (!await Objects.ExistsAsync(session, Names.EtlSchema, "schema_version", ct))
            return 0;
        var version = await session.ScalarAsync<int>("select coalesce(max(version), 0) from etl.schema_version", ct);
        return version <= steps.Count
            ? version
            : throw new TerminalEtlException($"Opening the warehouse {place}: its schema etl has version {version}, this program knows {steps.Count}. Use the newer program.");
    }
}
