namespace EtlMesh.SqlProject;

/// <summary>Where a check comes from.</summary>
public enum CheckKind
{
    Unique,
    NotNull,
    AcceptedValues,
    Relationships,

    /// <summary>A SELECT under <c>tests/</c>.</summary>
    Singular,

    /// <summary>A <c>{% test %}</c> block of the project.</summary>
    Custom,
}
