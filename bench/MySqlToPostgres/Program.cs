using System.Globalization;
using EtlMesh.MySqlToPostgres;

// generate <file> <rows>              writes the orders; says rows, hash, hash where the word NULL is lost, bytes
// hash                                rows and hash of the lines on standard input
// drop <port> <user> <password> <database> <streams>   reads table orders of a MariaDB on this machine and drops it; says the rows
switch (args)
{
    case ["generate", var file, var rows]:
        await using (var output = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 0))
        {
            var table = new OrdersTable(output);
            table.Write(long.Parse(rows, CultureInfo.InvariantCulture));
            Console.WriteLine(table.Hash);
            Console.WriteLine(table.WordLost);
            Console.WriteLine(table.Bytes);
        }

        return 0;
    case ["hash"]:
        var hash = new LineHash();
        hash.Add(Console.OpenStandardInput());
        Console.WriteLine(hash);
        return 0;
    case ["drop", var port, var user, var password, var database, var streams]:
        Console.WriteLine(new WireDrop(uint.Parse(port, CultureInfo.InvariantCulture), user, password, database).Read(int.Parse(streams, CultureInfo.InvariantCulture)));
        return 0;
    default:
        Console.Error.WriteLine("usage: generate <file> <rows> | hash | drop <port> <user> <password> <database> <streams>");
        return 2;
}
