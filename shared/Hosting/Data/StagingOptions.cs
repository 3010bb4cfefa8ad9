using EtlMesh.Contracts;
using EtlMesh.Staging;
using Microsoft.Extensions.Configuration;

namespace EtlMesh.Hosting;

/// <summary>Where staged data and bundles lie: the settings <c>Staging:…</c>.</summary>
public sealed class StagingOptions
{
    public const string Section = "Staging";

    /// <summary>A bucket of S3.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>What every key in the bucket begins with; none when empty.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>Instead of a bucket: a folder that all services of one machine share.</summary>
    public string Folder { get; set; } = "";

    /// <summary>An own address for S3, such as an emulator's; AWS's own when empty.</summary>
    public Uri? ServiceUrl { get; set; }

    public string Region { get; set; } = "us-east-1";

    /// <summary>The bucket is a part of the path, not of the host's name.</summary>
    public bool ForcePathStyle { get; set; }

    /// <summary>Empty, <c>AES256</c>, <c>aws:kms</c> or <c>aws:kms:key</c>.</summary>
    public string Encryption { get; set; } = "";

    /// <summary>Empty: AWS's chain of credentials.</summary>
    public string AccessKey { get; set; } = "";

    public string SecretKey { get; set; } = "";

    /// <summary>Reads the section.</summary>
    /// <exception cref="TerminalEtlException">A value is wrong; the message names its setting.</exception>
    public static StagingOptions Read(IConfiguration configuration)
    {
        var options = Settings.Bind<StagingOptions>(configuration, Section);
        Settings.Require(options.Bucket.Length > 0 != options.Folder.Length > 0, $"{Section}:Bucket", "or Staging:Folder says where staged data lies; set one of them");
        Settings.Require(options.AccessKey.Length > 0 == options.SecretKey.Length > 0, $"{Section}:SecretKey", "goes together with Staging:AccessKey; set both, or none for AWS's chain of credentials");
        Settings.Require(options.Encryption is "" or "AES256" or "aws:kms" || options.Encryption.StartsWith("aws:kms:", StringComparison.Ordinal), $"{Section}:Encryption", $"is {options.Encryption}; write AES256, aws:kms or aws:kms:<key>, or nothing");
        return options;
    }

    /// <param name="scratch">A folder for files on their way.</param>
    public IObjectStore Open(string scratch) => Folder.Length > 0
        ? new LocalObjectStore(Folder)
        : new S3ObjectStore(new S3StoreOptions
        {
            Bucket = Bucket,
            Prefix = Prefix,
            ServiceUrl = ServiceUrl,
            Region = Region,
            ForcePathStyle = ForcePathStyle,
            Encryption = Encryption,
            AccessKey = AccessKey,
            SecretKey = SecretKey,
            Scratch = scratch,
        });
}
