using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary>Stands where dbt has something that is not here: whatever is done with it fails by its name.</summary>
internal sealed class UnsupportedObject(string word) : IJinjaObject
{
    public bool IsCallable => true;

    public object? GetAttribute(string name) => new JinjaUndefined(Unsupported.Reason($"{word}.{name}"));

    public object? Invoke(JinjaCall call) => throw call.Error(Unsupported.Reason(word));

    public override string ToString() => throw new NotSupportedException(Unsupported.Reason(word));
}
