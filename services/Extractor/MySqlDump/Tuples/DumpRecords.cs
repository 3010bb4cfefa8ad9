using System.Text.Unicode;
using EtlMesh.Contracts;
using EtlMesh.Extractor.Landing;
using EtlMesh.Extractor.Records;
using EtlMesh.Pipelines;

namespace EtlMesh.Extractor.MySqlDump;

/// <summary>The rows of a table in a stretch of a dump, good and bad.</summary>
internal sealed class DumpRecords : IRecordSource
{
    private readonly DumpWindow window;
    private readonly DumpRange range;
    private readonly IReadOnlyList<DumpColumn> table;
    private readonly IReadOnlyList<TargetColumn> targets;
    private readonly DumpBlanks blanks;
    private readonly InsertHeads heads = new();
    private readonly TupleScanner row;
    private readonly DumpValues values;
    private readonly bool[] areTexts;
    private readonly int[] fieldOf;
    private InsertHead? head;
    private string? missing;
    private bool inStatement;
    private int expected;
    private int length;

    /// <param name="window">The stretch; disposed with this.</param>
    /// <param name="range">Where and how it is written.</param>
    /// <param name="table">The columns that the dump has.</param>
    /// <param name="targets">The columns that are wanted; the dump has all of them.</param>
    /// <param name="dates">What becomes of dates that are none.</param>
    public DumpRecords(DumpWindow window, DumpRange range, IReadOnlyList<DumpColumn> table, IReadOnlyList<TargetColumn> targets, InvalidDates dates)
    {
        (this.window, this.range, this.table, this.targets) = (window, range, table, targets);
        IReadOnlyList<DumpColumn> sources = [.. targets.Select(target => table.First(column => IsSame(column.Name, target.Name)))];
        blanks = new DumpBlanks(window);
        row = new TupleScanner { Backslashes = range.Backslashes };
        values = new DumpValues(sources, targets, range, dates);
        areTexts = [.. targets.Select(target => target.Type.Name != "BLOB")];
        fieldOf = new int[targets.Count];
    }

    public long Line { get; private set; }

    public string? Reason { get; private set; }

    public ReadOnlySpan<byte> Raw => window.Bytes[..length];

    public bool Read()
    {
        window.Consume(length);
        length = 0;
        while (inStatement || Begin())
        {
            switch (Next())
            {
                case (byte)'(':
                    Scan();
                    return true;
                case (byte)',':
                    window.Consume(1);
                    break;
                case (byte)';':
                    window.Consume(1);
                    inStatement = false;
                    break;
                default:
                    throw Unexpected();
            }
        }

        return false;
    }

    public bool TryGetText(int column, out ReadOnlySpan<byte> utf8) => values.TryGet(Raw, row[fieldOf[column]], column, Line, out utf8);

    public void Dispose() => window.Dispose();

    /// <summary>Begins with the next statement.</summary>
    private bool Begin()
    {
        if (!blanks.Skip())
            return false;
        InsertHead? next;
        while ((next = heads.Read(window.Bytes, range.Backslashes, window.Final)) is null)
        {
            if (!window.Fill("head of an INSERT"))
                throw Unexpected();
        }

        if (next != head)
            Map(next);
        window.Consume(next.Length);
        inStatement = true;
        return true;
    }

    private void Map(InsertHead next)
    {
        (head, missing) = (next, null);
        var names = next.Columns ?? [.. table.Select(column => column.Name)];
        expected = names.Count;
        for (var i = 0; i < targets.Count; i++)
        {
            fieldOf[i] = names.ToList().FindIndex(name => IsSame(name, targets[i].Name));
            if (fieldOf[i] < 0)
                missing ??= $"no value for column {targets[i].Name}";
        }
    }

    /// <summary>The next byte that is no space, at the front of the window.</summary>
    private byte Next()
    {
        var at = 0;
        while (!SqlSpace.TrySkip(window.Bytes, ref at, window.Final))
        {
            if (!window.Fill("comment"))
                throw Unexpected();
            at = 0;
        }

        window.Consume(at);
        return window.Bytes[0];
    }

    private void Scan()
    {
        Line = window.Line;
        row.Final = window.Final;
        while (!row.TryScan(window.Bytes))
        {
            if (!window.Fill("row"))
                throw Unexpected();
            row.Final = window.Final;
        }

        length = row.Length;
        Reason = missing ?? Judge();
    }

    private string? Judge()
    {
        if (row.Count != expected)
            return $"{row.Count} values, {expected} expected";
        var isUtf8 = range.Charset == DumpCharset.Utf8 && Utf8.IsValid(Raw);
        for (var i = 0; i < areTexts.Length; i++)
        {
            var field = row[fieldOf[i]];
            if (field.Kind == TupleFieldKind.Expression)
                return $"column {targets[i].Name}: an expression, which only a server can compute";
            if (areTexts[i] && (!isUtf8 || field.Kind == TupleFieldKind.Hex) && TryGetText(i, out var text) && !Utf8.IsValid(text))
                return $"column {targets[i].Name}: bytes that are no UTF-8";
        }

        return null;
    }

    private TerminalEtlException Unexpected() => new($"Reading {window.Name}: line {window.Line} (byte {window.Offset}) is no row of an INSERT. The dump is not what it was when it was looked at; run the date again when it is complete.");

    private static bool IsSame(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
