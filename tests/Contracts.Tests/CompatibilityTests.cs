using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EtlMesh.Contracts.Tests;

/// <summary>Services of different ages understand each other.</summary>
public sealed class CompatibilityTests
{
    [Theory, MemberData(nameof(Wire.MessageNames), MemberType = typeof(Wire))]
    public void Message_SurvivesTheWire(string name)
    {
        var type = Wire.Named(name);
        var json = Wire.Write(Filler.Fill(type));

        Assert.Equal(json, Wire.Write(Wire.Read(json, type)));
    }

    [Theory, MemberData(nameof(Wire.MessageNames), MemberType = typeof(Wire))]
    public void UnknownFields_AreIgnored(string name)
    {
        var type = Wire.Named(name);
        var json = Wire.Write(Filler.Fill(type));
        var newer = JsonNode.Parse(json)!.AsObject();
        newer["addedLater"] = new JsonObject { ["deep"] = new JsonArray(1, 2, 3) };

        Assert.Equal(json, Wire.Write(Wire.Read(newer.ToJsonString(), type)));
    }

    [Theory, MemberData(nameof(Wire.MessageNames), MemberType = typeof(Wire))]
    public void MissingOptionalFields_AreRead(string name)
    {
        var type = Wire.Named(name);
        var older = JsonNode.Parse(Wire.Write(Filler.Fill(type)))!.AsObject();
        foreach (var property in Filler.Properties(type).Where(property => !IsRequired(property)))
            older.Remove(JsonNamingPolicy.CamelCase.ConvertName(property.Name));

        var read = (RunMessage)Wire.Read(older.ToJsonString(), type);

        Assert.Equal("the Pipeline", read.Pipeline);
        Assert.All(Filler.Properties(type).Where(IsRequired), property => Assert.NotNull(property.GetValue(read)));
    }

    [Theory, MemberData(nameof(Wire.MessageNames), MemberType = typeof(Wire))]
    public void MissingRequiredField_IsRefusedByName(string name)
    {
        var type = Wire.Named(name);
        var broken = JsonNode.Parse(Wire.Write(Filler.Fill(type)))!.AsObject();
        broken.Remove("bundleHash");

        Assert.Contains("bundleHash", Assert.Throws<JsonException>(() => Wire.Read(broken.ToJsonString(), type)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_AreSealedRecordsWithInitOnlyProperties()
    {
        Assert.All(Wire.Messages, message => Assert.True(message.IsSealed, $"{message.Name} is not sealed."));
        Assert.All(Wire.Messages.SelectMany(Filler.Properties), property =>
            Assert.Contains(typeof(IsExternalInit), property.SetMethod!.ReturnParameter.GetRequiredCustomModifiers()));
    }

    private static bool IsRequired(PropertyInfo property) => property.IsDefined(typeof(RequiredMemberAttribute), inherit: true);
}
