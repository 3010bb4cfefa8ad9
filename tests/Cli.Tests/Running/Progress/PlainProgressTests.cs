using System.Globalization;

namespace EtlMesh.Cli.Tests;

public sealed class PlainProgressTests
{
    [Fact]
    public async Task Night_IsALinePerStep()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        await using (var view = new PlainProgress(writer))
        {
            var run = Events.After();
            foreach (var message in Events.Night())
                view.Show(message, run = run.After(message));
            view.Cancelling();
        }

        Assert.Equal(
            """
            daily-metrics for 2026-11-20, run <id>, attempt 1
            source     done in 0.1 s
            extract    shop.orders slice 1 of 2: 1,000 read, 3 quarantined
            extract    shop.orders slice 2 of 2: 500 read, 0 quarantined
            extract    done in 0.5 s
            load       shop.orders: 1,497 loaded
            load       done in 0.3 s
            transform  stg_orders (view) 1 of 2, 0.3 s
            transform  fct_orders (table) 2 of 2: 1,497 rows, 0.3 s
            transform  done in 0.5 s
            quality    2 passed, 1 warned, 0 failed
            quality    done in 0.1 s
            publish    done in 0.3 s
            notify     done in 0.3 s
            cancelling: what the attempt wrote is being removed; once more stops at once

            """,
            writer.ToString().Replace(Events.RunId.ToString(), "<id>", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trouble_IsToldWithItsReason()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        await using var view = new PlainProgress(writer);
        var retry = Events.Stage("load", "retrying", 1, "the disk was full");
        view.Show(retry, Events.After(retry));

        Assert.Equal("load       retrying: the disk was full\n", writer.ToString());
    }
}
