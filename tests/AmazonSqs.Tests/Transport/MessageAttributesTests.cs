using EtlMesh.AmazonSqs.Transport;
using EtlMesh.Contracts;
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

    [Fact]
    public void WrappedException_TheHousesOwnIsTold()
    {
        var failure = new InvalidOperationException("wrapped", new TransientEtlException("loading orders failed; try again", new IOException("broken pipe")));

        var attributes = MessageAttributes.OfFailed(new Dictionary<string, string>(), new DictionarySendHeaders(), failure);

        Assert.Equal(("loading orders failed; try again", typeof(TransientEtlException).FullName), (attributes["MT-Fault-Message"], attributes["MT-Fault-ExceptionType"]));
        Assert.Contains("broken pipe", attributes["MT-Fault-StackTrace"], StringComparison.Ordinal);
    }

    [Fact]
    public void ForeignException_TheInnermostIsTold_AndItsTextIsCut()
    {
        var failure = new InvalidOperationException("wrapped", new IOException(new string('x', 10_000)));

        var attributes = MessageAttributes.OfFailed(new Dictionary<string, string>(), new DictionarySendHeaders(), failure);

        Assert.Equal(typeof(IOException).FullName, attributes["MT-Fault-ExceptionType"]);
        Assert.Equal(4000, attributes["MT-Fault-StackTrace"].Length);
    }
}
