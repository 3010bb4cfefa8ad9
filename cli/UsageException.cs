namespace EtlMesh.Cli;

/// <summary>Wrong usage or configuration, found before anything was started: exit code 2.</summary>
/// <param name="message">What is wrong and what to do; several problems, a line each.</param>
public sealed class UsageException(string message) : Exception(message);
