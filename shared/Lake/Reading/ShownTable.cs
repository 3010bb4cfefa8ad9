namespace EtlMesh.Lake;

/// <summary>A table that readers see.</summary>
/// <param name="Place">Where its files are.</param>
/// <param name="Schema">The schema that readers find it in: the pipeline's name as schema names spell it.</param>
/// <param name="Table">As the catalog has it.</param>
internal sealed record ShownTable(LakePlace Place, string Schema, LakeTable Table);
