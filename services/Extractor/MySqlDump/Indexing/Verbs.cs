namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Knows statements by their first words.</summary>
internal static class Verbs
{
    /// <param name="lexer">At the first word, in a text that goes on.</param>
    public static Verb Of(ref SqlLexer lexer)
    {
        if (lexer.Is("INSERT"u8) || lexer.Is("REPLACE"u8))
            return Verb.Insert;
        if (lexer.Is("SET"u8))
            return Verb.Set;
        if (lexer.Is("USE"u8))
            return Verb.Use;
        if (lexer.Is("CREATE"u8))
            return CreatesTable(ref lexer) ? Verb.CreateTable : Verb.Other;
        if (lexer.Is("DROP"u8))
            return Verb.Drop;
        if (lexer.Is("TRUNCATE"u8))
            return Verb.Truncate;
        return lexer.Is("ALTER"u8) || lexer.Is("UPDATE"u8) || lexer.Is("DELETE"u8) || lexer.Is("LOAD"u8) || lexer.Is("RENAME"u8) ? Verb.Change : Verb.Other;
    }

    private static bool CreatesTable(ref SqlLexer lexer)
    {
        while (lexer.Next())
        {
            if (lexer.Is("TABLE"u8))
                return true;
            if (!lexer.Is("TEMPORARY"u8) && !lexer.Is("OR"u8) && !lexer.Is("REPLACE"u8))
                return false;
        }

        return false;
    }
}
