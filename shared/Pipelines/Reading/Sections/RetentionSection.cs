namespace EtlMesh.Pipelines;

/// <summary>The blocks <c>retention</c> and <c>grants</c>.</summary>
internal static class RetentionSection
{
    public static RetentionDefinition Read(Section? section)
    {
        var defaults = new RetentionDefinition();
        if (section is null)
        {
            return defaults;
        }

        var retention = new RetentionDefinition
        {
            Landing = section.Value("landing", defaults.Landing, ValueKinds.Duration),
            Releases = section.Value("releases", defaults.Releases, ValueKinds.Whole(1, 1000)),
            KeepFailed = section.Value("keep_failed", defaults.KeepFailed, ValueKinds.Duration),
            Quarantine = section.Value("quarantine", defaults.Quarantine, ValueKinds.Duration),
        };
        section.Close();
        return retention;
    }

    public static GrantsDefinition ReadGrants(Section? section)
    {
        var grants = new GrantsDefinition { Readers = section?.Values("readers", [], ValueKinds.Identifier) ?? [] };
        section?.Close();
        return grants;
    }
}
