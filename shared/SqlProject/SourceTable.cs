namespace EtlMesh.SqlProject;

/// <summary>A table of a source, as <c>source('source', 'table')</c> names it.</summary>
public sealed record SourceTable(string Source, string Table) : IComparable<SourceTable>
{
    public int CompareTo(SourceTable? other)
    {
        if (other is null) return 1;
        var bySource = string.CompareOrdinal(Source, other.Source);
        return bySource != 0 ? bySource : string.CompareOrdinal(Table, other.Table);
    }

    public override string ToString() => $"{Source}.{Table}";
}
