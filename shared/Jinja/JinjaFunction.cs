namespace EtlMesh.Jinja;

/// <summary>
/// A function that a template can call. What it returns is made a template value by <see cref="JinjaValue.From"/>;
/// what it throws is told to the template's author with the place of the call.
/// </summary>
public delegate object? JinjaFunction(JinjaCall call);
