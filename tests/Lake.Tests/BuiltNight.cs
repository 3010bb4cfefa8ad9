using EtlMesh.Warehouse;

namespace EtlMesh.Lake.Tests;

/// <summary>A sealed candidate with its verdict, and the release that it is to become.</summary>
internal sealed record BuiltNight(string Release, CandidateSpec Candidate, string Fingerprint);
