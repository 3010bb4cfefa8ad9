using EtlMesh.Nights.Tests.Expected;
using EtlMesh.Nights.Tests.Stories;

namespace EtlMesh.Nights.Tests.ThirtyNights;

/// <summary>A step of the story, what it answered, and what readers saw after it.</summary>
/// <param name="Should">How a night should end; null for other steps.</param>
/// <param name="Bytes">The warehouse's file.</param>
internal sealed record Evidence(Step Step, ExpectedNight? Should, Answer Answer, IReadOnlyList<string> ShouldSee, IReadOnlyList<string> Saw, long Bytes);
