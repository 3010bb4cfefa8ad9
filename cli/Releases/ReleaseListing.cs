using System.Globalization;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh releases list</c>.</summary>
public static class ReleaseListing
{
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">There is no warehouse yet, or the pipeline has no release in it.</exception>
    public static async Task<int> ExecuteAsync(string? pipeline, OutputFormat output, WarehousePlace place, Shell shell, CancellationToken ct)
    {
        await using var warehouse = await Warehouses.OpenExistingAsync(place, shell, ct);
        var rows = pipeline is null ? await warehouse.Releases.ListAsync(null, ct) : await KnownReleases.OfAsync(warehouse, pipeline, place, ct);
        var listed = new List<ListedRelease>();
        foreach (var row in rows)
            listed.Add(new ListedRelease(row, (await warehouse.Attempts.FindAsync(row.RunId, row.Attempt, ct))?.RunDate));

        if (output == OutputFormat.Json)
            await shell.Out.WriteLineAsync(JsonDocuments.Write(new ReleaseListDocument(listed)));
        else
            Tell(listed, shell.Out);
        return ExitCodes.Done;
    }

    private static void Tell(IReadOnlyList<ListedRelease> releases, TextWriter writer)
    {
        if (releases.Count == 0)
        {
            writer.WriteLine("Nothing is published yet; run a pipeline first.");
            return;
        }

        var grid = new TextGrid("release", "pipeline", "date", ">attempt", "kind", "published (UTC)", "");
        foreach (var release in releases)
        {
            grid.Add(
                release.Id,
                release.Pipeline,
                release.RunDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "–",
                release.Attempt.ToString(CultureInfo.InvariantCulture),
                release.Target is { } target ? $"{release.Kind} to {target}" : release.Kind,
                release.PublishedAt.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                State(release));
        }

        grid.Write(writer);
    }

    private static string State(ListedRelease release) => release switch
    {
        { HeldBy: { } holder } => $"head, held by {holder}: {release.HeldReason}",
        { Head: true } => "head",
        _ => "",
    };
}
