namespace EtlMesh.Nights.Tests.Real;

/// <summary>The process is gone: nothing of its own runs any more.</summary>
internal sealed class KilledException : Exception;
