using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary>A relation as templates see it: printed as SQL, with <c>schema</c>, <c>identifier</c>, <c>name</c>, <c>table</c> and <c>database</c>.</summary>
internal sealed class RelationValue(RelationName name, string? printed = null) : IJinjaObject
{
    public object? GetAttribute(string attribute) => attribute switch
    {
        "schema" => name.Schema,
        "identifier" or "name" or "table" => name.Identifier,
        "database" => null,
        _ => new JinjaUndefined($"a relation has no attribute `{attribute}`; it has `schema`, `identifier`, `name`, `table` and `database`"),
    };

    public override string ToString() => printed ?? name.ToString();
}
