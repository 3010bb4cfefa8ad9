namespace EtlMesh.Extractor.MySqlDump;

/// <summary>The tables of one file, as its statements make and drop them.</summary>
internal sealed class DumpTables
{
    private readonly List<DumpedTable> tables = [];

    public IReadOnlyList<DumpedTable> All => tables;

    /// <summary>What USE named last; empty before.</summary>
    public string Database { get; private set; } = "";

    /// <summary>A table; it need not be created in this file.</summary>
    public DumpedTable Of(string database, string name)
    {
        var found = tables.Find(table => table.Name == name && table.Database == database);
        if (found is null)
            tables.Add(found = new DumpedTable(database, name));
        return found;
    }

    /// <summary>Takes a statement off the window, and notes what it does.</summary>
    /// <param name="verb">What it is.</param>
    /// <param name="length">Its bytes, all in the window.</param>
    /// <param name="window">The file.</param>
    /// <param name="file">Its position among the dump's.</param>
    /// <param name="session">What SET statements change.</param>
    public void Take(Verb verb, int length, DumpWindow window, int file, DumpSession session)
    {
        var statement = window.Bytes[..length];
        if (verb == Verb.Set)
            session.Set(statement, window.Line);
        else
            Take(verb, new SqlLexer(statement, session.Backslashes), new DumpRange(file, window.Offset, length, window.Line), window.Name);
        window.Consume(length);
    }

    private void Take(Verb verb, SqlLexer lexer, DumpRange range, string file)
    {
        lexer.Next();
        switch (verb)
        {
            case Verb.Use:
                lexer.Next();
                Database = lexer.Value;
                break;
            case Verb.CreateTable:
                Create(ref lexer, range);
                break;
            case Verb.Drop:
                Drop(ref lexer);
                break;
            case Verb.Truncate:
                lexer.Next();
                if (!lexer.Is("TABLE"u8) || lexer.Next())
                    Forget(Named(ref lexer));
                break;
            default:
                Change(ref lexer, range.Line, file);
                break;
        }
    }

    private void Create(ref SqlLexer lexer, DumpRange range)
    {
        while (!lexer.Is("TABLE"u8))
            lexer.Next();
        lexer.Next();
        var keeps = SkipExists(ref lexer);
        var table = Named(ref lexer);
        if (!keeps || table.Definition is null)
            table.Definition = range;
    }

    private void Drop(ref SqlLexer lexer)
    {
        lexer.Next();
        if (lexer.Is("DATABASE"u8) || lexer.Is("SCHEMA"u8))
        {
            lexer.Next();
            SkipExists(ref lexer);
            var database = lexer.Value;
            tables.RemoveAll(table => table.Database == database);
            return;
        }

        if (lexer.Is("TEMPORARY"u8))
            lexer.Next();
        if (!lexer.Is("TABLE"u8) && !lexer.Is("TABLES"u8))
            return;
        lexer.Next();
        SkipExists(ref lexer);
        do
        {
            tables.Remove(Named(ref lexer));
        }
        while (lexer.Is(',') && lexer.Next());
    }

    /// <summary>A statement that only a server can follow makes its tables unreadable. Keys, engines and counters of an ALTER are nothing to rows.</summary>
    private void Change(ref SqlLexer lexer, long line, string file)
    {
        var verb = lexer.Value.ToUpperInvariant();
        while (!lexer.IsName || lexer.Is("TABLE"u8) || lexer.Is("FROM"u8) || (lexer.Kind == SqlTokenKind.Word && lexer.Value.Equals(verb, StringComparison.OrdinalIgnoreCase)) || lexer.Is("IGNORE"u8) || lexer.Is("ONLINE"u8) || lexer.Is("LOW_PRIORITY"u8) || lexer.Is("QUICK"u8))
        {
            if (!lexer.Next())
                return;
        }

        if (verb == "ALTER" && lexer.Kind == SqlTokenKind.Word && (lexer.Is("DATABASE"u8) || lexer.Is("SCHEMA"u8) || lexer.Is("VIEW"u8) || lexer.Is("EVENT"u8) || lexer.Is("USER"u8)))
            return;
        if (verb == "LOAD")
        {
            while (lexer.Next() && !lexer.Is("TABLE"u8))
            {
                // to the table's name
            }

            lexer.Next();
        }

        var table = Named(ref lexer);
        if (verb != "ALTER" || AltersColumns(ref lexer))
            table.Fault ??= $"line {line} of {file}: {verb} changes it in a way that only a server can follow";
    }

    private static bool AltersColumns(ref SqlLexer lexer)
    {
        if (lexer.Is("DROP"u8) || lexer.Is("CHANGE"u8) || lexer.Is("RENAME"u8))
            return true;
        if (!lexer.Is("ADD"u8) || !lexer.Next())
            return false;
        return !(lexer.Is("PRIMARY"u8) || lexer.Is("KEY"u8) || lexer.Is("INDEX"u8) || lexer.Is("UNIQUE"u8) || lexer.Is("FULLTEXT"u8)
            || lexer.Is("SPATIAL"u8) || lexer.Is("CONSTRAINT"u8) || lexer.Is("FOREIGN"u8) || lexer.Is("CHECK"u8) || lexer.Is("PARTITION"u8));
    }

    /// <summary>The table whose name the lexer is at; it moves behind the name.</summary>
    private DumpedTable Named(ref SqlLexer lexer)
    {
        var (database, name) = (Database, lexer.Value);
        if (lexer.Next() && lexer.Is('.') && lexer.Next())
        {
            (database, name) = (name, lexer.Value);
            lexer.Next();
        }

        return Of(database, name);
    }

    private void Forget(DumpedTable table)
    {
        var definition = table.Definition;
        var place = tables.IndexOf(table);
        tables[place] = new DumpedTable(table.Database, table.Name) { Definition = definition };
    }

    private static bool SkipExists(ref SqlLexer lexer)
    {
        if (!lexer.Is("IF"u8))
            return false;
        while (lexer.Next() && !lexer.Is("EXISTS"u8))
        {
            // NOT
        }

        lexer.Next();
        return true;
    }
}
