using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Where in the files of a dump each table is.</summary>
/// <param name="files">The dump's files.</param>
/// <param name="tables">What each of them holds.</param>
internal sealed class DumpIndex(IReadOnlyList<DumpObject> files, IReadOnlyList<DumpedTable> tables)
{
    public IReadOnlyList<DumpObject> Files => files;

    /// <summary>A table by its name, also with its database before it: <c>orders</c>, <c>shop.orders</c>. Schema and rows may lie in different files.</summary>
    /// <exception cref="TerminalEtlException">There is none, or more than one, or it cannot be read.</exception>
    public DumpedTable Find(string relation)
    {
        var dot = relation.IndexOf('.', StringComparison.Ordinal);
        var (database, name) = dot < 0 ? ("", relation) : (relation[..dot], relation[(dot + 1)..]);
        var found = Named(name, StringComparison.Ordinal, database);
        if (found.Count == 0)
            found = Named(name, StringComparison.OrdinalIgnoreCase, database);
        if (found.Count == 0)
            throw new TerminalEtlException($"Looking for {relation} in {Words()}: it is not there. The dump has {Known()}. Correct the table's name in the pipeline file, or give `relation:`.");
        if (found.Select(table => table.Database).Where(other => other.Length > 0).Distinct(StringComparer.Ordinal).ToList() is { Count: > 1 } databases)
            throw new TerminalEtlException($"Looking for {relation} in {Words()}: it is in the databases {string.Join(", ", databases)}. Write `relation: {databases[0]}.{name}` in the pipeline file.");
        if (found.Select(table => table.Name).Distinct(StringComparer.Ordinal).Count() > 1)
            throw new TerminalEtlException($"Looking for {relation} in {Words()}: names there differ in case only: {string.Join(", ", found)}. Write one of them as `relation:` in the pipeline file.");
        return Whole(relation, found);
    }

    private List<DumpedTable> Named(string name, StringComparison comparison, string database) =>
        [.. tables.Where(table => table.Name.Equals(name, comparison) && (database.Length == 0 || table.Database.Length == 0 || table.Database.Equals(database, comparison)))];

    private DumpedTable Whole(string relation, List<DumpedTable> parts)
    {
        if (parts.Find(part => part.Fault is not null) is { } bad)
            throw new TerminalEtlException($"Reading {relation} from {Words()}: {bad.Fault}. Dump the table again, as mysqldump does by default.");
        if (parts.Where(part => part.Definition is not null).Select(part => part.Definition!.Value.File).ToList() is { Count: > 1 } twice)
            throw new TerminalEtlException($"Looking for {relation} in {Words()}: both {files[twice[0]].Name} and {files[twice[1]].Name} create it; narrow the connection's path to one dump.");
        var whole = new DumpedTable(parts.Select(part => part.Database).Max(StringComparer.Ordinal)!, parts[0].Name);
        foreach (var part in parts)
        {
            whole.Definition ??= part.Definition;
            whole.Named ??= part.Named;
            whole.Rows.Append(part.Rows);
        }

        return whole.Definition is null
            ? throw new TerminalEtlException($"Reading {relation} from {Words()}: it has rows there, but no CREATE TABLE; add the schema's file to the connection's path, or dump without --no-create-info.")
            : whole;
    }

    private string Words() => string.Join(", ", files.Select(file => file.Name));

    private string Known() => tables.Count switch
    {
        0 => "no table",
        <= 20 => string.Join(", ", tables.Select(table => table.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
        var many => $"{many} tables, such as {string.Join(", ", tables.Take(10))}",
    };
}
