using System.Globalization;

namespace EtlMesh.Jinja;

/// <summary>The functions that every template has.</summary>
internal static class Globals
{
    public static IReadOnlyDictionary<string, JinjaFunction> All { get; } = new Dictionary<string, JinjaFunction>(StringComparer.Ordinal)
    {
        ["range"] = Range,
        ["dict"] = Dict,
        ["namespace"] = Namespace,
        ["cycler"] = call => new Cycler(call),
        ["joiner"] = call => new Joiner(call),
    };

    private static SequenceView Range(JinjaCall call)
    {
        var bounds = new Builtin("range", "start, stop?, step?", Bounds).Invoke(call);
        var (start, stop, step) = ((long, long, long))bounds!;
        if (step == 0)
            throw call.Error("the step of `range` cannot be zero");
        var distance = step > 0 ? (decimal)stop - start : (decimal)start - stop;
        var count = distance <= 0 ? 0 : decimal.Ceiling(distance / Math.Abs((decimal)step));
        call.Session.CheckItems((long)Math.Min(count, long.MaxValue));
        var text = string.Create(CultureInfo.InvariantCulture, $"range({start}, {stop}{(step == 1 ? "" : $", {step}")})");
        return new SequenceView("range", [.. Enumerable.Range(0, (int)count).Select(i => (object?)(start + (i * step)))], text);
    }

    private static object Bounds(Given given) => given.Has(1)
        ? (given.Integer(0), given.Integer(1), given.Integer(2, 1))
        : (0L, given.Integer(0), 1L);

    private static JinjaDict Dict(JinjaCall call)
    {
        var dict = new JinjaDict();
        if (call.Positional.Count > 1)
            throw call.Error("`dict` takes one argument without a name");
        if (call.Positional.Count == 1)
            DictChanges.Update(dict, call.Positional[0]);
        foreach (var (name, value) in call.Named)
            dict[name] = value;
        return dict;
    }

    private static JinjaNamespace Namespace(JinjaCall call)
    {
        var space = new JinjaNamespace();
        foreach (var (name, value) in Dict(call))
            space.Set(name as string ?? throw call.Error("the attributes of a namespace have texts for names"), value);
        return space;
    }
}
