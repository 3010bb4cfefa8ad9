namespace EtlMesh.Cli;

/// <summary>A process of the mesh did not come up.</summary>
/// <param name="spec">How it was started.</param>
/// <param name="what">What happened, such as <c>ended with 2</c>.</param>
public sealed class LaunchException(LaunchSpec spec, string what) : Exception($"{spec.Name} {what}")
{
    private const int Lines = 15;

    /// <summary>What happened, its last words, and where all of them are.</summary>
    public string Report()
    {
        var last = LogFile.Tail(spec.Log, Lines);
        var words = last.Count > 0 ? string.Concat(last.Select(line => $"  {line}\n")) : "  (it said nothing)\n";
        return $"{Message}; its last words:\n{words}All of them: {spec.Log}";
    }
}
