using EtlMesh.Pipelines;
using EtlMesh.Staging;

namespace EtlMesh.Lake.Tests.Places;

public sealed class LakePlacesTests : IDisposable
{
    private readonly LocalObjectStore home = new("/home/objects");
    private readonly LakePlaces places;

    public LakePlacesTests() => places = new LakePlaces(
        home, "s3://mesh/etl", new S3StoreOptions { Region = "eu-central-1" }, Path.Combine(Path.GetTempPath(), "etlmesh-no-such-folder"), name => name == "LAKE_URL" ? "s3://bucket/some/place" : null, TimeProvider.System);

    [Theory]
    [InlineData("lake", "lake/night/", "s3://mesh/etl/lake/night/")]
    [InlineData("/srv/lake", "night/", "/srv/lake/night/")]
    [InlineData("s3://other", "night/", "s3://other/night/")]
    [InlineData("${LAKE_URL:-lake}", "night/", "s3://bucket/some/place/night/")]
    [InlineData("${NOT_SET:-lake}", "lake/night/", "s3://mesh/etl/lake/night/")]
    public void Location_IsAPartForThePipeline(string location, string prefix, string url)
    {
        var place = places.Of(Pipeline(location))!;
        Assert.Equal((prefix, url), (place.Prefix, place.Url));
    }

    [Fact]
    public void MereFolder_IsWhereObjectsAre() => Assert.Same(home, places.Of(Pipeline("lake"))!.Store);

    [Fact]
    public void PipelineWithoutALake_HasNone() => Assert.Null(places.Of(new PipelineDefinition { Name = "night", Sources = [] }));

    public void Dispose() => places.Dispose();

    private static PipelineDefinition Pipeline(string location) =>
        new() { Name = "night", Sources = [], Lake = new LakeDefinition { Location = location, Tables = [] } };
}
