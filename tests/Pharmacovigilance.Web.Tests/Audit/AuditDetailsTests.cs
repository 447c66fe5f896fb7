using Pharmacovigilance.Web.Audit;

namespace Pharmacovigilance.Web.Tests.Audit;

public sealed class AuditDetailsTests
{
    [Fact]
    public void Lines_Correction_PutsOldBesideNew()
    {
        var lines = AuditDetails.Lines("""{"row":{"grade":3,"note":null},"replaces":{"grade":2,"batch":"X1"}}""");

        Assert.Equal(
            [
                new AuditLine("row.grade", "3", "2"),
                new AuditLine("row.note", "null", null),
                new AuditLine("batch", null, "X1"),
            ],
            lines
        );
        Assert.Equal([true, false, true], lines.Select(l => l.Changed));
    }

    [Fact]
    public void Lines_ScalarReplaced_IsShown() =>
        Assert.Equal(
            [new AuditLine("physicianId", "b", null), new AuditLine("replaces", null, "a")],
            AuditDetails.Lines("""{"physicianId":"b","replaces":"a"}""")
        );

    [Fact]
    public void Lines_Lists_AreReadable() =>
        Assert.Equal(
            [
                new AuditLine("roles", "Nurse, Physician", null),
                new AuditLine("drugs[1].name", "A", null),
                new AuditLine("drugs[2].name", "B", null),
            ],
            AuditDetails.Lines("""{"roles":["Nurse","Physician"],"drugs":[{"name":"A"},{"name":"B"}]}""")
        );

    [Theory]
    [InlineData("{}")]
    public void Lines_Empty_GivesNone(string details) => Assert.Empty(AuditDetails.Lines(details));

    [Fact]
    public void Lines_NotJson_IsShownAsItIs() =>
        Assert.Equal(new AuditLine("", "<broken", null), Assert.Single(AuditDetails.Lines("<broken")));
}
