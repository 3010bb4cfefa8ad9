using EtlMesh.Contracts;

namespace EtlMesh.Hosting.Tests.Telemetry;

public class OtlpSettingsTests
{
    [Fact]
    public void NoEndpoint_SendsNothing() => Assert.Null(Read());

    [Fact]
    public void EmptyEndpoint_SendsNothing() => Assert.Null(Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "")));

    [Fact]
    public void DisabledSdk_SendsNothing() => Assert.Null(Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318"), ("OTEL_SDK_DISABLED", "TRUE")));

    [Fact]
    public void Endpoint_IsEnough()
    {
        var settings = Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318"))!;

        Assert.Equal(("loader", "http://localhost:4318/", true, true), (settings.Service, settings.Endpoint.ToString(), settings.Traces, settings.Metrics));
        Assert.Equal("http/protobuf", settings.Variable("OTEL_EXPORTER_OTLP_PROTOCOL"));
    }

    [Fact]
    public void Signal_CanBeTurnedOff()
    {
        var settings = Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318"), ("OTEL_METRICS_EXPORTER", "none"))!;

        Assert.Equal((true, false), (settings.Traces, settings.Metrics));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "ftp://localhost")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")]
    [InlineData("OTEL_TRACES_SAMPLER", "sometimes")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG", "2")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "a=b,c")]
    public void WrongValue_IsNamed(string variable, string value)
    {
        var wrong = Assert.Throws<TerminalEtlException>(() => Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318"), ("OTEL_TRACES_SAMPLER", "traceidratio"), (variable, value)));

        Assert.StartsWith(variable, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "http://user:hunter2@localhost:4318")]
    [InlineData("OTEL_EXPORTER_OTLP_HEADERS", "hunter2")]
    public void Secret_IsNotRepeated(string variable, string value)
    {
        var wrong = Assert.Throws<TerminalEtlException>(() => Read(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318"), (variable, value)));

        Assert.DoesNotContain("hunter2", wrong.Message, StringComparison.Ordinal);
    }

    /// <param name="variables">The last one of a name counts.</param>
    private static OtlpSettings? Read(params (string Name, string Value)[] variables) =>
        OtlpSettings.Read("loader", name => variables.LastOrDefault(variable => variable.Name == name).Value);
}
