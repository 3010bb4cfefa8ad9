using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse.DuckDb;

/// <summary>The engine's failures in the house's two kinds.</summary>
internal static class Failures
{
    public static T Named<T>(string doing, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (DuckDbException e)
        {
            var passing = IsConflict(e) || e.Kind is DuckDbErrorKind.Io or DuckDbErrorKind.OutOfMemory or DuckDbErrorKind.Connection or DuckDbErrorKind.Locked;
            throw passing
                ? new TransientEtlException($"{Capital(doing)}: {e.Message}\nIt is tried again; if it stays, look at disk space, memory and other processes.", e)
                : new TerminalEtlException($"{Capital(doing)}: {e.Message}", e);
        }
    }

    /// <summary>Another transaction was first; nothing was written.</summary>
    public static bool IsConflict(DuckDbException e) =>
        e.Kind == DuckDbErrorKind.Transaction
        || (e.Kind == DuckDbErrorKind.Catalog && e.Message.Contains("write-write conflict", StringComparison.OrdinalIgnoreCase))
        || (e.Kind == DuckDbErrorKind.Constraint && e.Message.Contains("PRIMARY KEY", StringComparison.Ordinal) && e.Message.Contains("conflict", StringComparison.OrdinalIgnoreCase));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
