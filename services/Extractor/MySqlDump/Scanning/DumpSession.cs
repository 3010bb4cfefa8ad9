using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>What a dump sets before its statements: character set, SQL mode, time zone; and variables to put them back from.</summary>
/// <param name="name">The dump's name, for errors.</param>
internal sealed class DumpSession(string name)
{
    private const string Mode = "sql_mode";
    private const string Client = "character_set_client";
    private const string Zone = "time_zone";
    private const string Old = "old_";

    private readonly Dictionary<string, string> settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> variables = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What was put by as <c>@OLD_…</c> and not taken back: a whole dump takes all back.</summary>
    public HashSet<string> Kept { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool Backslashes { get; private set; } = true;

    public DumpCharset Charset { get; private set; } = DumpCharset.Utf8;

    /// <param name="statement">A SET statement.</param>
    /// <param name="line">Where it stands.</param>
    /// <exception cref="TerminalEtlException">It sets what cannot be read.</exception>
    public void Set(ReadOnlySpan<byte> statement, long line)
    {
        var lexer = new SqlLexer(statement, Backslashes);
        lexer.Next();
        do
        {
            Assign(ref lexer);
        }
        while (SkipTo(ref lexer, ','));

        Backslashes = !Setting(Mode).Contains("NO_BACKSLASH_ESCAPES", StringComparison.OrdinalIgnoreCase);
        Charset = CharsetOf(Setting(Client), line);
        if (Setting(Zone) is not ("" or "+00:00" or "-00:00" or "UTC" or "SYSTEM") and var zone)
            throw new TerminalEtlException($"Reading {name}: line {line} sets the time zone `{zone}`; TIMESTAMP values are only read in UTC. Dump it with --tz-utc, which is the default.");
    }

    private void Assign(ref SqlLexer lexer)
    {
        if (!lexer.Next())
            return;
        if (lexer.Is("NAMES"u8) || lexer.Is("CHARACTER"u8) || lexer.Is("CHARSET"u8))
        {
            if (lexer.Is("CHARACTER"u8))
                lexer.Next();
            lexer.Next();
            settings[Client] = lexer.Value;
            return;
        }

        var (scope, target) = Name(ref lexer);
        if (scope == Scope.None || !lexer.Next())
            return;
        if (lexer.Is(':') && !lexer.Next())
            return;
        if (!lexer.Is('='))
            return;
        var value = Read(ref lexer);
        if (scope == Scope.Session)
        {
            settings[target] = value;
            return;
        }

        variables[target] = value;
        if (target.StartsWith(Old, StringComparison.OrdinalIgnoreCase))
            Kept.Add(target);
    }

    private enum Scope
    {
        None,
        Session,
        User,
    }

    /// <summary><c>x</c>, <c>SESSION x</c>, <c>@@x</c>, <c>@@session.x</c> or <c>@x</c>.</summary>
    private static (Scope Scope, string Name) Name(ref SqlLexer lexer)
    {
        if (!lexer.Is('@'))
        {
            if ((lexer.Is("SESSION"u8) || lexer.Is("LOCAL"u8)) && !lexer.Next())
                return (Scope.None, "");
            return lexer.IsName && !lexer.Is("GLOBAL"u8) ? (Scope.Session, lexer.Value) : (Scope.None, "");
        }

        if (!lexer.Next())
            return (Scope.None, "");
        if (!lexer.Is('@'))
            return (Scope.User, lexer.Value);
        if (!lexer.Next())
            return (Scope.None, "");
        if (lexer.Is("GLOBAL"u8))
            return (Scope.None, "");
        if (!lexer.Is("SESSION"u8) && !lexer.Is("LOCAL"u8))
            return (Scope.Session, lexer.Value);
        return lexer.Next() && lexer.Next() ? (Scope.Session, lexer.Value) : (Scope.None, "");
    }

    private string Read(ref SqlLexer lexer)
    {
        if (!lexer.Next())
            return "";
        if (lexer.Is("CONCAT"u8) || lexer.Is("IFNULL"u8) || lexer.Is("COALESCE"u8))
            return Joined(ref lexer);
        if (!lexer.Is('@'))
            return lexer.Value;
        var (scope, from) = Name(ref lexer);
        if (scope == Scope.User)
            Kept.Remove(from);
        return scope == Scope.User ? variables.GetValueOrDefault(from, "") : scope == Scope.Session ? Setting(from) : "";
    }

    /// <summary>What a function is called with, together: enough to see what a mode holds.</summary>
    private string Joined(ref SqlLexer lexer)
    {
        var joined = "";
        lexer.Next();
        while (!lexer.Is(')') && lexer.Kind is not (SqlTokenKind.End or SqlTokenKind.Open))
        {
            joined += Read(ref lexer);
            lexer.Next();
        }

        return joined;
    }

    private static bool SkipTo(ref SqlLexer lexer, char symbol)
    {
        while (lexer.Next())
        {
            if (lexer.Is(symbol))
                return true;
            if (lexer.Is('('))
                lexer.SkipBrackets();
        }

        return false;
    }

    private string Setting(string setting) => settings.GetValueOrDefault(setting, "");

    private DumpCharset CharsetOf(string charset, long line) => charset.ToLowerInvariant() switch
    {
        "" or "default" or "utf8" or "utf8mb3" or "utf8mb4" or "ascii" => DumpCharset.Utf8,
        "latin1" => DumpCharset.Latin1,
        "binary" => DumpCharset.Binary,
        _ => throw new TerminalEtlException($"Reading {name}: line {line} sets the character set `{charset}`; read are utf8mb4, utf8mb3, ascii, latin1 and binary. Dump it with --default-character-set=utf8mb4."),
    };
}
