namespace EtlMesh.Emulator;

/// <summary>A call as the proxy received it.</summary>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">Names are compared without case.</param>
public sealed record ProxiedCall(string Method, string Target, IReadOnlyDictionary<string, string> Headers);
