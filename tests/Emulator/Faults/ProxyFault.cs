namespace EtlMesh.Emulator;

/// <summary>What a proxy does to one call. Offsets are bytes of a body, from 0.</summary>
public abstract record ProxyFault
{
    private ProxyFault()
    {
    }

    /// <summary>Answers by itself; the service never sees the call.</summary>
    public sealed record Answer(int Status, string Body = "", string ContentType = "text/plain") : ProxyFault;

    /// <summary>Resets the connection after so many bytes of the caller's body, or at its end; the service never sees the call.</summary>
    public sealed record BreakRequest(long After) : ProxyFault;

    /// <summary>Resets the connection after so many bytes of the answer's body.</summary>
    public sealed record BreakAnswer(long After) : ProxyFault;

    /// <summary>Falls silent after so many bytes of the answer's body, until the caller goes.</summary>
    public sealed record StallAnswer(long After) : ProxyFault;

    /// <summary>The service does as it was told, and the caller never hears of it.</summary>
    public sealed record LoseAnswer : ProxyFault;

    /// <summary>Turns one bit of the caller's body.</summary>
    public sealed record FlipRequest(long At) : ProxyFault;

    /// <summary>Turns one bit of the answer's body.</summary>
    public sealed record FlipAnswer(long At) : ProxyFault;

    /// <summary>An error in S3's words.</summary>
    public static ProxyFault S3Error(int status, string code) =>
        new Answer(status, $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code><Message>A fault of the test</Message></Error>", "application/xml");
}
