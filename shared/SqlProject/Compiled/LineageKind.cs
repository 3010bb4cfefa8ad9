namespace EtlMesh.SqlProject;

/// <summary>What the far end of a lineage edge does with the near one.</summary>
public enum LineageKind
{
    /// <summary>A model reads a source table.</summary>
    SourceToModel,

    /// <summary>A model reads a model or seed.</summary>
    ModelToModel,

    /// <summary>A check reads a model, seed or source table.</summary>
    ModelToCheck,
}
