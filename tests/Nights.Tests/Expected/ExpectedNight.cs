namespace EtlMesh.Nights.Tests.Expected;

/// <summary>How a night ends, and what it counts of each table; nothing where it does not get there.</summary>
internal sealed record ExpectedNight(Outcome Outcome, IReadOnlyDictionary<string, Counts>? Counts = null);
