namespace EtlMesh.Cli;

/// <summary>The attempt that the verdicts of a lineage come from: the latest one of the pipeline that was checked.</summary>
/// <param name="RunId">Its run.</param>
/// <param name="RunDate">The business date.</param>
/// <param name="Attempt">1, 2, … of the run.</param>
/// <param name="State">completed, blocked, active, …: as <c>etl.attempts</c> has it.</param>
/// <param name="CheckedAt">In UTC.</param>
public sealed record CheckedAttempt(Guid RunId, DateOnly RunDate, int Attempt, string State, DateTime CheckedAt)
{
    /// <summary>The attempt in a line.</summary>
    public override string ToString() => FormattableString.Invariant($"night of {RunDate:yyyy-MM-dd}, attempt {Attempt}, {State}; checked {CheckedAt:yyyy-MM-dd HH:mm} UTC");
}
