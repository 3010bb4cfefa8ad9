using EtlMesh.Contracts;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>The one pass over a file of a dump: finds every table's statements, counts rows, and makes sure that the file is whole.</summary>
/// <param name="window">The file, from its start.</param>
/// <param name="file">Its position among the dump's files.</param>
/// <param name="split">Takes the statements of wanted tables; null where the file can be read anywhere.</param>
internal sealed class DumpPass(DumpWindow window, int file, DumpSplit? split)
{
    private readonly DumpSession session = new(window.Name);
    private readonly DumpTables tables = new();
    private readonly DumpBlanks blanks = new(window);
    private readonly InsertHeads heads = new();
    private StatementScan? scan;
    private byte[] delimiter = [];
    private bool backslashes;
    private DumpedTable? last;
    private DumpedTable? open;
    private InsertHead? openHead;

    /// <returns>The tables in the order of the file.</returns>
    /// <exception cref="TerminalEtlException">The file is cut, or holds what cannot be read.</exception>
    public IReadOnlyList<DumpedTable> Run(CancellationToken ct)
    {
        while (blanks.Skip())
        {
            ct.ThrowIfCancellationRequested();
            Statement();
        }

        if (blanks.LacksTail)
            throw Cut("without the line `-- Dump completed` that ends a dump");
        if (session.Kept.Count > 0)
            throw Cut($"before it takes back @{session.Kept.First()}, which it put by at its start");
        return tables.All;
    }

    private void Statement()
    {
        var verb = FirstWord();
        if (verb is Verb.Insert)
        {
            Insert();
            return;
        }

        (open, openHead, window.Sink) = (null, null, null);
        if (verb is Verb.Other)
        {
            Pass();
            return;
        }

        var length = Whole();
        window.Sink = verb is Verb.CreateTable ? split?.Begin(file, window.Offset) : null;
        tables.Take(verb, length, window, file, session);
        window.Sink = null;
    }

    private Verb FirstWord()
    {
        while (true)
        {
            var lexer = new SqlLexer(window.Bytes, session.Backslashes);
            // A word at the end of the window may go on behind it.
            if ((lexer.Next() && lexer.Position < window.Bytes.Length) || !window.Fill("beginning of a statement"))
                return Verbs.Of(ref lexer);
        }
    }

    private void Insert()
    {
        InsertHead? head;
        while ((head = heads.Read(window.Bytes, session.Backslashes, window.Final)) is null)
        {
            if (!window.Fill("head of an INSERT"))
                throw Open(window.Line, "an INSERT");
        }

        var table = open is not null && head == openHead ? open : tables.Of(head.Database ?? tables.Database, head.Table);
        var (offset, line, adjacent) = (window.Offset, window.Line, table == open);
        if (!adjacent)
            window.Sink = split is not null && split.Wants(head.Table) ? split.Begin(file, offset) : null;
        (last, open, openHead) = (table, table, head);
        var rows = Begin(head.Length, counts: true);
        PassRest("an INSERT", line);

        if (head.Fault is not null)
            table.Fault ??= $"line {line} of {window.Name}: {head.Fault}";
        if (rows.HasMore || !blanks.IsUsualDelimiter)
            table.Fault ??= $"line {line} of {window.Name}: the INSERT has more than rows of values";
        if (table.Rows.Ranges.Count == 0)
            table.Named = head.Columns;
        table.Rows.Add(new DumpRange(file, offset, window.Offset - offset, line, rows.Lists, session.Charset, session.Backslashes), adjacent);
    }

    /// <summary>Passes over a statement that tells nothing.</summary>
    private void Pass()
    {
        var line = window.Line;
        Begin(0, counts: false);
        PassRest("a statement", line);
    }

    private void PassRest(string statement, long line)
    {
        while (!scan!.Scan(window.Bytes, window.Final))
        {
            window.Consume(scan.At);
            scan.At = 0;
            if (!window.Fill("piece of SQL"))
                throw Open(line, statement);
        }

        window.Consume(scan.At);
    }

    /// <returns>The length of the statement, which is whole in the window.</returns>
    private int Whole()
    {
        Begin(0, counts: false);
        while (!scan!.Scan(window.Bytes, window.Final))
        {
            if (!window.Fill("statement"))
                throw Open(window.Line, "a statement");
        }

        return scan.At;
    }

    private StatementScan Begin(int at, bool counts)
    {
        if (scan is null || !delimiter.AsSpan().SequenceEqual(blanks.Delimiter) || backslashes != session.Backslashes)
            (scan, delimiter, backslashes) = (new StatementScan(blanks.Delimiter, session.Backslashes), blanks.Delimiter, session.Backslashes);
        scan.Begin(at, counts);
        return scan;
    }

    private TerminalEtlException Open(long line, string statement) => Cut($"in the middle of {statement} that begins on line {line}");

    private TerminalEtlException Cut(string where)
    {
        window.Consume(window.Bytes.Length);
        return new($"Reading {window.Name}: the dump is cut: it ends on line {window.Line}, byte {window.Offset}, {where}{(last is null ? "" : $"; the last table with rows in it is {last}")}. Nothing of it is taken; write the dump again, and rename it when it is complete.");
    }
}
