using EtlMesh.DuckDb.Engine;

namespace EtlMesh.DuckDb;

/// <summary>What a table function shows: columns, and how its threads open their rows.</summary>
internal sealed class TableRows(IReadOnlyList<string> names, IReadOnlyList<LogicalTypeHandle> types, Func<IDuckDbTableReader> open, int threads)
{
    public IReadOnlyList<string> Names { get; } = names;

    public IReadOnlyList<LogicalTypeHandle> Types { get; } = types;

    public IReadOnlyList<VectorType> VectorTypes { get; } = [.. types.Select(VectorType.Of)];

    public Func<IDuckDbTableReader> Open { get; } = open;

    public int Threads { get; } = threads;
}
