using EtlMesh.AmazonSqs.Topology;
using MassTransit;

namespace EtlMesh.AmazonSqs.Tests.Topology;

public class TopicNameFormatterTests
{
    public sealed record Nested;

    [Theory]
    [InlineData(typeof(PackParcel), "EtlMesh_AmazonSqs_Tests-PackParcel")]
    [InlineData(typeof(Nested), "EtlMesh_AmazonSqs_Tests_Topology-TopicNameFormatterTests_Nested")]
    [InlineData(typeof(Fault<PackParcel>), "MassTransit-Fault--EtlMesh_AmazonSqs_Tests-PackParcel--")]
    [InlineData(typeof(Dictionary<string, List<int>>), "System_Collections_Generic-Dictionary--System-String__List--System-Int32----")]
    public void Name_IsMassTransitAmazonSqss(Type message, string name) => Assert.Equal(name, new TopicNameFormatter().GetMessageName(message));

    [Fact]
    public void OpenGenericType_HasNoName() => Assert.Throws<ArgumentException>(() => new TopicNameFormatter().GetMessageName(typeof(Fault<>)));
}
