namespace EtlMesh.Orchestrator.Tests;

/// <summary>Which states of a machine a test shows to be entered and left.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StatesAttribute(Type machine) : Attribute
{
    public Type Machine { get; } = machine;

    public string[] Enters { get; init; } = [];

    public string[] Leaves { get; init; } = [];
}
