using System.Text.Json.Serialization;

namespace EtlMesh.Orchestrator.Operations;

/// <summary>Why the API did not do what it was asked.</summary>
/// <param name="Error">What, where, and what to do.</param>
/// <param name="Problems">Of a bundle that is not sound: <c>file:line:column: what; remedy</c>, each; null otherwise.</param>
public sealed record ErrorDocument(
    string Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Problems = null);
