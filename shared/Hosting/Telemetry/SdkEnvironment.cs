using Microsoft.Extensions.Configuration;

namespace EtlMesh.Hosting;

/// <summary>The environment in which the SDK looks its settings up.</summary>
internal sealed class SdkEnvironment(OtlpSettings settings) : ConfigurationProvider, IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override bool TryGet(string key, out string? value) => (value = settings.Variable(key)) is not null;
}
