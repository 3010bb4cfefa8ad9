namespace EtlMesh.Contracts;

/// <summary>Continues a suspended run from the stage that failed.</summary>
/// <remarks><see cref="RunMessage.Attempt"/> 0 means the attempt that is active.</remarks>
public sealed record ResumeRun : RunMessage;
