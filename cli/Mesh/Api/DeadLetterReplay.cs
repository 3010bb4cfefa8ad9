namespace EtlMesh.Cli;

/// <summary>An entry of the replay ledger.</summary>
/// <param name="Id">Of the entry.</param>
/// <param name="At">When it was asked for.</param>
/// <param name="Actor">Who asked.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Again">The letter that it became again; null when it did not.</param>
public sealed record DeadLetterReplay(string Id, DateTimeOffset At, string? Actor, string? Outcome, string? Again);
