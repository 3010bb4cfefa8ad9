namespace EtlMesh.Nights.Tests.Expected;

/// <summary>Of one table in one night.</summary>
internal sealed record Counts(long Read, long Loaded, long Quarantined, long Skipped)
{
    public override string ToString() => FormattableString.Invariant($"read {Read} = loaded {Loaded} + quarantined {Quarantined} + skipped {Skipped}");
}
