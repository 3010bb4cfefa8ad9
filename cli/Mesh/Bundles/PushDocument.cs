namespace EtlMesh.Cli;

/// <summary>What became of a pushed pipeline.</summary>
/// <param name="Pipeline">Its name; its folder's while the file cannot be read.</param>
/// <param name="Bundle">The hash of its files; null when it was refused.</param>
/// <param name="Changed">False when the mesh had the same files already.</param>
/// <param name="Error">Why it was refused, several problems a line each; null when it was taken.</param>
public sealed record PushDocument(string Pipeline, string? Bundle, bool Changed, string? Error);
