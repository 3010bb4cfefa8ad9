namespace EtlMesh.SqlProject;

/// <summary>Reads the shapes in which dbt lets a test be declared.</summary>
internal sealed class DeclaredCheckReader(ProblemLog problems)
{
    public IEnumerable<DeclaredCheck> Read(YamlPart list, string? column, bool quoted)
    {
        if (!list.IsList && list.Value() is not null) problems.Add(list.At, "here should be a list of tests", "write `- unique`");
        foreach (var item in list.IsList ? list.Items() : [])
        {
            if (One(item) is { } check) yield return check with { Column = check.Column ?? column, Quoted = quoted };
        }
    }

    private DeclaredCheck? One(YamlPart item)
    {
        if (item.Text is { } name) return Build(name, item.At, []);
        var entries = item.Entries().ToList();
        if (item["test_name"]?.Text is { } testName)
            return Build(testName, item.At, [.. entries.Where(e => e.Key is not "test_name")]);
        if (entries.Count == 1)
        {
            if (entries[0].Value.IsMap || entries[0].Value.Value() is null) return Build(entries[0].Key, entries[0].At, [.. entries[0].Value.Entries()]);
            problems.Add(entries[0].Value.At, $"the test `{entries[0].Key}` needs its arguments by name", "write for example `- accepted_values: {values: [a, b]}`");
            return null;
        }

        if (entries.Count > 1) problems.Add(entries[1].At, $"`{entries[1].Key}` stands beside the test `{entries[0].Key}`, not under it", "indent the arguments further than the test's name");
        else problems.Add(item.At, "this is no test", "write a name such as `- unique`");
        return null;
    }

    private DeclaredCheck? Build(string test, Place at, IReadOnlyList<(string Key, Place At, YamlPart Value)> entries)
    {
        if (test.Contains('.', StringComparison.Ordinal))
        {
            problems.Add(at, Unsupported.Reason(test), "packages are not installed: write the test as a `{% test %}` block under tests/generic/");
            return null;
        }

        var config = new NodeConfig();
        var arguments = new Dictionary<string, ConfigValue>(StringComparer.Ordinal);
        string? name = null, description = null, column = null;
        foreach (var (key, keyAt, value) in entries)
        {
            switch (key)
            {
                case "config": config.SetAll(value); break;
                case "name": name = value.Text; break;
                case "description": description = value.Text; break;
                case "column_name": column = value.Text; break;
                case "arguments" when value.IsMap: Arguments(value.Entries()); break;
                case var setting when CheckConfig.Keys.Contains(setting, StringComparer.Ordinal): config.Set(key, value.Value(), value.At); break;
                default: arguments[key] = new ConfigValue(value.Value(), keyAt); break;
            }
        }

        return new DeclaredCheck { Test = test, At = at, Column = column, Arguments = arguments, Name = name, Description = description ?? "", Config = config };

        void Arguments(IEnumerable<(string Key, Place At, YamlPart Value)> named)
        {
            foreach (var (key, keyAt, value) in named)
            {
                if (key is "column_name") column = value.Text;
                else arguments[key] = new ConfigValue(value.Value(), keyAt);
            }
        }
    }
}
