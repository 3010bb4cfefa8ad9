namespace EtlMesh.Extractor;

/// <summary>The night that a table is planned for.</summary>
/// <param name="RunDate">The business date.</param>
/// <param name="Zone">The schedule's time zone: a day begins and ends by it.</param>
/// <param name="Now">The present instant.</param>
/// <param name="AsOfNow">A table that only tells how it is now may stand for an older run date.</param>
public sealed record PlannedNight(DateOnly RunDate, TimeZoneInfo Zone, DateTimeOffset Now, bool AsOfNow = false);
