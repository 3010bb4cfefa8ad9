using System.Globalization;

namespace EtlMesh.Cli;

/// <summary>Keeps what goes to standard error back while a picture is drawn on the same terminal, and writes it afterwards.</summary>
public sealed class HeldErrors : IDisposable
{
    private readonly TextWriter original = Console.Error;
    private readonly StringWriter held = new(CultureInfo.InvariantCulture);

    public HeldErrors() => Console.SetError(TextWriter.Synchronized(held));

    public void Dispose()
    {
        Console.SetError(original);
        original.Write(held);
        original.Flush();
    }
}
