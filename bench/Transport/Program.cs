using System.Globalization;
using EtlMesh.Emulator;
using EtlMesh.Transport;

const int WarmUp = 40_000;
const int Messages = 5_000;
const int Rounds = 11;
const int Alone = 200;

await using var emulator = await CloudEmulator.StartAsync(durable: true); // as `up` does
await using var bus = await BusLoop.StartAsync(emulator.Url);
await using var bare = await BareLoop.StartAsync(emulator.Url, bus.SampleBody);

// The bus's code is compiled for speed only after it has run for a while.
await bare.RunAsync(WarmUp);
await bus.RunAsync(WarmUp);

// Both go in turns, so that whatever else the machine does meets both.
var (bareRates, busRates) = (new Rates("bare"), new Rates("bus"));
for (var round = 1; round <= Rounds; round++)
{
    await bareRates.MeasureAsync(bare.RunAsync, Messages);
    await busRates.MeasureAsync(bus.RunAsync, Messages);
}

var (bareTimes, busTimes) = (new List<double>(), new List<double>());
for (var number = 0; number < Alone; number++)
{
    bareTimes.Add(await bare.OneAsync());
    busTimes.Add(await bus.OneAsync());
}

var added = Median(busTimes) - Median(bareTimes);
Console.WriteLine(bareRates);
Console.WriteLine(busRates);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one message alone, p50: bare {Median(bareTimes):0.0} ms, bus {Median(busTimes):0.0} ms"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bare_ratio={busRates.ShareOf(bareRates):0.00} added_ms_p50={Math.Max(0, added):0.0}"));

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
