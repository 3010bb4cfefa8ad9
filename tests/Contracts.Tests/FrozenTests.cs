using System.Text.Json;
using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Serialization;

namespace EtlMesh.Contracts.Tests;

/// <summary>What older services say is understood, and they understand what is said today.</summary>
public sealed class FrozenTests
{
    [Fact]
    public void FirstGeneration_HasThreeExamplesOfEachOfItsMessages()
    {
        var examples = Frozen.All.Where(example => example.Generation == "001").ToLookup(example => example.Message, example => example.Example);

        Assert.Equal(44, examples.Count);
        Assert.All(examples, message => Assert.Equal(["bare", "full", "unset"], message));
    }

    [Theory, MemberData(nameof(Frozen.Messages), MemberType = typeof(Frozen))]
    public void OlderMessage_IsUnderstoodAndNothingIsLost(string generation, string message)
    {
        foreach (var example in new[] { "full", "unset" })
        {
            var older = Frozen.Message(generation, message, example);
            var today = JsonNode.Parse(Wire.Write(Read(generation, message, example)))!.AsObject();

            Assert.Empty(Difference.Lost(older, today));
        }
    }

    /// <summary>A field that was added later is optional, and none became required.</summary>
    [Theory, MemberData(nameof(Frozen.Messages), MemberType = typeof(Frozen))]
    public void OlderMessageWithoutItsOptionalFields_IsUnderstood(string generation, string message)
    {
        var older = Frozen.Message(generation, message, "bare");

        var today = JsonNode.Parse(Wire.Write(Read(generation, message, "bare")))!.AsObject();

        Assert.Empty(Difference.Lost(older, today));
    }

    /// <summary>Older services refuse a message without these, so they must stay: none may become optional, and then be left out.</summary>
    [Theory, MemberData(nameof(Frozen.Messages), MemberType = typeof(Frozen))]
    public void FieldThatWasRequired_StillIs(string generation, string message)
    {
        var bare = Frozen.Message(generation, message, "bare");

        foreach (var path in Difference.Fields(bare))
        {
            var broken = bare.DeepClone().AsObject();
            Difference.Remove(broken, path);
            Assert.Throws<JsonException>(() => Wire.Read(broken.ToJsonString(), Wire.Named(message)));
        }
    }

    [Theory, MemberData(nameof(Frozen.Messages), MemberType = typeof(Frozen))]
    public void NameOnTheWire_IsTheSame(string generation, string message)
    {
        var names = JsonNode.Parse(Frozen.Envelope(generation, message, "full"))!["messageType"]!.AsArray().Select(name => (string)name!);

        Assert.Empty(names.Except(MessageTypes(Wire.Named(message))));
    }

    /// <summary>The checks above fail where they should.</summary>
    [Fact]
    public void FieldThatIsRemovedRenamedOrRetyped_IsSeen()
    {
        var older = JsonNode.Parse("""{"kept": 1, "removed": 2, "inner": {"renamed": 3}, "list": [{"retyped": 4}]}""")!.AsObject();
        var today = JsonNode.Parse("""{"kept": 1, "added": 2, "inner": {"name": 3}, "list": [{"retyped": "4"}]}""")!.AsObject();

        Assert.Equal(["removed", "inner.renamed", "list.0.retyped"], Difference.Lost(older, today));
    }

    /// <summary>The whole envelope, read as a receive endpoint does.</summary>
    private static object Read(string generation, string message, string example)
    {
        var body = SystemTextJsonMessageSerializer.Instance.Deserialize(new StringMessageBody(Frozen.Envelope(generation, message, example)), new DictionarySendHeaders());
        Assert.True(body.TryGetMessage(Wire.Named(message), out var read), $"{message} is not understood.");
        return read!;
    }

    private static IEnumerable<string> MessageTypes(Type type)
    {
        for (var known = type; known is not null && known != typeof(object); known = known.BaseType)
            yield return MessageUrn.ForTypeString(known);
    }
}
