using EtlMesh.Contracts;

namespace EtlMesh.Staging;

/// <summary>Where objects lie on S3, and how it is spoken to. Errors name the settings as <c>Staging:Bucket</c>.</summary>
public class S3StoreOptions
{
    /// <summary>The least that S3 takes as a part, other than the last.</summary>
    private const long LeastPart = 5 << 20;

    private const string Kms = "aws:kms";

    /// <summary>What a person sets to change the bucket; for messages.</summary>
    public string NamedBy { get; init; } = "Staging:Bucket";

    /// <summary>The bucket; it is there already.</summary>
    public string Bucket { get; set; } = "";

    /// <summary>What every object's key starts with in the bucket, such as <c>etl/</c>; a missing last slash is added. Empty: nothing.</summary>
    public string Prefix { get; set; } = "";

    /// <summary>The address of a store that speaks S3. Null: AWS, in <see cref="Region"/>.</summary>
    public Uri? ServiceUrl { get; set; }

    public string Region { get; set; } = "us-east-1";

    /// <summary>The bucket stands in the path and not in the host's name; emulators want that.</summary>
    public bool ForcePathStyle { get; set; }

    /// <summary>Server-side encryption: empty (the bucket's default), <c>AES256</c>, <c>aws:kms</c> or <c>aws:kms:{key}</c>.</summary>
    public string Encryption { get; set; } = "";

    /// <summary>Empty, with <see cref="SecretKey"/>: AWS's chain (environment, profile, web identity, container, instance).</summary>
    public string AccessKey { get; set; } = "";

    public string SecretKey { get; set; } = "";

    /// <summary>A folder of this process's own for files on their way up or down; it is made when it is missing. Whoever made the process removes it.</summary>
    public string Scratch { get; set; } = "";

    /// <summary>Bytes; a larger object goes up in parts of this size. At least 5 MiB. It grows where an object would have more than 10,000 parts.</summary>
    public long PartBytes { get; set; } = 8 << 20;

    /// <summary>Parts of one object that go up at a time. 1 to 64.</summary>
    public int Parallel { get; set; } = 4;

    /// <summary>How often a call is tried before it has failed. 1 to 20.</summary>
    public int Attempts { get; set; } = 6;

    /// <summary>The most that is waited before the second try; it doubles with each, up to 20 s, and is shortened at random. Not negative.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a call may pass no byte in either direction. More than zero.</summary>
    public TimeSpan Silence { get; set; } = TimeSpan.FromSeconds(60);

    internal string KeyPrefix => Prefix.Length == 0 || Prefix.EndsWith('/') ? Prefix : Prefix + "/";

    internal bool UsesKms => Encryption.StartsWith(Kms, StringComparison.Ordinal);

    /// <summary>The key that <see cref="Encryption"/> names.</summary>
    internal string? KmsKey => Encryption.Length > Kms.Length + 1 && UsesKms ? Encryption[(Kms.Length + 1)..] : null;

    /// <summary>What is wrong, a sentence each that names the setting; nothing when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (Bucket.Length == 0)
            yield return "Staging:Bucket is empty: name the bucket of the mesh.";
        if (!IsPrefix(Prefix))
            yield return $"Staging:Prefix `{Prefix}` is not allowed: words parted by `/`, without `..`.";
        if (ServiceUrl is not (null or { IsAbsoluteUri: true, Scheme: "http" or "https" }))
            yield return $"Staging:ServiceUrl `{ServiceUrl}` is no http(s) address; leave it empty for AWS.";
        if (Region.Length == 0)
            yield return "Staging:Region is empty: name the bucket's region, such as eu-central-1.";
        if (!(Encryption is "" or "AES256" or Kms || KmsKey is not null && Encryption[Kms.Length] == ':'))
            yield return $"Staging:Encryption `{Encryption}` is unknown: leave it empty or use AES256, {Kms} or {Kms}:<key>.";
        if (AccessKey.Length == 0 != (SecretKey.Length == 0))
            yield return "Staging:AccessKey and Staging:SecretKey belong together: set both, or none to use AWS's chain of credentials.";
        if (Scratch.Length == 0)
            yield return "Staging:Scratch is empty: name a folder for temporary files.";
        if (PartBytes is < LeastPart or > 5L << 30)
            yield return $"Staging:PartBytes is {PartBytes}: it must be from {LeastPart} (5 MiB) to {5L << 30} (5 GiB).";
        if (Parallel is < 1 or > 64)
            yield return $"Staging:Parallel is {Parallel}: it must be from 1 to 64.";
        if (Attempts is < 1 or > 20)
            yield return $"Staging:Attempts is {Attempts}: it must be from 1 to 20.";
        if (RetryDelay < TimeSpan.Zero)
            yield return $"Staging:RetryDelay is {RetryDelay}: it must not be negative.";
        if (Silence <= TimeSpan.Zero)
            yield return $"Staging:Silence is {Silence}: it must be more than zero.";
    }

    private static bool IsPrefix(string prefix)
    {
        try
        {
            ObjectKey.CheckPrefix(prefix);
            return true;
        }
        catch (TerminalEtlException)
        {
            return false;
        }
    }
}
