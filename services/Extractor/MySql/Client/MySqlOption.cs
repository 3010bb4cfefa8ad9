namespace EtlMesh.Extractor.MySql;

/// <summary>The library's <c>mysql_option</c>, as far as it is used.</summary>
internal enum MySqlOption
{
    /// <summary>Seconds (uint).</summary>
    ConnectTimeout = 0,

    CharsetName = 7,

    /// <summary>Whether the server may ask for files of this machine (uint).</summary>
    LocalInfile = 8,

    /// <summary>1 is TCP (uint).</summary>
    Protocol = 9,

    /// <summary>Seconds without a byte (uint).</summary>
    ReadTimeout = 11,

    WriteTimeout = 12,

    /// <summary>Whether certificate and host name are verified (byte).</summary>
    SslVerifyServerCertificate = 21,

    /// <summary>Path of the certificates that are trusted; with it, the server's chain is always verified.</summary>
    SslCa = 27,

    /// <summary>Whether TLS is asked for (byte).</summary>
    SslEnforce = 38,

    /// <summary>Bytes (nuint).</summary>
    MaxAllowedPacket = 39,
}
