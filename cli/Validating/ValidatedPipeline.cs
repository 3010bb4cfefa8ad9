using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary>One pipeline of a <see cref="ValidationDocument"/>.</summary>
/// <param name="Name">In the pipeline file; the folder's name while that cannot be read.</param>
/// <param name="Folder">Absolute.</param>
/// <param name="Sound">Whether it can run.</param>
/// <param name="Problems">Everything that is wrong, in the files' order.</param>
public sealed record ValidatedPipeline(string Name, string Folder, bool Sound, IReadOnlyList<Problem> Problems);
