using EtlMesh.Nights.Tests.Source;

namespace EtlMesh.Nights.Tests.Expected;

/// <summary>What a night reads of a table: marks from Lo (or after it) to before Until.</summary>
internal sealed record Window(long? Lo, bool AfterLo, long? Until)
{
    public bool Has(long mark) => (Lo is not { } lo || mark > lo || (mark == lo && !AfterLo)) && (Until is not { } until || mark < until);
}
