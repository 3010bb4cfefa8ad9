using EtlMesh.AmazonSqs.Topology;

namespace EtlMesh.AmazonSqs.Tests.Topology;

public class SqsEndpointAddressTests
{
    [Theory]
    [InlineData("queue:loads", "/", "amazonsqs://eu-west-1/loads")]
    [InlineData("queue:loads", "night", "amazonsqs://eu-west-1/night/loads")]
    [InlineData("queue:loads?durable=false&autodelete=true", "/", "amazonsqs://eu-west-1/loads?durable=false&autodelete=true")]
    [InlineData("queue:loads?temporary=true", "/", "amazonsqs://eu-west-1/loads?durable=false&autodelete=true")]
    [InlineData("topic:Loaded", "/", "amazonsqs://eu-west-1/Loaded?type=topic")]
    [InlineData("topic:Loaded", "night", "amazonsqs://eu-west-1/night_Loaded?type=topic")]
    [InlineData("amazonsqs://eu-west-1/loads.fifo", "/", "amazonsqs://eu-west-1/loads.fifo")]
    [InlineData("amazonsqs://eu-west-1/night/loads", "/", "amazonsqs://eu-west-1/night/loads")]
    [InlineData("amazonsqs://eu-west-1/Loaded?type=topic", "night", "amazonsqs://eu-west-1/Loaded?type=topic")]
    public void Address_HasOneFullForm(string address, string scope, string full)
    {
        var parsed = SqsEndpointAddress.Parse(new SqsHostAddress("eu-west-1", scope), new Uri(address));

        Assert.Equal(full, parsed.Uri.ToString());
        Assert.Equal(full, SqsEndpointAddress.Parse(new SqsHostAddress("eu-west-1", scope), parsed.Uri).Uri.ToString());
    }

    [Theory]
    [InlineData("queue:no%20blanks", "no name of an SQS queue")]
    [InlineData("queue:dots.are.not.names", "no name of an SQS queue")]
    [InlineData("rabbitmq://host/queue", "scheme rabbitmq")]
    public void WrongAddress_IsRefused(string address, string why)
    {
        var wrong = Assert.Throws<ArgumentException>(() => SqsEndpointAddress.Parse(new SqsHostAddress("eu-west-1"), new Uri(address)));

        Assert.Contains(why, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("amazonsqs://eu-west-1", "/")]
    [InlineData("amazonsqs://eu-west-1/night", "night")]
    public void HostAddress_HasRegionAndScope(string address, string scope) =>
        Assert.Equal(new SqsHostAddress("eu-west-1", scope), SqsHostAddress.Parse(new Uri(address)));
}
