namespace EtlMesh.SqlProject;

/// <summary>What becomes of a model.</summary>
public enum Materialization
{
    View,
    Table,

    /// <summary>Nothing is built; the SQL is put as a CTE into those that refer to it.</summary>
    Ephemeral,

    /// <summary>A small table from a CSV file of the project.</summary>
    Seed,
}
