namespace EtlMesh.Contracts;

/// <summary>A failure that the same attempt would meet again (bad data, a missing file, a wrong setting). It is never retried.</summary>
/// <remarks>The message says what was being done, to what, what happened, and what to do next.</remarks>
public sealed class TerminalEtlException(string message, Exception? cause = null) : Exception(message, cause);
