using System.Globalization;
using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>Reads a CREATE TABLE statement.</summary>
internal static class TableStatement
{
    /// <param name="statement">The statement, whole.</param>
    /// <param name="table">The table, for errors.</param>
    /// <param name="most">Most columns.</param>
    /// <returns>The columns in order.</returns>
    /// <exception cref="TerminalEtlException">It has no columns, too many, or a type that is not known.</exception>
    public static IReadOnlyList<DumpColumn> Columns(ReadOnlySpan<byte> statement, string table, int most)
    {
        var lexer = new SqlLexer(statement, backslashes: true);
        var isOther = false;
        while (lexer.Next() && !lexer.Is('(') && !isOther)
            isOther = lexer.Is("LIKE"u8) || lexer.Is("SELECT"u8);

        var isLatin1 = lexer.Is('(') && IsLatin1ByDefault(lexer);
        var columns = new List<DumpColumn>();
        while (!isOther && lexer.Next() && !lexer.Is(')') && !lexer.Is("LIKE"u8))
        {
            if (IsColumn(ref lexer))
                columns.Add(Column(ref lexer, table, isLatin1));
            if (columns.Count > most)
                throw new TerminalEtlException($"Reading the columns of {table}: there are more than {most}, the limit; divide the table.");
            if (!SkipItem(ref lexer))
                break;
        }

        return columns.Count > 0
            ? columns
            : throw new TerminalEtlException($"Reading the columns of {table}: its CREATE TABLE names none; dump the table as mysqldump does by default.");
    }

    /// <summary>False for keys, constraints and checks, which no quoted name is.</summary>
    private static bool IsColumn(ref SqlLexer lexer) => lexer.Kind == SqlTokenKind.Name || !(
        lexer.Is("PRIMARY"u8) || lexer.Is("KEY"u8) || lexer.Is("INDEX"u8) || lexer.Is("UNIQUE"u8) || lexer.Is("FULLTEXT"u8) || lexer.Is("SPATIAL"u8) || lexer.Is("VECTOR"u8)
        || lexer.Is("CONSTRAINT"u8) || lexer.Is("FOREIGN"u8) || lexer.Is("CHECK"u8) || lexer.Is("PERIOD"u8));

    private static DumpColumn Column(ref SqlLexer lexer, string table, bool isLatin1)
    {
        var name = lexer.Value;
        if (!lexer.Next())
            throw new TerminalEtlException($"Reading the columns of {table}: the statement ends behind {name}; check the dump there.");
        var type = lexer.Value.ToLowerInvariant();
        var (isGenerated, isInvisible, isUnsigned, isBinary) = (false, false, false, false);
        int? first = null, second = null;
        var probe = lexer; // the comma or bracket that ends the column is left to the caller
        for (var word = 0; probe.Next() && !probe.Is(',') && !probe.Is(')'); word++)
        {
            if (probe.Is('('))
            {
                if (word == 0)
                    (first, second) = Numbers(probe);
                probe.SkipBrackets();
            }
            else if (probe.Is("CHARACTER"u8) || probe.Is("CHARSET"u8))
            {
                if (probe.Is("CHARACTER"u8))
                    probe.Next(); // SET
                probe.Next();
                (isLatin1, isBinary) = (probe.Is("latin1"u8), probe.Is("binary"u8));
            }

            isUnsigned |= probe.Is("UNSIGNED"u8) || probe.Is("ZEROFILL"u8);
            isBinary |= probe.Is("BYTE"u8) || probe.Is("VARBINARY"u8); // CHAR(9) BYTE, LONG VARBINARY
            isGenerated |= probe.Is("AS"u8);
            isInvisible |= probe.Is("INVISIBLE"u8);
            lexer = probe;
        }

        var known = MySqlTypes.Of(type, first, second, isUnsigned) ?? throw new TerminalEtlException(
            $"Reading the columns of {table}: {name} is of the type {type}, which is not known. Convert the column before it is dumped, or leave the table out.");
        if (isBinary && known.Kind == DumpColumnKind.Text)
            known = ("blob", DumpColumnKind.Binary);
        return new DumpColumn(name, known.Type, known.Kind, isLatin1 && type != "json", isGenerated, isInvisible);
    }

    private static (int? First, int? Second) Numbers(SqlLexer lexer)
    {
        var first = lexer.Next() ? Number(lexer) : null;
        return (first, first is not null && lexer.Next() && lexer.Is(',') && lexer.Next() ? Number(lexer) : null);
    }

    private static int? Number(SqlLexer lexer) =>
        lexer.Kind == SqlTokenKind.Word && int.TryParse(lexer.Token, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Moves behind the item's comma.</summary>
    /// <returns>False at the end of the list.</returns>
    private static bool SkipItem(ref SqlLexer lexer)
    {
        while (lexer.Next())
        {
            if (lexer.Is(','))
                return true;
            if (lexer.Is(')'))
                return false;
            if (lexer.Is('('))
                lexer.SkipBrackets();
        }

        return false;
    }

    private static bool IsLatin1ByDefault(SqlLexer options)
    {
        options.SkipBrackets();
        while (options.Next())
        {
            if (!options.Is("CHARSET"u8) && !options.Is("SET"u8))
                continue;
            options.Next();
            if (options.Is('='))
                options.Next();
            return options.Is("latin1"u8);
        }

        return false;
    }
}
