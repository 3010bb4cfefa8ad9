namespace EtlMesh.Jinja;

/// <summary>
/// An object that the host lends to templates: it has attributes, may be called, and is printed by <see cref="object.ToString"/>.
/// Implement <see cref="IEnumerable{T}"/> of object as well to be iterated.
/// </summary>
public interface IJinjaObject
{
    /// <summary>Whether <c>is callable</c> says so.</summary>
    bool IsCallable => false;

    /// <summary>The attribute's value, or a <see cref="JinjaUndefined"/> when the object has none of that name.</summary>
    object? GetAttribute(string name) => new JinjaUndefined($"the object has no attribute `{name}`");

    /// <summary>Answers a call of the object itself.</summary>
    object? Invoke(JinjaCall call) => throw call.Error($"`{call.Name}` cannot be called");
}
