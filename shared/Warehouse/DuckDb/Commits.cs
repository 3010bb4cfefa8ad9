using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>Commits that show.</summary>
internal static class Commits
{
    /// <summary>Commits within a span of its own.</summary>
    public static void Commit(this DuckDbTransaction transaction, string name)
    {
        using var _ = Effects.Commit(name);
        transaction.Commit();
    }
}
