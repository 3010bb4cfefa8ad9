using System.Net.Mime;
using System.Text.Json.Nodes;
using MassTransit;
using MassTransit.Context;
using MassTransit.Serialization;

namespace EtlMesh.EndToEnd.Tests.Versions;

/// <summary>What an endpoint writes and reads, changed on its way: in place of another version of the service.</summary>
internal sealed class AgedWire(Action<string, JsonObject> write, Action<string, JsonObject> read) : ISerializerFactory, IMessageSerializer, IMessageDeserializer
{
    private readonly SystemTextJsonMessageSerializer today = new();

    public ContentType ContentType => today.ContentType;

    public IMessageSerializer CreateSerializer() => this;

    public IMessageDeserializer CreateDeserializer() => this;

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class => Changed(today.GetMessageBody(context), write);

    public MessageBody GetMessageBody(string text) => today.GetMessageBody(text);

    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        today.Deserialize(Changed(body, read), headers, destinationAddress);

    public void Probe(ProbeContext context) => context.CreateScope("agedWire");

    private static MessageBody Changed(MessageBody body, Action<string, JsonObject> change)
    {
        var envelope = JsonNode.Parse(body.GetString())!;
        if (FrozenShape.MessageOf(envelope) is not var (name, message))
            return body;
        change(name, message);
        return new StringMessageBody(envelope.ToJsonString());
    }
}
