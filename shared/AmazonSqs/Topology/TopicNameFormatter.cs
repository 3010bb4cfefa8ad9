using System.Collections.Concurrent;
using MassTransit.Transports;

namespace EtlMesh.AmazonSqs.Topology;

/// <summary>A message type's topic, named as MassTransit.AmazonSQS does.</summary>
/// <remarks><c>EtlMesh.Contracts.SliceExtracted</c> → <c>EtlMesh_Contracts-SliceExtracted</c>; nested <c>Outer_Inner</c>; generic <c>Name--Arg__Arg--</c>, where an argument's namespace is left out when it is the outer one's.</remarks>
internal sealed class TopicNameFormatter : IMessageNameFormatter
{
    private readonly ConcurrentDictionary<Type, string> names = new();

    public string GetMessageName(Type type) => names.GetOrAdd(type, static message => Format(message, outerNamespace: null));

    private static string Format(Type type, string? outerNamespace)
    {
        if (type.IsGenericTypeDefinition && outerNamespace is null)
            throw new ArgumentException($"{type} is an open generic type and so names no message.", nameof(type));
        if (type.IsGenericParameter)
            return "";

        var inside = type.Namespace?.Replace('.', '_');
        var prefix = inside is null || inside == outerNamespace ? "" : inside + "-";
        var outer = type.DeclaringType is { } declaring ? Format(declaring, inside) + "_" : "";
        return prefix + outer + Own(type, inside);
    }

    private static string Own(Type type, string? inside)
    {
        if (!type.IsGenericType)
            return type.Name;
        var arguments = type.GetGenericArguments().Select(argument => Format(argument, inside));
        return $"{type.Name.Split('`')[0]}--{string.Join("__", arguments)}--";
    }
}
