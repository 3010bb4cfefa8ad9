using System.Runtime.CompilerServices;

namespace EtlMesh.Contracts.Tests;

/// <summary>
/// Each message as JSON, as it was approved. A change on the wire shows in the diff; when it is meant (and additive), approve it:
/// <c>ETLMESH_APPROVE=1 dotnet test tests/Contracts.Tests</c>.
/// </summary>
public sealed class ApprovedTests
{
    [Theory, MemberData(nameof(Wire.MessageNames), MemberType = typeof(Wire))]
    public void Message_IsOnTheWireAsApproved(string name)
    {
        var actual = Wire.Write(Filler.Fill(Wire.Named(name)));
        if (Environment.GetEnvironmentVariable("ETLMESH_APPROVE") is { Length: > 0 })
            File.WriteAllText(Path.Combine(SourceFolder(), "Approved", $"{name}.json"), actual);
        else
            AssertSame(File.Exists(Approved(name)) ? File.ReadAllText(Approved(name)) : "", actual, name);
    }

    [Fact]
    public void ApprovedFiles_AreOfMessagesThatExist()
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Approved")).Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(Wire.Messages.Select(message => message.Name), files.Order(StringComparer.Ordinal));
    }

    private static void AssertSame(string approved, string actual, string name)
    {
        var before = approved.Split('\n');
        var after = actual.Split('\n');
        var diff = before.Except(after).Select(line => $"- {line}").Concat(after.Except(before).Select(line => $"+ {line}"));
        Assert.True(approved == actual, $"{name} differs from Approved/{name}.json:\n{string.Join('\n', diff)}\n"
            + "Running services must understand it: only add optional fields. Then approve: ETLMESH_APPROVE=1 dotnet test tests/Contracts.Tests");
    }

    private static string Approved(string name) => Path.Combine(AppContext.BaseDirectory, "Approved", $"{name}.json");

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
