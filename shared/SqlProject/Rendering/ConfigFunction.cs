using EtlMesh.Jinja;

namespace EtlMesh.SqlProject;

/// <summary><c>config(…)</c> sets, <c>config.get</c> and <c>config.require</c> read.</summary>
internal sealed class ConfigFunction(NodeRendering node) : IJinjaObject
{
    public bool IsCallable => true;

    public object? GetAttribute(string name) => name switch
    {
        "get" => (JinjaFunction)Get,
        "require" => (JinjaFunction)Require,
        "set" => new JinjaUndefined(Unsupported.Reason("config.set")),
        _ => new JinjaUndefined($"`config` has no `{name}`; it has `get` and `require`"),
    };

    public object? Invoke(JinjaCall call)
    {
        var at = node.WrittenAt ?? DbtScope.PlaceOf(call);
        foreach (var argument in call.Positional)
        {
            if (PlainValue.Of(argument) is not IReadOnlyDictionary<string, object?> settings) throw call.Error("`config` takes settings by name, such as config(materialized='table')");
            foreach (var (key, value) in settings)
                node.Config.Set(key, value, at);
        }

        foreach (var (key, value) in call.Named)
            node.Config.Set(key, PlainValue.Of(value), at);
        return "";
    }

    public override string ToString() => "";

    private object? Get(JinjaCall call)
    {
        var arguments = call.Bind("name, default?, validator?");
        return node.Config[$"{arguments[0]}"]?.Value ?? arguments[1];
    }

    private object? Require(JinjaCall call)
    {
        var name = call.Bind("name, validator?")[0];
        return node.Config[$"{name}"]?.Value ?? throw call.Error($"`config.require('{name}')`: {node.Path} sets no `{name}`");
    }
}
