namespace EtlMesh.Pipelines.Tests;

public sealed class LakeAddressTests
{
    [Theory]
    [InlineData("lake", null, "lake")]
    [InlineData("data/lake/", null, "data/lake")]
    [InlineData("/srv/lake", null, "/srv/lake")]
    [InlineData("s3://bucket", "bucket", "")]
    [InlineData("s3://bucket/", "bucket", "")]
    [InlineData("s3://my.bucket-1/some/prefix/", "my.bucket-1", "some/prefix")]
    public void Address_IsRead(string text, string? bucket, string path) => Assert.Equal(new LakeAddress(bucket, path), LakeAddress.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("../lake")]
    [InlineData("a/../b")]
    [InlineData("/srv/../etc")]
    [InlineData("a//b")]
    [InlineData("s3://")]
    [InlineData("s3:///x")]
    [InlineData("s3://bucket/../x")]
    [InlineData("https://host/lake")]
    [InlineData("c:\\lake")]
    [InlineData("lake\n")]
    public void OtherText_IsNoPlace(string text) => Assert.False(LakeAddress.TryParse(text, out _));
}
