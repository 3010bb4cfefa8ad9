namespace EtlMesh.SqlProject;

/// <summary>How the things of a project are called in the warehouse. The compiler asks; an engine's candidate answers.</summary>
public interface IRelationNames
{
    /// <summary>A model or seed of the build.</summary>
    /// <param name="schema">The custom schema, or <c>main</c>.</param>
    /// <param name="alias">The model's alias; its name when it has none.</param>
    RelationName Model(string schema, string alias);

    RelationName Source(string source, string table);

    /// <summary>What <c>{{ this }}</c> is: the model as readers see it, of the last release.</summary>
    RelationName This(string schema, string alias);
}
