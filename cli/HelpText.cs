using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EtlMesh.Cli;

/// <summary>What <c>--help</c> tells below the options: examples and exit codes.</summary>
public sealed class HelpText : SynchronousCommandLineAction
{
    private const string Tail = """
        Examples:
          etlmesh init my-pipeline                         makes a small pipeline that runs as it is
          etlmesh run daily-metrics                        one night, for yesterday
          etlmesh run daily-metrics --date 2026-11-20      the night of that business date
          etlmesh run daily-metrics --date 2026-11-18 --as-of-now   an older date, with tables as they are now
          etlmesh run daily-metrics --full-refresh --tables shop.events   a table anew, whatever was read of it before
          etlmesh run ./my-pipeline --select +my_report    some models and what they need
          etlmesh validate                                 every pipeline below pipelines/
          etlmesh lineage daily-metrics                    what is made of what
          etlmesh lineage daily-metrics --output html > lineage.html
          etlmesh query "select * from daily_metrics.fct_daily_metrics order by 1"
          etlmesh releases revert daily-metrics            readers see the release before; held until resumed
          etlmesh releases resume daily-metrics            the nights go on

          etlmesh up                                       the mesh on this machine: every service its own process
          etlmesh runs start daily-metrics --wait          one night on the mesh
          etlmesh status                                   what runs, waits and fails
          etlmesh deadletters list                         messages that could not be worked on
          etlmesh down                                     stops the mesh; its data stays

        Exit codes:
          0    done
          1    the run failed, what it wrote was removed; or the mesh could not do it
          2    wrong usage or configuration; nothing was started
          3    the gate blocked publishing; readers keep the previous release
          130  interrupted by Ctrl-C, SIGTERM or SIGHUP; what `run` wrote was removed, a run of the mesh goes on

        Environment:
          ETLMESH_HOME            as --home
          ETLMESH_URL, ETLMESH_TOKEN  the mesh to talk to, when it is not the home's
          ETLMESH_WAREHOUSE_WAIT  how long to wait for a warehouse that another process has open, such as 15m; default 30s
        """;

    private readonly HelpAction options;

    private HelpText(HelpAction options) => this.options = options;

    public override bool ClearsParseErrors => true;

    /// <summary>Puts the text below the help of a root command and its subcommands.</summary>
    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpText((HelpAction)help.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var exit = options.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(Tail);
        return exit;
    }
}
