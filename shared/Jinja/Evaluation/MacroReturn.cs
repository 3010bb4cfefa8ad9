namespace EtlMesh.Jinja;

/// <summary>Ends the innermost macro with a value.</summary>
internal sealed class MacroReturn(object? value) : Exception("return outside a macro")
{
    public object? Value { get; } = value;

    /// <summary>The call that returned; told when there is no macro to end.</summary>
    public JinjaCall? Call { get; set; }
}
