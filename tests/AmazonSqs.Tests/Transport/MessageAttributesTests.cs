using EtlMesh.AmazonSqs.Transport;
using MassTransit;
using MassTransit.Context;
using MassTransit.Serialization;

namespace EtlMesh.AmazonSqs.Tests.Transport;

public class MessageAttributesTests
{
    [Fact]
    public void MoreHeadersThanTen_TheEnvelopesOwnStay()
    {
        var context = new MessageSendContext<PackParcel>(new PackParcel { Number = 1 }) { ContentType = SystemTextJsonMessageSerializer.JsonContentType, CorrelationId = NewId.NextGuid() };
        for (var number = 0; number < 20; number++)
            context.Headers.Set($"H{number:00}", "value");

        var attributes = MessageAttributes.Of(context);

        Assert.Equal(["Content-Type", "CorrelationId", "H00", "H01", "H02", "H03", "H04", "H05", "H06", "H07"], attributes.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("has blank", "value")]
    [InlineData("AWS.Trace", "value")]
    [InlineData("Bell", "\a")]
    [InlineData("Empty", "")]
    public void WhatSqsRefuses_StaysInTheEnvelope(string name, string value)
    {
        var context = new MessageSendContext<PackParcel>(new PackParcel { Number = 1 }) { ContentType = SystemTextJsonMessageSerializer.JsonContentType };
        context.Headers.Set(name, value);

        Assert.Equal(["Content-Type"], MessageAttributes.Of(context).Keys);
    }

    [Fact]
    public void MarksOfEarlierFailures_AreReplaced()
    {
        var received = new Dictionary<string, string> { ["Trace"] = "abc", ["MT-Reason"] = "fault", ["MT-Fault-Message"] = "old", ["Content-Type"] = "json" };

        var attributes = MessageAttributes.OfFailed(received, "dead-letter");

        Assert.Equal(new Dictionary<string, string> { ["Content-Type"] = "json", ["MT-Reason"] = "dead-letter", ["Trace"] = "abc" }, attributes);
    }
}
