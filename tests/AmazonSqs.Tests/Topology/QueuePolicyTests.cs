using System.Text.Json.Nodes;
using EtlMesh.AmazonSqs.Topology;

namespace EtlMesh.AmazonSqs.Tests.Topology;

public class QueuePolicyTests
{
    private const string Queue = "arn:aws:sqs:eu-central-1:1:loads";
    private const string One = "arn:aws:sns:eu-central-1:1:One";
    private const string Two = "arn:aws:sns:eu-central-1:1:Two";

    [Fact]
    public void TopicsThatAreThere_ChangeNothing()
    {
        var policy = QueuePolicy.Allow(null, Queue, [One, Two]);

        Assert.Null(QueuePolicy.Allow(policy, Queue, [Two, One]));
    }

    [Fact]
    public void MissingTopic_JoinsTheOthersInTheirStatement()
    {
        var both = JsonNode.Parse(QueuePolicy.Allow(QueuePolicy.Allow(null, Queue, [One]), Queue, [One, Two])!)!;

        var statement = Assert.Single(both["Statement"]!.AsArray())!;
        Assert.Equal([One, Two], statement["Condition"]!["ArnLike"]!["aws:SourceArn"]!.AsArray().Select(topic => topic!.ToString()));
    }

    [Fact]
    public void StatementsOfOthers_Stay()
    {
        const string Others = """{"Version":"2008-10-17","Id":"theirs","Statement":{"Sid":"x","Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"arn:aws:sqs:eu-central-1:1:loads","Condition":{"Bool":{"aws:SecureTransport":"false"}}}}""";

        var policy = JsonNode.Parse(QueuePolicy.Allow(Others, Queue, [One])!)!;

        Assert.Equal("theirs", policy["Id"]!.ToString());
        Assert.Equal(["Deny", "Allow"], policy["Statement"]!.AsArray().Select(statement => statement!["Effect"]!.ToString()));
    }

    [Fact]
    public void AllTopicsOfTheAccount_AreEnough()
    {
        var all = QueuePolicy.Allow(null, Queue, ["arn:aws:sns:eu-central-1:1:*"]);

        Assert.Null(QueuePolicy.Allow(all, Queue, [One]));
    }

    [Fact]
    public void OneTopicWrittenWithoutBrackets_IsUnderstood()
    {
        var policy = QueuePolicy.Allow(null, Queue, [One])!.Replace($"[\"{One}\"]", $"\"{One}\"", StringComparison.Ordinal);

        Assert.Null(QueuePolicy.Allow(policy, Queue, [One]));
        Assert.NotNull(QueuePolicy.Allow(policy, Queue, [One, Two]));
    }
}
