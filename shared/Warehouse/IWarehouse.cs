namespace EtlMesh.Warehouse;

/// <summary>A warehouse: immutable tables, one head per pipeline, and the schema <c>etl</c>. Every part may be used from many threads.</summary>
/// <remarks>
/// Failures are TransientEtlException or TerminalEtlException; a cancelled token gives OperationCanceledException and
/// leaves nothing of the effect. Each effect is idempotent: doing it again returns what is there.
/// </remarks>
public interface IWarehouse : IAsyncDisposable
{
    /// <summary><c>duckdb</c>, <c>postgres</c> or <c>redshift</c>: what models see as <c>target.type</c>.</summary>
    string Engine { get; }

    IAttempts Attempts { get; }

    ISegments Segments { get; }

    ICandidates Candidates { get; }

    IChecks Checks { get; }

    IReleases Releases { get; }

    IWarehouseReader Reader { get; }

    /// <summary>Null where models cannot be exported from the engine.</summary>
    IExports? Exports => null;
}
