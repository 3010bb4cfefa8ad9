namespace EtlMesh.Jinja;

/// <summary>What <c>groupby</c> gives: a pair that also answers to <c>grouper</c> and <c>list</c>.</summary>
internal sealed class GroupTuple(object? grouper, List<object?> list) : JinjaTuple([grouper, list])
{
    public object? Named(string name) => name switch
    {
        "grouper" => this[0],
        "list" => this[1],
        _ => null,
    };
}
