using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace EtlMesh.Cli;

/// <summary>Ports of the loopback interface, below those that the operating system gives to outgoing connections.</summary>
public static class LoopbackPorts
{
    private const int First = 20_000;
    private const int End = 32_000;

    public static bool IsFree(int port)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A port that nobody has: the preferred one if it can be had, else any.</summary>
    /// <param name="preferred">Null for none.</param>
    /// <param name="taken">Those that are meant for others of the mesh.</param>
    public static int Free(int? preferred, IReadOnlyCollection<int> taken)
    {
        if (preferred is { } wanted && !taken.Contains(wanted) && IsFree(wanted))
            return wanted;
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            if (!taken.Contains(port) && IsFree(port))
                return port;
        }
    }
}
