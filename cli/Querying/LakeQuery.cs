using EtlMesh.Contracts;
using EtlMesh.Lake;
using EtlMesh.Warehouse;

namespace EtlMesh.Cli;

/// <summary><c>etlmesh query --lake</c>: reads what a lake's heads show.</summary>
public static class LakeQuery
{
    /// <returns>The exit code.</returns>
    /// <exception cref="UsageException">There is no such lake, query or parameter, or the engine does not understand the statement.</exception>
    public static async Task<int> ExecuteAsync(LakeWords words, OutputFormat output, string home, Shell shell, CancellationToken ct)
    {
        using var interruption = new Interruption(() => Environment.Exit(ExitCodes.Interrupted));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, interruption.Asked);
        var scratch = Directory.CreateTempSubdirectory("etlmesh-lake-").FullName;
        try
        {
            using var found = await FoundLake.OfAsync(words.Where, home, scratch, shell, stop.Token);
            await using var reader = await LakeReader.OpenAsync(found.Places, scratch, stop.Token);
            if (words.Sql is null && words.Named is null)
            {
                NamedQueryList.Write(found.Queries(reader), output, shell);
                return ExitCodes.Done;
            }

            await using var result = await reader.QueryAsync(words.Sql ?? Named(found.Queries(reader), words), stop.Token);
            await Query.WriteAsync(result, output, shell, stop.Token);
            return ExitCodes.Done;
        }
        catch (TerminalEtlException wrong)
        {
            throw new UsageException(wrong.Message);
        }
        finally
        {
            if (Directory.Exists(scratch))
                Directory.Delete(scratch, recursive: true);
        }
    }

    private static string Named(IReadOnlyList<NamedQuery> queries, LakeWords words) =>
        (queries.FirstOrDefault(query => query.Name == words.Named)
            ?? throw new UsageException(queries.Count == 0
                ? "there is no named query; write queries/<name>.sql in the pipeline's folder, and run a night."
                : $"there is no query {words.Named}; there are {string.Join(", ", queries.Select(query => query.Name))}.")).With(words.Set);
}
