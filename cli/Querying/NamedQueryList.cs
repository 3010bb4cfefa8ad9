using EtlMesh.Lake;

namespace EtlMesh.Cli;

/// <summary>Named queries, a row each.</summary>
internal static class NamedQueryList
{
    public static void Write(IReadOnlyList<NamedQuery> queries, OutputFormat output, Shell shell)
    {
        using var writer = Query.Open(output, shell.OpenOut(), ["query", "parameters", "description"]);
        foreach (var query in queries)
            writer.Write([query.Name, string.Join(", ", query.Parameters.Select(Words)), query.Description]);
        writer.End();
    }

    private static string Words(QueryParameter parameter) => $"{parameter.Name} {parameter.Type}{(parameter.Default is null ? "" : $" = {parameter.Default}")}";
}
