using System.Globalization;
using EtlMesh.Contracts;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.MySql;

/// <summary>A table or a view as the server describes it.</summary>
/// <param name="Database">Where it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Columns">In order; invisible ones are not among them.</param>
/// <param name="Key">A unique key without NULLs: the primary key, or another; none for a view.</param>
/// <param name="KeyIndex">Its name.</param>
/// <param name="IndexedFirst">Columns that an index begins with.</param>
/// <param name="Bytes">About how large its rows are together.</param>
/// <param name="IsTransactional">Snapshots hold it still.</param>
internal sealed record MySqlTable(
    string Database, string Name, IReadOnlyList<MySqlColumn> Columns, IReadOnlyList<MySqlColumn> Key, string? KeyIndex, IReadOnlySet<string> IndexedFirst, long Bytes, bool IsTransactional)
{
    /// <summary>Database and name, quoted.</summary>
    public string Quoted => $"{MySqlText.Identifier(Database)}.{MySqlText.Identifier(Name)}";

    public override string ToString() => $"{Database}.{Name}";

    /// <exception cref="TerminalEtlException">There is no such table, or the user may not see it.</exception>
    public static MySqlTable Of(MySqlConnection connection, MySqlAddress address, TableDefinition table, CancellationToken ct) =>
        Find(connection, address, table, ct) ?? throw new TerminalEtlException(
            $"Reading the columns of {table.RelationName}: there is no such table in {address}, or the source's user may not see it. Correct `name:` or `relation:` in the pipeline file, or grant SELECT.");

    /// <summary>Null when there is none.</summary>
    public static MySqlTable? Find(MySqlConnection connection, MySqlAddress address, TableDefinition table, CancellationToken ct)
    {
        var (database, name) = table.RelationName.Split('.', 2) is [var own, var inIt] ? (own, inIt) : (address.Database, table.RelationName);
        var place = $"table_schema = {MySqlText.Literal(database)} and table_name = {MySqlText.Literal(name)}";
        var columns = connection.Rows(
            $"select column_name, lower(data_type), column_type, numeric_precision, numeric_scale, is_nullable from information_schema.columns where {place} and extra not like '%INVISIBLE%' order by ordinal_position", ct)
            .Select(row => new MySqlColumn(row[0]!, row[1]!, row[2]!, Number(row[3]), Number(row[4]), row[5] == "YES")).ToList();
        if (columns.Count == 0)
            return null;

        var size = connection.Rows($"select data_length, lower(engine) from information_schema.tables where {place}", ct).ElementAtOrDefault(0);
        var indexes = connection.Rows(
            $"select index_name, non_unique, column_name, sub_part from information_schema.statistics where {place} and index_type = 'BTREE' order by index_name = 'PRIMARY' desc, index_name, seq_in_index", ct)
            .GroupBy(row => row[0]).Select(index => index.ToList()).ToList();
        var unique = indexes.Find(index => KeyOf(index, columns) is not null);
        return new MySqlTable(
            database,
            name,
            columns,
            unique is null ? [] : KeyOf(unique, columns)!,
            unique?[0][0],
            indexes.Where(index => index[0][3] is null).Select(index => index[0][2]!).ToHashSet(StringComparer.OrdinalIgnoreCase),
            long.Parse(size?[0] ?? "0", CultureInfo.InvariantCulture),
            size?[1] is "innodb" or "rocksdb" or "tokudb");
    }

    public MySqlColumn? Column(string name) => Columns.FirstOrDefault(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The index's columns when they tell rows apart; null when it does not.</summary>
    private static List<MySqlColumn>? KeyOf(List<string?[]> index, List<MySqlColumn> columns)
    {
        var key = index.Select(part => columns.Find(column => column.Name == part[2])).OfType<MySqlColumn>().ToList();
        return index[0][1] == "0" && key.Count == index.Count && !key.Exists(column => column.IsNullable) && index.TrueForAll(part => part[3] is null) ? key : null;
    }

    private static int? Number(string? text) => text is null ? null : int.Parse(text, CultureInfo.InvariantCulture);
}
