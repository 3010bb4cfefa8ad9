using EtlMesh.Contracts;
using EtlMesh.Staging;
using Microsoft.Extensions.Configuration;

namespace EtlMesh.Hosting;

/// <summary>Where staged data and bundles lie: the settings <c>Staging:…</c>.</summary>
public sealed class StagingOptions : S3StoreOptions
{
    public const string Section = "Staging";

    /// <summary>Instead of a bucket: a folder that all services of one machine share.</summary>
    public string Folder { get; set; } = "";

    /// <summary>How landed Parquet is compressed. Redshift is surest to take <c>snappy</c>.</summary>
    public ParquetCodec Codec { get; set; } = ParquetCodec.Zstd;

    /// <summary>Reads the section.</summary>
    /// <param name="configuration">Holds it.</param>
    /// <param name="scratch">A folder for files on their way, where the section names none.</param>
    /// <exception cref="TerminalEtlException">A value is wrong; the message names its setting.</exception>
    public static StagingOptions Read(IConfiguration configuration, string scratch)
    {
        var options = Settings.Bind<StagingOptions>(configuration, Section);
        if (options.Scratch.Length == 0)
            options.Scratch = scratch;
        Settings.Require(options.Bucket.Length > 0 != options.Folder.Length > 0, $"{Section}:Bucket", "or Staging:Folder says where staged data lies; set one of them");
        if (options.Bucket.Length > 0 && string.Join(' ', options.Problems()) is { Length: > 0 } problems)
            throw new TerminalEtlException(problems);
        return options;
    }

    /// <summary>How other engines name the place: a folder, or <c>s3://bucket/prefix</c>.</summary>
    internal string Place => Folder.Length > 0 ? Path.GetFullPath(Folder) : $"s3://{Bucket}/{Prefix}";

    public IObjectStore Open(TimeProvider time) => Folder.Length > 0 ? new LocalObjectStore(Folder) : new S3ObjectStore(this, time);
}
