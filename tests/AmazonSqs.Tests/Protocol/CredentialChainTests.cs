using Amazon.Runtime;
using EtlMesh.AmazonSqs.Protocol;

namespace EtlMesh.AmazonSqs.Tests.Protocol;

public class CredentialChainTests
{
    [Fact]
    public async Task GivenCredentials_AreAskedForEachTime()
    {
        var source = CredentialChain.From(new SessionAWSCredentials("key", "secret", "token"));

        Assert.Equal(new AwsKeys("key", "secret", "token"), await source());
    }

    [Fact]
    public async Task KeysWithoutToken_HaveNone()
    {
        var source = CredentialChain.From(new BasicAWSCredentials("key", "secret"));

        Assert.Equal(new AwsKeys("key", "secret"), await source());
    }
}
