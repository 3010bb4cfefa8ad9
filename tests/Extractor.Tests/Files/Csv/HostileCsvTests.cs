namespace EtlMesh.Extractor.Tests.Files.Csv;

public class HostileCsvTests
{
    private const int Seeds = 500;

    [Fact]
    public async Task HostileFiles_LoadEveryGoodValueAndQuarantineEveryBadRecordOnce()
    {
        var hostile = Enumerable.Range(0, Seeds).Select(seed => new HostileCsv(seed)).ToList();
        using var night = new FilesNight();
        foreach (var file in hostile)
            night.With($"t{file.Seed:D4}.csv", file.Content);

        var slices = await night.LandAsync(FilesNight.Table("t*.csv", "seed: bigint; a: bigint; b: varchar; c: decimal(10,2)"));
        var rows = (await night.RowsAsync("landing/", "*")).ToLookup(row => (long)row[0]!);
        var bad = (await night.RowsAsync("quarantine/", "object, line")).ToLookup(row => (string)row[0]!, row => (long)row[1]!);

        foreach (var file in hostile)
        {
            Assert.True(file.BadLines.SequenceEqual(bad[$"t{file.Seed:D4}.csv"]), $"seed {file.Seed}: lines {string.Join(',', bad[$"t{file.Seed:D4}.csv"])}, expected {string.Join(',', file.BadLines)}");
            Assert.Equal(file.Good, rows[file.Seed].ToList());
        }

        Assert.Equal(hostile.Sum(file => file.Good.Count + file.BadLines.Count), slices.Sum(slice => slice.RowsRead));
        Assert.Contains(hostile, file => file.BadLines.Count == 0 && file.Good.Count > 0);
    }
}
