namespace EtlMesh.SqlProject;

/// <summary>Reads a seed's header and rows.</summary>
internal static class SeedFile
{
    private const int MostRows = 50_000;

    /// <summary>Null, with a problem noted, when the file is no table.</summary>
    public static (IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string?>> Rows)? Read(string path, string text, ProblemLog problems)
    {
        const string Remedy = "write a header line and one line for each row, with quotes around values that hold commas";
        var rows = new List<IReadOnlyList<string?>>();
        List<string>? header = null;
        try
        {
            foreach (var (line, fields) in CsvText.Records(text.TrimStart('\uFEFF')))
            {
                if (header is null)
                {
                    header = [.. fields.Select(f => f?.Trim() ?? "")];
                    if (header.Contains("") || header.Distinct(StringComparer.OrdinalIgnoreCase).Count() != header.Count)
                    {
                        problems.Add(new Place(path, line), "the header names a column twice, or not at all", "give each column a name of its own");
                        return null;
                    }
                }
                else if (fields.Count != header.Count)
                {
                    problems.Add(new Place(path, line), $"the row has {fields.Count} values, the header has {header.Count}", Remedy);
                    return null;
                }
                else if (rows.Count == MostRows)
                {
                    problems.Add(new Place(path, line), $"the seed has more than {MostRows} rows", "seeds are small lists: bring larger data in through a source of the pipeline");
                    return null;
                }
                else
                {
                    rows.Add(fields);
                }
            }
        }
        catch (FormatException e)
        {
            problems.Add(new Place(path), e.Message, "close it, or double it where it belongs to the value");
            return null;
        }

        if (header is not null) return (header, rows);
        problems.Add(new Place(path), "the seed is empty", Remedy);
        return null;
    }
}
