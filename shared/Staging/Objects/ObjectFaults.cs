using EtlMesh.Contracts;

namespace EtlMesh.Staging;

/// <summary>What is said of objects that cannot be used, in every store.</summary>
internal static class ObjectFaults
{
    public static TerminalEtlException Missing(string key, Exception cause) =>
        new($"Reading the object {key}: it is missing. Run the date again to write it anew.", cause);

    public static TerminalEtlException Changed(string key, string found, long bytes, string written) =>
        new($"Reading the object {key}: its SHA-256 is {found} ({bytes} bytes), {written} was written. It is truncated or changed; run the date again to write it anew.");
}
