namespace EtlMesh.Contracts;

/// <summary>Continues a suspended run from the stage that failed.</summary>
public sealed record ResumeRun : RunMessage;
