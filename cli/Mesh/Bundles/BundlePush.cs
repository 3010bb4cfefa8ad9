using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Cli;

/// <summary>Brings the files of pipelines to a mesh. One that is refused keeps no other from being pushed.</summary>
public static class BundlePush
{
    /// <param name="folders">The pipelines' folders; absolute.</param>
    /// <param name="client">The mesh.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="TransientEtlException">The mesh cannot be reached.</exception>
    public static async Task<IReadOnlyList<PushDocument>> AllAsync(IReadOnlyList<string> folders, MeshClient client, CancellationToken ct)
    {
        var pushed = new List<PushDocument>();
        foreach (var folder in folders)
            pushed.Add(await PushAsync(folder, client, ct));
        return pushed;
    }

    /// <summary>Says what was pushed, and on standard error what was not.</summary>
    public static void Tell(IReadOnlyList<PushDocument> pushed, Shell shell)
    {
        foreach (var push in pushed)
        {
            if (push.Error is { } error)
                shell.Error.WriteLine($"etlmesh: {push.Pipeline} was not pushed: {error}");
            else
                shell.Out.WriteLine(push.Changed ? $"Pushed {push.Pipeline}, bundle {push.Bundle![..12]}." : $"{push.Pipeline} is unchanged, bundle {push.Bundle![..12]}.");
        }
    }

    private static async Task<PushDocument> PushAsync(string folder, MeshClient client, CancellationToken ct)
    {
        var name = Path.GetFileName(folder);
        try
        {
            var bundle = BundleBuilder.Build(folder);
            name = bundle.Pipeline;
            var taken = await client.PushAsync(bundle, ct);
            return new PushDocument(taken.Pipeline, taken.Hash, taken.Changed, null);
        }
        catch (Exception refused) when (refused is UsageException or TerminalEtlException)
        {
            return new PushDocument(name, null, false, refused.Message);
        }
    }
}
