using EtlMesh.AmazonSqs.Topology;

namespace EtlMesh.AmazonSqs.Tests.Topology;

public class EntityNameTests
{
    [Theory]
    [InlineData("loads", "loads_error")]
    [InlineData("loads.fifo", "loads_error.fifo")]
    public void QueueBeside_KeepsTheSuffix(string queue, string beside) => Assert.Equal(beside, EntityName.Beside(queue, stem => $"{stem}_error"));

    [Theory]
    [InlineData(80, false, true)]
    [InlineData(81, false, false)]
    [InlineData(256, true, true)]
    [InlineData(257, true, false)]
    [InlineData(0, true, false)]
    public void Length_IsTheServices(int length, bool isTopic, bool valid) => Assert.Equal(valid, EntityName.IsValid(new string('a', length), isTopic));
}
