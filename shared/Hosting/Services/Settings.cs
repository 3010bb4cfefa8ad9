using EtlMesh.Contracts;
using Microsoft.Extensions.Configuration;

namespace EtlMesh.Hosting;

/// <summary>Reads a service's settings strictly: what is unknown or wrong is told by its name before anything starts.</summary>
public static class Settings
{
    /// <summary>A section as options; a key that the options do not have is an error.</summary>
    /// <exception cref="TerminalEtlException">A key is unknown, or a value has another type.</exception>
    public static T Bind<T>(IConfiguration configuration, string section)
        where T : class, new()
    {
        var known = typeof(T).GetProperties().Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in configuration.GetSection(section).GetChildren())
            Require(known.Contains(setting.Key), setting.Path, $"is unknown; the settings of {section} are {string.Join(", ", known.Order(StringComparer.Ordinal))}");
        try
        {
            return configuration.GetSection(section).Get<T>() ?? new T();
        }
        catch (InvalidOperationException wrong)
        {
            throw new TerminalEtlException($"Reading the settings {section}: {wrong.Message}. Correct it in appsettings.json, or in the environment ({section}__…).", wrong);
        }
    }

    /// <summary>Demands something of a setting.</summary>
    /// <param name="holds">Whether it is so.</param>
    /// <param name="setting">The setting's name, such as <c>Bus:Region</c>.</param>
    /// <param name="otherwise">What is wrong and what to write.</param>
    /// <exception cref="TerminalEtlException">It is not.</exception>
    public static void Require(bool holds, string setting, string otherwise)
    {
        if (!holds)
            throw new TerminalEtlException($"The setting {setting} {otherwise} (environment: {setting.Replace(":", "__", StringComparison.Ordinal)}).");
    }
}
