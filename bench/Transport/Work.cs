namespace EtlMesh.Transport;

/// <summary>A message of the size that the night's commands have.</summary>
public sealed record Work
{
    public required int Number { get; init; }

    public required string Detail { get; init; }

    public static Work Of(int number) => new() { Number = number, Detail = new string('x', 400) };
}
