using Amazon.Runtime;
using Amazon.S3;
using EtlMesh.Emulator;
using EtlMesh.Staging;

namespace EtlMesh.Lake.Tests.Writing;

public sealed class S3ReleaseTests(S3ReleaseTests.Cloud cloud) : ReleaseConformance, IClassFixture<S3ReleaseTests.Cloud>
{
    private readonly string scratch = Directory.CreateTempSubdirectory("etlmesh-lake-s3-").FullName;

    [Fact]
    public async Task OnlyTheFilesThatAQueryNeeds_AreFetched()
    {
        await Lake.NightAsync(Sales.Days(30));
        await using var reader = await LakeReader.OpenAsync([Lake.Place], scratch, default);
        await using var result = await reader.QueryAsync("select sum(amount) from sales where year = 2020 and month = 1 and day in (3, 9)", default);

        Assert.Equal(2, Directory.EnumerateFiles(scratch, "*", SearchOption.AllDirectories).Count(file => new FileInfo(file).Length > 0));
        Assert.Equal(0.10m, (await result.RowsAsync().SingleAsync())[0]);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(scratch, recursive: true);
    }

    private protected override async Task<TestLake> OpenAsync()
    {
        var bucket = await cloud.BucketAsync();
        return await TestLake.OpenAsync(new S3ObjectStore(new S3StoreOptions
        {
            Bucket = bucket,
            ServiceUrl = cloud.Url,
            ForcePathStyle = true,
            AccessKey = "any",
            SecretKey = "any",
            Scratch = scratch,
        }));
    }

    public sealed class Cloud : IAsyncLifetime
    {
        private CloudEmulator emulator = null!;
        private int buckets;

        public Uri Url => emulator.Url;

        public async Task<string> BucketAsync()
        {
            var name = $"lake-{Interlocked.Increment(ref buckets)}";
            using var s3 = new AmazonS3Client(new BasicAWSCredentials("any", "any"), new AmazonS3Config { ServiceURL = Url.ToString(), ForcePathStyle = true, AuthenticationRegion = "us-east-1" });
            await s3.PutBucketAsync(name);
            return name;
        }

        public async Task InitializeAsync() => emulator = await CloudEmulator.StartAsync();

        public async Task DisposeAsync() => await emulator.DisposeAsync();
    }
}
