using EtlMesh.Contracts;
using EtlMesh.DuckDb;

namespace EtlMesh.Warehouse;

/// <summary>Compares watermarks, which are texts, as values of their column's type.</summary>
/// <param name="connection">Any: nothing is read from its database. Types, and so their order, are DuckDB's whatever engine the warehouse has.</param>
internal sealed class WatermarkOrder(DuckDbConnection connection, string type, CancellationToken ct)
{
    private readonly string _type = TypeText.Checked(type);

    public bool IsLess(string one, string other) => connection.Scalar<bool>($"select cast(? as {_type}) < cast(? as {_type})", ct, one, other);

    /// <summary>Whether a window begins at or before a watermark.</summary>
    public bool Begins(TableWindow? window, string by) =>
        window?.Lo is not { } lo || (window.AfterLo ? IsLess(lo, by) : !IsLess(by, lo));

    public string? Greater(string? one, string? other) => one is null || other is null ? one ?? other : IsLess(one, other) ? other : one;
}
