using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace EtlMesh.AmazonSqs.Tests;

/// <summary>A consumer as a process of its own, which can really be killed: <c>dotnet EtlMesh.AmazonSqs.Tests.dll url queue folder</c>.</summary>
/// <remarks>
/// The effect of message n is the file n, which is made once. What happened is told on standard output: <c>ready</c>, then a line
/// <c>done n</c> for each effect and <c>again n</c> for each message whose effect was there. It stops in good order when its input closes.
/// </remarks>
public static class WorkerProgram
{
    public static async Task<int> Main(string[] args)
    {
        var (url, queue, folder) = (new Uri(args[0]), args[1], args[2]);
        var tell = TextWriter.Synchronized(Console.Out);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddMassTransit(bus =>
            {
                bus.DisableUsageTelemetry();
                bus.UsingAmazonSqs((_, transport) =>
                {
                    transport.Host("eu-central-1", host =>
                    {
                        host.AccessKey("AKIDEXAMPLE");
                        host.SecretKey("secret");
                        host.ServiceUrl(url);
                    });
                    transport.ReceiveEndpoint(queue, endpoint =>
                    {
                        endpoint.WaitTime = TimeSpan.FromSeconds(1);
                        endpoint.VisibilityTimeout = TimeSpan.FromSeconds(2);
                        endpoint.PrefetchCount = 50;
                        endpoint.MaxReceiveCount = null; // a kill is not the message's fault
                        endpoint.Handler<PackParcel>(context => TakeEffectAsync(context.Message, folder, tell));
                    });
                });
            })
            .BuildServiceProvider();
        var control = services.GetRequiredService<IBusControl>();
        await control.StartAsync(CancellationToken.None);
        await tell.WriteLineAsync("ready");
        while (await Console.In.ReadLineAsync() is not null)
        {
        }

        await control.StopAsync(CancellationToken.None);
        return 0;
    }

    private static async Task TakeEffectAsync(PackParcel parcel, string folder, TextWriter tell)
    {
        var effect = Path.Combine(folder, FormattableString.Invariant($"{parcel.Number}"));
        try
        {
            await using var made = new FileStream(effect, FileMode.CreateNew);
        }
        catch (IOException) when (File.Exists(effect))
        {
            await tell.WriteLineAsync(FormattableString.Invariant($"again {parcel.Number}"));
            return;
        }

        await tell.WriteLineAsync(FormattableString.Invariant($"done {parcel.Number}"));
    }
}
