namespace EtlMesh.Cli;

/// <summary>The gate's verdict.</summary>
/// <param name="Passed">Checks without a finding.</param>
/// <param name="Warned">Checks whose findings do not block.</param>
/// <param name="Failed">Checks that block publishing.</param>
/// <param name="Results">Every check that ran.</param>
public sealed record ChecksDocument(int Passed, int Warned, int Failed, IReadOnlyList<CheckDocument> Results);
