using EtlMesh.Contracts;

namespace EtlMesh.Extractor.Tests.Files;

/// <summary>What a night brought to landing and quarantine (line, reason, record).</summary>
internal sealed record Landing(IReadOnlyList<LandedSlice> Slices, List<object?[]> Rows, List<object?[]> Quarantined)
{
    public long Read => Slices.Sum(slice => slice.RowsRead);

    public IEnumerable<long> BadLines => Quarantined.Select(row => (long)row[0]!);

    public IEnumerable<string> Reasons => Quarantined.Select(row => (string)row[1]!);

    public string Text => string.Join('|', Rows.Select(row => string.Join(',', row.Select(value => value is null ? "NULL" : FormattableString.Invariant($"{value}")))));
}
