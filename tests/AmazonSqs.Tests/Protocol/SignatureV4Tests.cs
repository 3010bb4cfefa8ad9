using System.Text;
using EtlMesh.AmazonSqs.Protocol;

namespace EtlMesh.AmazonSqs.Tests.Protocol;

/// <summary>The vectors are those of POST / in AWS's Signature Version 4 test suite.</summary>
public class SignatureV4Tests
{
    private const string Token =
        "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private static readonly DateTimeOffset Then = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);
    private static readonly AwsKeys Keys = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    [Theory]
    [InlineData("", "", "", "host;x-amz-date", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("My-Header1", "value1", "", "host;my-header1;x-amz-date", "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c")]
    [InlineData("MY-HEADER1", "value1", "", "host;my-header1;x-amz-date", "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c")]
    [InlineData("My-Header1", "VALUE1", "", "host;my-header1;x-amz-date", "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d")]
    [InlineData("Content-Type", "application/x-www-form-urlencoded", "Param1=value1", "content-type;host;x-amz-date", "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a")]
    [InlineData("Content-Type", "application/x-www-form-urlencoded; charset=utf8", "Param1=value1", "content-type;host;x-amz-date", "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe")]
    [InlineData("X-Amz-Security-Token", Token, "", "host;x-amz-date;x-amz-security-token", "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead")]
    public void Vector_IsMet(string name, string value, string body, string signed, string signature)
    {
        var headers = new List<KeyValuePair<string, string>> { new("Host", "example.amazonaws.com"), new("X-Amz-Date", "20150830T123600Z") };
        if (name.Length > 0)
            headers.Add(new(name, value));

        var authorization = new SignatureV4("us-east-1", "service").Authorize(headers, Encoding.UTF8.GetBytes(body), Keys, Then);

        Assert.Equal($"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders={signed}, Signature={signature}", authorization);
    }

    [Fact]
    public void Blanks_AroundAndInsideValues_CountAsOne() =>
        Assert.Equal(Sign("  two   words "), Sign("two words"));

    [Fact]
    public void AnotherDayOrSecret_HasAnotherKey()
    {
        var signature = new SignatureV4("us-east-1", "sqs");
        KeyValuePair<string, string>[] headers = [new("host", "example.amazonaws.com")];
        string[] signatures =
        [
            signature.Authorize(headers, [], Keys, Then),
            signature.Authorize(headers, [], Keys, Then.AddDays(1)),
            signature.Authorize(headers, [], Keys with { SecretKey = "another" }, Then),
            signature.Authorize(headers, [], Keys, Then),
        ];

        Assert.Equal(3, signatures.Distinct().Count());
        Assert.Equal(signatures[0], signatures[3]);
    }

    private static string Sign(string value) =>
        new SignatureV4("us-east-1", "service").Authorize([new("host", "example.amazonaws.com"), new("my-header", value)], [], Keys, Then);
}
