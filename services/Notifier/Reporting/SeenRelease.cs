namespace EtlMesh.Notifier;

/// <summary>What readers see while the report is written.</summary>
/// <param name="Id">The head.</param>
/// <param name="Night">Its business date; null when its attempt is not known any more.</param>
/// <param name="PublishedAt">When it became the head.</param>
public sealed record SeenRelease(string Id, DateOnly? Night, DateTimeOffset PublishedAt);
