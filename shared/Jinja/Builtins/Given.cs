namespace EtlMesh.Jinja;

/// <summary>The arguments that a builtin was given, laid out by its signature and read in the type it needs.</summary>
internal sealed class Given(JinjaCall call, object?[] values, bool[] given, Signature signature)
{
    public JinjaCall Call { get; } = call;

    public Session Session => Call.Session;

    /// <summary>The value as it is, undefined included.</summary>
    public object? Raw(int index) => values[index];

    public bool Has(int index) => given[index];

    public IReadOnlyList<object?> Rest => signature.Rest(Call);

    /// <summary>The value, which must be defined.</summary>
    public object? this[int index] => values[index] is JinjaUndefined { IsSilent: false } undefined
        ? throw undefined.Failure(Call.File, Call.At)
        : values[index];

    /// <summary>The value as text, whatever it is.</summary>
    public string Text(int index) => PythonText.Of(values[index], Call.File, Call.At);

    public string Text(int index, string missing) => Has(index) ? Text(index) : missing;

    /// <summary>The value, which must be a text already.</summary>
    public string Exact(int index) => this[index] as string ?? throw new JinjaTypeException($"a string is needed, not {TypeName.WithArticle(values[index])}");

    public long Integer(int index) => Number.IsInteger(this[index])
        ? Number.ToLong(values[index]!)
        : throw new JinjaTypeException($"a whole number is needed, not {TypeName.WithArticle(values[index])}");

    public long Integer(int index, long missing) => Has(index) && values[index] is not null ? Integer(index) : missing;

    /// <summary>A number of characters or items to make, held against the limit before anything is made.</summary>
    public int Width(int index, long missing)
    {
        var width = Integer(index, missing);
        Session.CheckText(width);
        return (int)Math.Max(0, width);
    }

    public bool Flag(int index, bool missing) => Has(index) ? Truth.Of(values[index]) : missing;

    public IReadOnlyList<object?> Items(int index) => Sequence.Of(this[index]);

    public JinjaException Error(string message) => Call.Error(message);
}
