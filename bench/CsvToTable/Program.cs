using System.Globalization;
using EtlMesh.CsvToTable;

// generate <file> <megabytes>                  writes the orders
// load <file> <database> <threads> <memory>    what DuckDB does alone: read_csv into a table of a closed file
// hash <database> <relation>                   rows and content, whatever their order
switch (args)
{
    case ["generate", var file, var megabytes]:
        Console.WriteLine(OrdersFile.Write(file, long.Parse(megabytes, CultureInfo.InvariantCulture) * 1_000_000));
        return 0;
    case ["load", var file, var database, var threads, var memory]:
        Console.WriteLine(OrdersTable.Load(file, database, int.Parse(threads, CultureInfo.InvariantCulture), memory));
        return 0;
    case ["hash", var database, var relation]:
        Console.WriteLine(OrdersTable.Hash(database, relation));
        return 0;
    case ["columns"]:
        Console.WriteLine(string.Join(", ", OrdersFile.Columns.Select(column => $"{column.Name}: \"{column.Type}\"")));
        return 0;
    default:
        Console.Error.WriteLine("usage: generate <file> <megabytes> | load <file> <database> <threads> <memory> | hash <database> <relation> | columns");
        return 2;
}
