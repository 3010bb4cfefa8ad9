namespace EtlMesh.Cli;

/// <summary>What a command prints as JSON whose wish was taken and has no other answer.</summary>
/// <param name="Subject">The run, pipeline or letter.</param>
/// <param name="Asked">What was asked.</param>
public sealed record AskedDocument(string Subject, string Asked);
