using System.Globalization;
using System.Text;

namespace EtlMesh.Cli;

/// <summary>The processes of this machine, as Linux tells them in <c>/proc</c>. Who has ended and is only kept until its parent asks is gone.</summary>
public static class ProcessTable
{
    private const string Root = "/proc";

    /// <summary>The process that has this number now; null when there is none.</summary>
    public static ProcessIdentity? Find(int pid) => Read(pid) is { State: not ('Z' or 'X') } read ? new ProcessIdentity(pid, read.Started) : null;

    public static bool IsAlive(ProcessIdentity process) => Find(process.Pid) == process;

    /// <summary>Whether it was held by SIGSTOP or a terminal's Ctrl-Z.</summary>
    public static bool IsHeld(ProcessIdentity process) => Read(process.Pid) is { State: 'T' } read && read.Started == process.Started;

    /// <summary>Every process that was started with this variable in its environment, as far as the caller may look.</summary>
    public static IReadOnlyList<ProcessIdentity> WithVariable(string name, string value)
    {
        var wanted = $"{name}={value}";
        return
        [
            .. from folder in Directory.EnumerateDirectories(Root)
               let pid = PidOf(folder)
               where pid is not null && Texts(pid.Value, "environ").Contains(wanted, StringComparer.Ordinal)
               let found = Find(pid.Value)
               where found is not null
               select found.Value,
        ];
    }

    /// <summary>A process' words; empty when it is gone.</summary>
    public static IReadOnlyList<string> CommandLine(int pid) => Texts(pid, "cmdline");

    /// <summary>Whether it is this process, and not another one, that takes connections at a port of IPv4.</summary>
    public static bool Listens(ProcessIdentity process, int port)
    {
        const string Listening = "0A";
        var folder = $"{Root}/{process.Pid.ToString(CultureInfo.InvariantCulture)}";
        var end = $":{port:X4}";
        try
        {
            var sockets = File.ReadLines($"{folder}/net/tcp").Skip(1)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields[3] == Listening && fields[1].EndsWith(end, StringComparison.Ordinal))
                .Select(fields => $"socket:[{fields[9]}]")
                .ToHashSet(StringComparer.Ordinal);
            return sockets.Count > 0 && IsAlive(process) && Directory.EnumerateFiles($"{folder}/fd").Any(file => new FileInfo(file).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static int? PidOf(string folder) => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;

    private static string[] Texts(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"{Root}/{pid.ToString(CultureInfo.InvariantCulture)}/{file}", Encoding.UTF8).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static (char State, long Started)? Read(int pid)
    {
        try
        {
            var text = File.ReadAllText($"{Root}/{pid.ToString(CultureInfo.InvariantCulture)}/stat");
            // The second field is the name, in brackets, and may hold anything: the third begins behind the last bracket.
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
