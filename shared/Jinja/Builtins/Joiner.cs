namespace EtlMesh.Jinja;

/// <summary><c>joiner(", ")</c>: nothing at the first call, the separator at every other.</summary>
internal sealed class Joiner(JinjaCall made) : IJinjaObject
{
    private readonly object? _separator = Signature.Parse("sep?").Bind(made)[0] ?? ", ";
    private bool _used;

    public bool IsCallable => true;

    public object? Invoke(JinjaCall call)
    {
        if (_used)
            return _separator;
        _used = true;
        return "";
    }
}
