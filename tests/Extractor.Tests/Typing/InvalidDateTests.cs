using System.Text;
using EtlMesh.Extractor.Typing;

namespace EtlMesh.Extractor.Tests.Typing;

public sealed class InvalidDateTests
{
    [Theory]
    [InlineData("0000-00-00", true)]
    [InlineData("0000-00-00 00:00:00", true)]
    [InlineData("0000-00-00 00:00:00.000000", true)]
    [InlineData("2026-00-10", true)]
    [InlineData("2026-02-00", true)]
    [InlineData("2026-02-31 10:00:00", true)]
    [InlineData("2026-02-29", true)]
    [InlineData("2024-02-29", false)]
    [InlineData("2026-01-01 25:00:00", false)]
    [InlineData("2026-1-00", false)]
    [InlineData("0000-00-0", false)]
    [InlineData("0000-00-00x", false)]
    [InlineData("never", false)]
    [InlineData("", false)]
    public void DateThatIsNone_IsTold(string text, bool isOne) => Assert.Equal(isOne, InvalidDate.Is(Encoding.UTF8.GetBytes(text)));
}
