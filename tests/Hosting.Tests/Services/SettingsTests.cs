using EtlMesh.Contracts;
using EtlMesh.Staging;
using Microsoft.Extensions.Configuration;

namespace EtlMesh.Hosting.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void Bus_WithoutSettings_HasItsDefaults()
    {
        var bus = BusOptions.Read(Configuration());

        Assert.Equal(("us-east-1", null, TimeSpan.FromSeconds(30), 10, true), (bus.Region, bus.ServiceUrl, bus.VisibilityTimeout, bus.MaxReceiveCount, bus.CreateTopology));
    }

    [Theory]
    [InlineData("Bus:Region", "", "The setting Bus:Region is empty; write a region, such as eu-central-1 (environment: Bus__Region).")]
    [InlineData("Bus:AccessKey", "a", "The setting Bus:SecretKey goes together with Bus:AccessKey; set both, or none for AWS's chain of credentials (environment: Bus__SecretKey).")]
    [InlineData("Bus:WaitTime", "00:00:30", "The setting Bus:WaitTime is 00:00:30; write 00:00:01 to 00:00:20 (environment: Bus__WaitTime).")]
    [InlineData("Bus:VisibilityTimeout", "00:00:00", "The setting Bus:VisibilityTimeout is 00:00:00; write 00:00:01 to 12:00:00 (environment: Bus__VisibilityTimeout).")]
    [InlineData("Bus:MaxReceiveCount", "0", "The setting Bus:MaxReceiveCount is 0; write 1 to 1000 (environment: Bus__MaxReceiveCount).")]
    public void Bus_WrongValue_IsToldByItsName(string setting, string value, string message) =>
        Assert.Equal(message, Assert.Throws<TerminalEtlException>(() => BusOptions.Read(Configuration((setting, value)))).Message);

    [Fact]
    public void UnknownSetting_IsToldWithTheKnownOnes() => Assert.StartsWith(
        "The setting Staging:Bukket is unknown; the settings of Staging are AccessKey, Attempts, Bucket, Codec, Encryption,",
        Assert.Throws<TerminalEtlException>(() => StagingOptions.Read(Configuration(("Staging:Bukket", "x")), "scratch")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void ValueOfAnotherType_IsToldByItsName() => Assert.Contains(
        "Bus:MaxReceiveCount",
        Assert.Throws<TerminalEtlException>(() => BusOptions.Read(Configuration(("Bus:MaxReceiveCount", "ten")))).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("", "", "The setting Staging:Bucket or Staging:Folder says where staged data lies; set one of them (environment: Staging__Bucket).")]
    [InlineData("b", "/f", "The setting Staging:Bucket or Staging:Folder says where staged data lies; set one of them (environment: Staging__Bucket).")]
    public void Staging_NeedsOnePlace(string bucket, string folder, string message) => Assert.Equal(
        message,
        Assert.Throws<TerminalEtlException>(() => StagingOptions.Read(Configuration(("Staging:Bucket", bucket), ("Staging:Folder", folder)), "scratch")).Message);

    [Fact]
    public void Staging_UnknownEncryption_IsRefused() => Assert.Equal(
        "Staging:Encryption `ROT13` is unknown: leave it empty or use AES256, aws:kms or aws:kms:<key>.",
        Assert.Throws<TerminalEtlException>(() => StagingOptions.Read(Configuration(("Staging:Bucket", "b"), ("Staging:Encryption", "ROT13")), "scratch")).Message);

    [Theory]
    [InlineData("zstd", ParquetCodec.Zstd)]
    [InlineData("snappy", ParquetCodec.Snappy)]
    public void Staging_Codec_IsRead(string text, ParquetCodec codec) =>
        Assert.Equal(codec, StagingOptions.Read(Configuration(("Staging:Folder", "/f"), ("Staging:Codec", text)), "scratch").Codec);

    private static IConfiguration Configuration(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build();
}
