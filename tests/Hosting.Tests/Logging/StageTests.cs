using EtlMesh.Contracts;

namespace EtlMesh.Hosting.Tests.Logging;

public class StageTests
{
    public static TheoryData<Type> StageCommands =>
        [.. typeof(StageCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(StageCommand)) && type != typeof(OpenAttempt) && type != typeof(CloseAttempt))];

    [Theory, MemberData(nameof(StageCommands))]
    public void EveryStageCommand_BelongsToAStage(Type command) => Assert.NotEqual("run", Stage.Of(command));

    [Fact]
    public void RunMessages_BelongToTheRun() => Assert.Equal("run", Stage.Of(typeof(RequestRun)));
}
