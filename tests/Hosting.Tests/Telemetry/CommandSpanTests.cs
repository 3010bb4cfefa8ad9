using EtlMesh.Contracts;

namespace EtlMesh.Hosting.Tests.Telemetry;

public class CommandSpanTests
{
    public static TheoryData<Type> Commands => [.. typeof(StageCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(StageCommand)))];

    [Theory, MemberData(nameof(Commands))]
    public void EveryCommandOfAService_HasANameForPeople(Type type)
    {
        var command = (StageCommand)System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(type);

        var name = CommandSpan.NameOf(command);

        if (command is OpenAttempt or TransferTable)
            Assert.Null(name);
        else
            Assert.Matches("^[a-z]", name);
    }
}
