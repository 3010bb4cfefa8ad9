namespace EtlMesh.Pipelines;

/// <summary>What holds for the whole reading of one file.</summary>
/// <param name="Tolerant">Unknown keys are no problem.</param>
/// <param name="Variable">Environment to check references against; null leaves them unchecked until they are used.</param>
internal sealed record ReadContext(ProblemList Problems, bool Tolerant, Func<string, string?>? Variable)
{
    /// <summary>References found so far, in the file's order.</summary>
    public List<EnvironmentReference> Environment { get; } = [];
}
