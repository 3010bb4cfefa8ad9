namespace EtlMesh.Extractor.MySql;

/// <summary>How a connection is protected; <c>ssl-mode</c> of the address.</summary>
internal enum SslMode
{
    Disabled,

    /// <summary>TLS if the server has it; nothing is verified.</summary>
    Preferred,

    /// <summary>TLS or no connection; nothing is verified.</summary>
    Required,

    /// <summary>TLS, and the server's certificate is of <c>ssl-ca</c>.</summary>
    VerifyCa,

    /// <summary>As <see cref="VerifyCa"/>, and it is made out to the host's name.</summary>
    VerifyIdentity,
}
