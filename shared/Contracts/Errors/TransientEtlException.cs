namespace EtlMesh.Contracts;

/// <summary>A failure that may pass by itself (a busy server, a broken connection). It is retried.</summary>
/// <remarks>The message says what was being done, to what, what happened, and what to do next.</remarks>
public sealed class TransientEtlException(string message, Exception? cause = null) : Exception(message, cause);
