using EtlMesh.DuckDb;

namespace EtlMesh.Staging;

/// <summary>Nested types and intervals: nothing but NULLs is counted.</summary>
internal sealed class NullTally : ColumnTally
{
    protected override void Take(DuckDbVectorWriter column, int rows, bool hasNulls)
    {
        // the base has counted
    }
}
