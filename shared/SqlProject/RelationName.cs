namespace EtlMesh.SqlProject;

/// <summary>The name of a relation in the warehouse.</summary>
public sealed record RelationName(string Schema, string Identifier)
{
    /// <summary>As SQL: <c>"schema"."identifier"</c>.</summary>
    public override string ToString() => $"{Quote(Schema)}.{Quote(Identifier)}";

    internal static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
