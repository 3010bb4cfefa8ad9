using EtlMesh.DuckDb;

namespace EtlMesh.CsvToTable;

/// <summary>The orders in a DuckDB file.</summary>
internal static class OrdersTable
{
    /// <returns>Rows loaded.</returns>
    public static long Load(string csv, string file, int threads, string memory)
    {
        using var database = DuckDbDatabase.Open(file, new DuckDbOptions { Threads = threads, MemoryLimit = memory });
        using var connection = database.Connect();
        var columns = string.Join(", ", OrdersFile.Columns.Select(column => $"{Sql.Literal(column.Name)}: {Sql.Literal(column.Type)}"));
        connection.Execute(
            $"create table orders as select * from read_csv({Sql.Literal(csv)}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"', columns = {{{columns}}})");
        return connection.Scalar<long>("select count(*) from orders");
    }

    /// <returns>Row count, and the sum and the exclusive or of the rows' hashes.</returns>
    public static string Hash(string file, string relation)
    {
        using var database = DuckDbDatabase.Open(file, new DuckDbOptions { ReadOnly = true });
        using var connection = database.Connect();
        var names = string.Join(", ", OrdersFile.Columns.Select(column => Sql.Identifier(column.Name)));
        using var result = connection.Query($"select count(*), sum(hash({names})::hugeint)::varchar, bit_xor(hash({names}))::varchar from {relation}");
        return string.Join(' ', result.Rows().Single());
    }
}
