namespace EtlMesh.Cli;

/// <summary>Nobody reads standard output any more (<c>| head</c>): there is nothing left to do, and nothing to complain about.</summary>
public sealed class BrokenPipeException() : IOException("standard output was closed by its reader");
