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

    /// <summary>Reads the section.</summary>
    /// <exception cref="TerminalEtlException">A value is wrong; the message names its setting.</exception>
    public static StagingOptions Read(IConfiguration configuration)
    {
        var options = Settings.Bind<StagingOptions>(configuration, Section);
        Settings.Require(options.Bucket.Length > 0 != options.Folder.Length > 0, $"{Section}:Bucket", "or Staging:Folder says where staged data lies; set one of them");
        if (options.Bucket.Length > 0 && string.Join(' ', options.Problems()) is { Length: > 0 } problems)
            throw new TerminalEtlException(problems);
        return options;
    }

    /// <param name="scratch">A folder for files on their way, where none is set.</param>
    /// <param name="time">The clock.</param>
    public IObjectStore Open(string scratch, TimeProvider time)
    {
        if (Folder.Length > 0)
            return new LocalObjectStore(Folder);
        if (Scratch.Length == 0)
            Scratch = scratch;
        return new S3ObjectStore(this, time);
    }
}
