using EtlMesh.Contracts;

namespace EtlMesh.Pipelines;

/// <summary>Tables that a run reads whole, so that they start anew.</summary>
public sealed class FullRefresh
{
    private readonly HashSet<(string Source, string Table)> tables;

    private FullRefresh(IEnumerable<(string Source, string Table)> tables) => this.tables = [.. tables];

    /// <param name="pipeline">The pipeline.</param>
    /// <param name="wanted">False: nothing is refreshed.</param>
    /// <param name="names">Tables as <c>source.table</c>, or by their own name where one source has it; none for all.</param>
    /// <returns>Null when nothing is refreshed.</returns>
    /// <exception cref="TerminalEtlException">A table is not in the pipeline, or tables are named and nothing is to be refreshed.</exception>
    public static FullRefresh? Of(PipelineDefinition pipeline, bool wanted, IReadOnlyList<string> names)
    {
        if (!wanted)
            return names.Count == 0 ? null : throw new TerminalEtlException($"Starting a run of {pipeline.Name}: `--tables {string.Join(',', names)}` says which tables a full refresh takes; add `--full-refresh`.");
        var all = (from source in pipeline.Sources from table in source.Tables select (source.Name, Table: table.Name)).ToList();
        return new FullRefresh(names.Count == 0 ? all : names.Select(name => Named(pipeline, all, name)));
    }

    public bool Has(SourceDefinition source, TableDefinition table) => tables.Contains((source.Name, table.Name));

    private static (string Source, string Table) Named(PipelineDefinition pipeline, List<(string Source, string Table)> all, string name)
    {
        var found = all.FindAll(table => $"{table.Source}.{table.Table}" == name || table.Table == name);
        return found.Count == 1
            ? found[0]
            : throw new TerminalEtlException($"Starting a run of {pipeline.Name}: `{name}` names {(found.Count == 0 ? "no table" : "several tables")}; it has {string.Join(", ", all.Select(table => $"{table.Source}.{table.Table}"))}.");
    }
}
