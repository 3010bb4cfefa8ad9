using System.Reflection;
using EtlMesh.Orchestrator.NightlyRun;
using EtlMesh.Orchestrator.TableTransfer;
using MassTransit;

namespace EtlMesh.Orchestrator.Tests;

/// <summary>Every state of both machines has a named test that enters it and one that leaves it.</summary>
public sealed class StateCoverageTests
{
    /// <summary>The only state that nothing leaves.</summary>
    private static readonly string[] ForEver = ["Discarded"];

    private static readonly List<StatesAttribute> Shown =
        [.. typeof(StateCoverageTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FactAttribute>() is { Skip: null })
            .SelectMany(method => method.GetCustomAttributes<StatesAttribute>())];

    [Theory]
    [InlineData(typeof(NightlyRunStateMachine), 16)]
    [InlineData(typeof(TableTransferStateMachine), 6)]
    public void EveryState_IsEnteredAndLeftByANamedTest(Type machine, int count)
    {
        var states = machine.GetProperties().Where(property => property.PropertyType == typeof(State) && property.DeclaringType == machine)
            .Select(property => property.Name).ToList();
        var shown = Shown.Where(attribute => attribute.Machine == machine).ToList();

        Assert.Equal(count, states.Count);
        Assert.Empty(states.Except(shown.SelectMany(attribute => attribute.Enters)));
        Assert.Empty(states.Except(ForEver).Except(shown.SelectMany(attribute => attribute.Leaves)));
        Assert.Empty(shown.SelectMany(attribute => attribute.Enters.Concat(attribute.Leaves)).Except(states));
    }
}
