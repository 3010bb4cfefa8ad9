namespace EtlMesh.Notifier;

/// <summary>The sign before a state, so that colour is never all that tells it.</summary>
public static class Mark
{
    /// <param name="state">passed, warned, failed, done, …</param>
    public static string Of(string? state) => state switch
    {
        "passed" or "done" => "✓",
        "warned" or "running" => "!",
        "failed" => "✕",
        _ => Html.Nothing,
    };
}
