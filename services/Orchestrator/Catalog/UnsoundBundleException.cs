namespace EtlMesh.Orchestrator.Catalog;

/// <summary>A bundle cannot run in the mesh.</summary>
/// <param name="message">What, where, what to do.</param>
/// <param name="problems">Each as <c>file:line:column: what; remedy</c>.</param>
internal sealed class UnsoundBundleException(string message, IReadOnlyList<string> problems) : Exception(message)
{
    public IReadOnlyList<string> Problems => problems;
}
