namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Reads the heads of INSERTs; one that is like the last, as in a dump with a row a statement, costs nothing.</summary>
internal sealed class InsertHeads
{
    private byte[] bytes = [];
    private InsertHead? last;

    /// <param name="text">Begins with INSERT or REPLACE.</param>
    /// <param name="backslashes">A backslash escapes in strings.</param>
    /// <param name="final">Nothing follows.</param>
    /// <returns>Null when the text ends in the head.</returns>
    public InsertHead? Read(ReadOnlySpan<byte> text, bool backslashes, bool final)
    {
        if (last is not null && text.StartsWith(bytes))
            return last;
        var head = Parse(text, backslashes, final);
        if (head is { Fault: null })
            (last, bytes) = (head, text[..head.Length].ToArray());
        return head;
    }

    private static InsertHead? Parse(ReadOnlySpan<byte> text, bool backslashes, bool final)
    {
        var lexer = new SqlLexer(text, backslashes);
        lexer.Next();
        do
        {
            if (!lexer.Next())
                return null;
        }
        while (lexer.Is("LOW_PRIORITY"u8) || lexer.Is("DELAYED"u8) || lexer.Is("HIGH_PRIORITY"u8) || lexer.Is("IGNORE"u8) || lexer.Is("INTO"u8));

        string? database = null;
        var table = lexer.Value;
        if (!lexer.Next())
            return null;
        if (lexer.Is('.'))
        {
            if (!lexer.Next())
                return null;
            (database, table) = (table, lexer.Value);
            if (!lexer.Next())
                return null;
        }

        List<string>? columns = null;
        if (lexer.Is('('))
        {
            columns = [];
            while (lexer.Next() && lexer.IsName)
            {
                columns.Add(lexer.Value);
                if (!lexer.Next() || !lexer.Is(','))
                    break;
            }

            if (!lexer.Is(')'))
                return lexer.Kind is SqlTokenKind.End or SqlTokenKind.Open && !final ? null : new InsertHead(database, table, columns, lexer.Position, "its list of columns is broken");
            if (!lexer.Next())
                return null;
        }

        // The word may go on behind the text.
        if (lexer.Kind == SqlTokenKind.Word && lexer.Position == text.Length && !final)
            return null;
        var fault = lexer.Is("VALUES"u8) || lexer.Is("VALUE"u8) ? null : $"it is an INSERT … {lexer.Value}, whose rows only a server knows";
        return new InsertHead(database, table, columns, lexer.Position, fault);
    }
}
