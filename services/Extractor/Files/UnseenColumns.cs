using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.Files;

/// <summary>Of objects and pages only the first are looked at for columns. What shows up behind them would be lost without a word.</summary>
internal static class UnseenColumns
{
    /// <param name="table">The table.</param>
    /// <param name="file">What is read.</param>
    /// <param name="found">Columns that it has.</param>
    /// <param name="columns">Columns of the table.</param>
    /// <exception cref="TerminalEtlException">It has others, and the table follows its source.</exception>
    public static void Refuse(TableDefinition table, LocalFile file, IEnumerable<string> found, IEnumerable<string> columns)
    {
        if (file.IsCopy && table is { Columns: null, OnSchemaChange: SchemaChange.Evolve } && found.Except(columns, StringComparer.OrdinalIgnoreCase).Take(10).ToList() is { Count: > 0 } added)
        {
            throw new TerminalEtlException(
                $"Reading {file.Name}: it has columns that the table has not ({string.Join(", ", added)}), and comes behind those that are looked at for columns. Declare `columns:` of {table.Name} in the pipeline file, with them or without, then start a new attempt.");
        }
    }
}
