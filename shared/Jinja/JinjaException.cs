using System.Text;

namespace EtlMesh.Jinja;

/// <summary>
/// What is wrong with a template, found while reading or rendering it.
/// The message says what is wrong and through which macros it was reached; the place is in the properties and in <see cref="ToString"/>.
/// </summary>
public sealed class JinjaException : Exception
{
    private const int ShownCalls = 6;
    private readonly List<(string Call, int Times)> _calls = [];
    private readonly string _reason;

    /// <param name="file">The template's name as its author knows it.</param>
    /// <param name="line">From 1.</param>
    /// <param name="column">From 1, in UTF-16 units.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="inner">The host function's own failure, when there was one.</param>
    public JinjaException(string file, int line, int column, string message, Exception? inner = null)
        : base(message, inner)
    {
        File = file;
        Line = line;
        Column = column;
        _reason = message;
    }

    public string File { get; }

    public int Line { get; }

    public int Column { get; }

    public override string Message
    {
        get
        {
            var text = new StringBuilder(_reason);
            foreach (var (call, times) in _calls.Take(ShownCalls))
                text.Append("; ").Append(call).Append(times > 1 ? $" ({times} times)" : "");
            if (_calls.Count > ShownCalls)
                text.Append("; and ").Append(_calls.Count - ShownCalls).Append(" more calls");
            return text.ToString();
        }
    }

    /// <summary>Notes that the failure passed through a macro on its way up; innermost first.</summary>
    internal void PassedThrough(string macro, string file, int line)
    {
        var call = $"in macro `{macro}` called at {file}:{line}";
        if (_calls is [.., var last] && last.Call == call)
            _calls[^1] = (call, last.Times + 1);
        else
            _calls.Add((call, 1));
    }


    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
