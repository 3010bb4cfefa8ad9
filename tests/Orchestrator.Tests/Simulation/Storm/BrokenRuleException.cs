namespace EtlMesh.Orchestrator.Tests.Simulation.Storm;

/// <summary>Something was done that must never be done, in whatever weather.</summary>
public sealed class BrokenRuleException(string message) : Exception(message)
{
    public static void Unless(bool kept, string rule)
    {
        if (!kept)
            throw new BrokenRuleException(rule);
    }
}
