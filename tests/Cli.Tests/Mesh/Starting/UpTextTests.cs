namespace EtlMesh.Cli.Tests;

public sealed class UpTextTests
{
    private static readonly MeshFolder Mesh = new("/home/kim/.etlmesh");

    [Fact]
    public void Whole_TellsWhereEachIs_AndWhatToDoNext()
    {
        var shell = new TestShell();

        UpText.Write(Up(UpProcess.Started, null, new PushDocument("bank", new string('b', 64), true, null), new PushDocument("shop", null, false, "shop/pipeline.yml:3:1: unknown key; remove it")), Mesh, shell.Shell);

        Assert.Equal(
            """
            service  url                     state
            -------  ----------------------  -------
            loader   http://127.0.0.1:20001  started

            Pushed bank, bundle bbbbbbbbbbbb.
            Logs are in /home/kim/.etlmesh/mesh/logs, the API's token in /home/kim/.etlmesh/mesh/token.
              etlmesh runs start bank --wait  one night
              etlmesh status                  what runs, waits and fails
              etlmesh down                    stops the mesh; its data stays

            """,
            shell.Out.ToString());
        Assert.Equal("etlmesh: shop was not pushed: shop/pipeline.yml:3:1: unknown key; remove it\n", shell.Error.ToString());
    }

    [Fact]
    public void HalfDead_SaysWhatIsIll()
    {
        var shell = new TestShell();

        UpText.Write(Up(ServiceProbe.Silent, "no answer within 3 s", new PushDocument("bank", new string('b', 64), false, null)), Mesh, shell.Shell);

        Assert.EndsWith(
            """
            loader   http://127.0.0.1:20001  silent: no answer within 3 s

            bank is unchanged, bundle bbbbbbbbbbbb.
            Logs are in /home/kim/.etlmesh/mesh/logs, the API's token in /home/kim/.etlmesh/mesh/token.
            Not all is well: see /logs/loader.log; `etlmesh down` and `etlmesh up` start it anew.

            """,
            shell.Out.ToString(),
            StringComparison.Ordinal);
    }

    private static UpDocument Up(string state, string? detail, params PushDocument[] pipelines) =>
        new("http://127.0.0.1:7420", Mesh.Token, [new UpProcess("loader", "http://127.0.0.1:20001", 42, "/logs/loader.log", state, detail)], pipelines);
}
