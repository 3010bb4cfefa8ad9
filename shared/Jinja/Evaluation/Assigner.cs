namespace EtlMesh.Jinja;

/// <summary>Assigns values to names, tuples of names and attributes of namespaces.</summary>
internal sealed class Assigner(string file)
{
    public void Assign(Target target, object? value, JinjaScope scope)
    {
        switch (target)
        {
            case Target.Name name:
                scope[name.Text] = value;
                break;
            case Target.Tuple tuple:
                Unpack(tuple, value, scope);
                break;
            case Target.Attribute attribute:
                if (!scope.TryGet(attribute.Space, out var space) || space is not JinjaNamespace names)
                    throw Error(attribute.At, $"`{attribute.Space}` is not a namespace, so its attributes cannot be set; make it with namespace()");
                names.Set(attribute.Text, value);
                break;
        }
    }

    private void Unpack(Target.Tuple tuple, object? value, JinjaScope scope)
    {
        if (value is JinjaUndefined undefined)
            throw undefined.Failure(file, tuple.At);
        var items = Sequence.TryOf(value) ?? throw Error(tuple.At, $"{TypeName.WithArticle(value)} cannot be unpacked into {tuple.Items.Count} variables");
        if (items.Count != tuple.Items.Count)
            throw Error(tuple.At, $"{items.Count} values cannot be unpacked into {tuple.Items.Count} variables");
        for (var i = 0; i < items.Count; i++)
            Assign(tuple.Items[i], items[i], scope);
    }

    private JinjaException Error(Position at, string message) => new(file, at.Line, at.Column, message);
}
