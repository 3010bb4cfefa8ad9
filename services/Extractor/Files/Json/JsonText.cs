namespace EtlMesh.Extractor.Files;

/// <summary>Where a column's text lies: in the record, or among the texts that had to be rewritten.</summary>
internal readonly record struct JsonText(int Start, int Length, bool Rewritten)
{
    public static readonly JsonText Null = new(0, -1, false);

    public bool IsNull => Length < 0;
}
