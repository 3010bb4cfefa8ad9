using System.Text.Json;
using MassTransit.Serialization;

namespace EtlMesh.Contracts.Tests;

/// <summary>Contracts as they are on the wire: with the very options of MassTransit's serializer.</summary>
public static class Wire
{
    private static readonly JsonSerializerOptions Options = new(SystemTextJsonMessageSerializer.Options) { WriteIndented = true, NewLine = "\n" };

    public static TheoryData<string> MessageNames => [.. Messages.Select(type => type.Name)];

    public static IReadOnlyList<Type> Messages { get; } =
        [.. typeof(RunMessage).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(RunMessage)) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal)];

    public static Type Named(string name) => Messages.Single(type => type.Name == name);

    public static string Write(object message) => JsonSerializer.Serialize(message, message.GetType(), Options) + "\n";

    public static object Read(string json, Type type) => JsonSerializer.Deserialize(json, type, Options)!;
}
