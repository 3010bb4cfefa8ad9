using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary>What a warehouse knows of a pipeline's nodes.</summary>
/// <param name="Attempt">Where all of it comes from.</param>
/// <param name="Checks">By the check's id.</param>
/// <param name="Rows">By the name of a node; of a source table the rows that the attempt loaded.</param>
internal sealed record Findings(CheckedAttempt Attempt, IReadOnlyDictionary<string, CheckResult> Checks, IReadOnlyDictionary<string, long> Rows);
