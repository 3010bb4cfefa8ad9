using System.Security.Cryptography;

namespace EtlMesh.Cli;

/// <summary>Files that only their owner may read; whole or not there.</summary>
public static class PrivateFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static void Write(string path, string text)
    {
        var unfinished = path + ".new";
        File.Delete(unfinished);
        using (var writer = new StreamWriter(new FileStream(unfinished, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly })))
            writer.Write(text);
        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>The secret in a file; a new one is made where there is none.</summary>
    /// <returns>32 hexadecimal digits, or what a person wrote there.</returns>
    public static string Secret(string path)
    {
        if (!File.Exists(path))
            Write(path, RandomNumberGenerator.GetHexString(32, lowercase: true));
        return File.ReadAllText(path).Trim();
    }
}
