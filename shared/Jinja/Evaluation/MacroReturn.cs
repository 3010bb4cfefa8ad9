namespace EtlMesh.Jinja;

/// <summary>Ends the innermost macro with a value.</summary>
internal sealed class MacroReturn(object? value) : Exception("return outside a macro")
{
    public object? Value { get; } = value;
}
