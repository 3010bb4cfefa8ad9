using EtlMesh.Contracts;
using EtlMesh.Orchestrator.DeadLetters;
using EtlMesh.Orchestrator.Deadlines;

namespace EtlMesh.Orchestrator.Tests.DeadLetters;

public sealed class LetterContentTests
{
    private const string Run = """{"runId":"01996f3a-1b2c-7d4e-8f90-a1b2c3d4e5f6","attempt":2,"pipeline":"daily","runDate":"2026-11-20","step":7,"source":"shop","table":"orders","k":3}""";

    [Fact]
    public void Command_TellsItsRun()
    {
        var content = LetterContent.Read(CollectorTests.Envelope("EtlMesh.Contracts:ExtractSlice", Run));

        Assert.Equal((typeof(ExtractSlice), false, "extract", "shop.orders 3"), (content.Type, content.IsFault, content.Stage, content.Subject));
        Assert.Equal((2, "daily", new DateOnly(2026, 11, 20), 7), (content.Attempt, content.Pipeline, content.RunDate, content.Step));
        Assert.Equal(RunTrace.OfRun(content.RunId!.Value, 2).TraceId.ToHexString(), content.TraceId);
    }

    [Fact]
    public void Fault_TellsOfWhatFailed()
    {
        var content = LetterContent.Read(CollectorTests.Envelope("MassTransit:Fault[[EtlMesh.Contracts:LoadTable]]", $$"""{"message":{{Run}}}"""));

        Assert.Equal((typeof(LoadTable), true, "load", 7), (content.Type, content.IsFault, content.Stage, content.Step));
    }

    [Fact]
    public void Deadline_NamesItsSaga()
    {
        var content = LetterContent.Read(CollectorTests.Envelope("EtlMesh.Orchestrator.Deadlines:StageDeadline", """{"sagaId":"01996f3a-1b2c-7d4e-8f90-a1b2c3d4e5f6","step":4}"""));

        Assert.Equal((typeof(StageDeadline), 4), (content.Type, content.Step));
        Assert.NotNull(content.SagaId);
    }

    [Fact]
    public void EnvelopeInsideOfWhatSnsSends_IsFound()
    {
        var envelope = System.Text.Json.JsonSerializer.Serialize(CollectorTests.Envelope("EtlMesh.Contracts:RunStarted", Run));

        Assert.Equal(typeof(RunStarted), LetterContent.Read($$"""{"Type":"Notification","TopicArn":"arn:aws:sns:r:0:t","Message":{{envelope}}}""").Type);
    }

    [Fact]
    public void SendersTrace_IsKeptWhereThereIsNoRun()
    {
        var content = LetterContent.Read("""{"messageType":["urn:message:Other:Thing"],"message":{},"headers":{"MT-Activity-Id":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}}""");

        Assert.Equal((null, "0af7651916cd43dd8448eb211c80319c"), (content.Type, content.TraceId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("[1]")]
    [InlineData("{\"messageType\":[],\"message\":{}}")]
    [InlineData("{\"messageType\":[3],\"message\":{}}")]
    [InlineData("{\"messageType\":[\"urn:message:A:B\"],\"message\":\"\\ud800\"}")]
    public void WhatIsNoEnvelope_SaysSo(string body) => Assert.NotNull(LetterContent.Read(body).Undecoded);

    [Fact]
    public void WrongValues_AreNotRead()
    {
        var content = LetterContent.Read(CollectorTests.Envelope("EtlMesh.Contracts:LoadTable", """{"runId":"x","attempt":"two","runDate":"yesterday","step":1e99,"pipeline":4}"""));

        Assert.Equal((null, null, null, null, null), (content.RunId, content.Attempt, content.RunDate, content.Step, content.Pipeline));
        Assert.Equal(typeof(LoadTable), content.Type);
    }
}
