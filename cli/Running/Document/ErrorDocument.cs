namespace EtlMesh.Cli;

/// <summary>The document of a command that never started (exit code 2), or that gave up before it had a result (exit code 1).</summary>
/// <param name="Error">What is wrong and what to do; several problems, a line each.</param>
public sealed record ErrorDocument(string Error);
