using EtlMesh.Contracts;
using EtlMesh.DuckDb;
using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Loader;

/// <summary>Holds a table's quarantined records against the share that its pipeline allows.</summary>
public sealed class QuarantineLimit(IObjectStore store, BundleStore bundles)
{
    /// <summary>How many records a person is shown.</summary>
    private const int Shown = 5;

    /// <exception cref="TerminalEtlException">More is quarantined than <c>max_quarantined</c> allows; the message has the first reasons.</exception>
    public async Task RequireAsync(LoadTable command, CancellationToken ct)
    {
        var (read, quarantined) = (command.Slices.Sum(slice => slice.RowsRead), command.Slices.Sum(slice => slice.RowsQuarantined));
        if (quarantined == 0)
            return;

        var limit = (await bundles.OpenAsync(command, ct)).Definition.Find(command.Source, command.Table).Table.MaxQuarantined;
        if (!limit.Allows(quarantined, read))
        {
            throw new TerminalEtlException(
                $"Loading {command.Source}.{command.Table}: {quarantined} of {read} records cannot be read, more than max_quarantined ({limit}) allows. The first: {await FirstAsync(command, ct)}. Correct the files or `columns:`, or raise `max_quarantined:` in the pipeline file.");
        }
    }

    private async Task<string> FirstAsync(LoadTable command, CancellationToken ct)
    {
        var slice = command.Slices.OrderBy(slice => slice.K).First(slice => slice.Quarantine is not null);
        await using var records = await store.FetchAsync(slice.Quarantine!, null, ct);
        using var database = DuckDbDatabase.Open(DuckDbDatabase.InMemory);
        using var connection = database.Connect();
        using var first = connection.Query($"select object, line, reason from {Parquet.Relation([records.LocalPath])} limit {Shown}", ct);
        return string.Join("; ", first.Rows().Select(row => $"{row[0]}:{row[1]}: {row[2]}"));
    }
}
