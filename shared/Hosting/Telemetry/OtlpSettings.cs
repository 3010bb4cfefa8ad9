using System.Globalization;
using EtlMesh.Contracts;
using OpenTelemetry.Trace;

namespace EtlMesh.Hosting;

/// <summary>Where traces and metrics go, by OpenTelemetry's own variables. What is not read here (timeouts, intervals, limits, addresses of one signal) the SDK reads.</summary>
public sealed class OtlpSettings
{
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string HeadersVariable = "OTEL_EXPORTER_OTLP_HEADERS";
    private const string SamplerVariable = "OTEL_TRACES_SAMPLER";
    private const string RatioVariable = "OTEL_TRACES_SAMPLER_ARG";
    private const string Http = "http/protobuf";

    private readonly Func<string, string?> variable;

    private OtlpSettings(string service, Uri endpoint, Func<string, string?> variable)
    {
        (Service, Endpoint, this.variable) = (service, endpoint, variable);
        (Traces, Metrics) = (variable("OTEL_TRACES_EXPORTER") != "none", variable("OTEL_METRICS_EXPORTER") != "none");
        Sampler = ReadSampler(variable);
    }

    /// <summary>The service's name unless <c>OTEL_SERVICE_NAME</c> gives another.</summary>
    public string Service { get; }

    /// <summary>The collector's base address.</summary>
    public Uri Endpoint { get; }

    public bool Traces { get; }

    public bool Metrics { get; }

    /// <summary>Which runs are traced.</summary>
    internal Sampler Sampler { get; }

    /// <summary>Reads the environment.</summary>
    /// <returns>Null when nothing is to be sent: no endpoint is set, or <c>OTEL_SDK_DISABLED=true</c>.</returns>
    /// <exception cref="TerminalEtlException">A value is wrong; the message names the variable.</exception>
    public static OtlpSettings? Read(string service, Func<string, string?> variable)
    {
        if (variable(EndpointVariable) is not { Length: > 0 } endpoint || string.Equals(variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase))
            return null;
        if (variable(ProtocolVariable) is { Length: > 0 } protocol and not (Http or "grpc"))
            throw new TerminalEtlException($"{ProtocolVariable}={protocol}: unknown; write {Http} or grpc.");
        if (variable(HeadersVariable) is { Length: > 0 } headers && !headers.Split(',').All(header => header.IndexOf('=', StringComparison.Ordinal) > 0))
            throw new TerminalEtlException($"{HeadersVariable}: not a list of headers; write name=value, with a comma between two."); // values are secrets
        return new OtlpSettings(service, ReadEndpoint(endpoint), variable);
    }

    /// <summary>What the SDK finds in its environment.</summary>
    internal string? Variable(string name) => variable(name) switch
    {
        { Length: > 0 } value => value,
        _ when name == ProtocolVariable => Http,
        _ => null,
    };

    private static Uri ReadEndpoint(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var endpoint) || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
            throw new TerminalEtlException($"{EndpointVariable}={text}: not an address; write a collector's base address, such as http://localhost:4318.");
        return endpoint.UserInfo.Length == 0
            ? endpoint
            : throw new TerminalEtlException($"{EndpointVariable}: a user in the address is not sent; write the credentials to {HeadersVariable}.");
    }

    /// <summary>Every parent of a run's spans is in the trace, so asking the parent and asking the trace's id come to the same.</summary>
    private static Sampler ReadSampler(Func<string, string?> variable)
    {
        const string parentBased = "parentbased_";
        var name = variable(SamplerVariable) ?? "";
        return (name.StartsWith(parentBased, StringComparison.Ordinal) ? name[parentBased.Length..] : name) switch
        {
            "" or "always_on" => new AlwaysOnSampler(),
            "always_off" => new AlwaysOffSampler(),
            "traceidratio" => new TraceIdRatioBasedSampler(ReadRatio(variable(RatioVariable))),
            _ => throw new TerminalEtlException($"{SamplerVariable}={name}: unknown; write always_on, always_off or traceidratio."),
        };
    }

    private static double ReadRatio(string? text) => text switch
    {
        null or "" => 1,
        _ when double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1 => ratio,
        _ => throw new TerminalEtlException($"{RatioVariable}={text}: not a share; write a number from 0 to 1."),
    };
}
