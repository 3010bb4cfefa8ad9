namespace EtlMesh.SqlProject;

/// <summary>A check after its first rendering, before references are checked.</summary>
internal sealed record CheckDraft(CheckSource Source, CheckConfig Config, IReadOnlyList<NodeUse> Refs, IReadOnlyList<SourceUse> Sources);
