namespace EtlMesh.Extractor.Files;

/// <summary>What the record counter saw in a file's bytes.</summary>
/// <param name="Records">Records without the header.</param>
/// <param name="Regular">Written as RFC 4180 says: quotes where they belong, one kind of line end, no NUL. Only such a file is given to the fast reader.</param>
/// <param name="NewlineInQuotes">A quoted field holds a line end, so lines are not records.</param>
internal sealed record CsvCensus(long Records, bool Regular, bool NewlineInQuotes);
