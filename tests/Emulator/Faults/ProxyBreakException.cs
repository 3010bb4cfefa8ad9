namespace EtlMesh.Emulator;

/// <summary>A fault that breaks the caller's connection.</summary>
internal sealed class ProxyBreakException() : Exception("a fault of the test broke the connection");
