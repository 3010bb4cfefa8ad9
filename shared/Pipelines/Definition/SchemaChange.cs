namespace EtlMesh.Pipelines;

/// <summary>What a night does when the source's columns differ from those of the last release.</summary>
public enum SchemaChange
{
    /// <summary>New columns are added, missing ones are NULL, retyped ones are cast.</summary>
    Evolve,

    /// <summary>The night stops and shows the difference.</summary>
    Freeze,

    /// <summary>Records that do not fit go to quarantine.</summary>
    Quarantine,
}
