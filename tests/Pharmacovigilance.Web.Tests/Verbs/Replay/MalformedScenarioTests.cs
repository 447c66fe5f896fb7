namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

/// <summary>What is wrong with a scenario is said with its place; nothing is printed on standard output.</summary>
public sealed class MalformedScenarioTests
{
    private const string At = "\"day\": 0, \"time\": \"09:30\"";
    private const string Started =
        "{ \"type\": \"start\", \"at\": \"2026-01-05T09:30\", \"rateMlPerHour\": 25, \"brand\": \"SARCLISA\", \"batch\": \"B1\" }";
    private const string Reaction =
        "{ \"type\": \"adverseEvent\", \"term\": \"Infusion related reaction\", \"grade\": 1, \"at\": \"2026-01-05T10:00\" }";

    [Theory]
    [InlineData("{ " + At + " }", "steps[0].type is missing.")]
    [InlineData("{ \"type\": \"blood\", " + At + " }", "steps[0].type must be one of lab,")]
    [InlineData("7", "steps[0] must be an object with a type, but is 7.")]
    [InlineData(
        "{ \"type\": \"lab\", " + At + ", \"test\": \"ANC\", \"value\": 0.5 }",
        "steps[0].unit is missing. A missing unit is never assumed."
    )]
    [InlineData(
        "{ \"type\": \"lab\", " + At + ", \"test\": \"ANC\", \"value\": 0.5, \"unit\": \"mg/dL\" }",
        "steps[0].unit cannot be used: ANC cannot be read in \"mg/dL\""
    )]
    [InlineData(
        "{ \"type\": \"lab\", " + At + ", \"test\": \"ANC\", \"value\": \"0.5\", \"unit\": \"/uL\" }",
        "steps[0].value must be a number, written without quotes"
    )]
    [InlineData(
        "{ \"type\": \"lab\", " + At + ", \"test\": \"ANC\", \"value\": 490, \"unit\": \"10*9/L\" }",
        "steps[0].value cannot be used: ANC 490 10*9/L is not plausible; did you mean 490 /uL?"
    )]
    [InlineData(
        "{ \"type\": \"lab\", " + At + ", \"test\": \"ANC\", \"value\": -1, \"unit\": \"10*9/L\" }",
        "steps[0].value cannot be used: ANC cannot be negative"
    )]
    [InlineData(
        "{ \"type\": \"lab\", " + At + ", \"test\": \"CRP\", \"value\": 1, \"unit\": \"g/L\" }",
        "steps[0].test must be one of ANC, PLT, HGB"
    )]
    [InlineData(
        "{ \"type\": \"lab\", " + At + ", \"test\": \"ANC\", \"valeu\": 1, \"unit\": \"10*9/L\" }",
        "steps[0].valeu is not an element of a step of type lab."
    )]
    [InlineData(
        "{ \"type\": \"lab\", \"test\": \"ANC\", \"value\": 1, \"unit\": \"10*9/L\" }",
        "steps[0] has no time."
    )]
    [InlineData(
        "{ \"type\": \"lab\", \"day\": 0, \"time\": \"25:00\", \"test\": \"ANC\", \"value\": 1, \"unit\": \"10*9/L\" }",
        "steps[0].time must be a time of day"
    )]
    [InlineData(
        "{ \"type\": \"lab\", \"at\": \"0001-01-01T00:00\", \"test\": \"ANC\", \"value\": 1, \"unit\": \"10*9/L\" }",
        "steps[0].at must be a time like"
    )]
    [InlineData(
        "{ \"type\": \"premedication\", " + At + ", \"drugs\": [ { \"drug\": \"dexamethasone\", \"doseMg\": 1e27 } ] }",
        "steps[0].drugs[0].doseMg must be a dose in mg"
    )]
    [InlineData(
        "{ \"type\": \"lab\", \"at\": \"5 January\", \"test\": \"ANC\", \"value\": 1, \"unit\": \"10*9/L\" }",
        "steps[0].at must be a time like"
    )]
    [InlineData(
        "{ \"type\": \"lab\", "
            + At
            + ", \"recordedAt\": \"2026-01-04\", \"test\": \"ANC\", \"value\": 1, \"unit\": \"10*9/L\" }",
        "steps[0].recordedAt is before the step happened."
    )]
    [InlineData(
        "{ \"type\": \"lab\", \"patient\": \"P2\", " + At + ", \"test\": \"ANC\", \"value\": 1, \"unit\": \"10*9/L\" }",
        "steps[0].patient is \"P2\", who is not in patients (P1)."
    )]
    [InlineData(
        "{ \"type\": \"bloodPressure\", " + At + ", \"systolicMmHg\": 80, \"diastolicMmHg\": 140 }",
        "steps[0].systolicMmHg cannot be used: The systolic pressure (80 mmHg) must be above"
    )]
    [InlineData(
        "{ \"type\": \"adverseEvent\", " + At + ", \"term\": \"Fever\" }",
        "steps[0].term is \"Fever\", which is no term of CTCAE 5.0"
    )]
    [InlineData(
        "{ \"type\": \"adverseEvent\", " + At + ", \"term\": \"Upper respiratory infection\", \"grade\": 1 }",
        "steps[0].grade is 1, which Upper respiratory infection does not have; it has 2, 3, 4, 5."
    )]
    [InlineData(
        "{ \"type\": \"adverseEvent\", " + At + ", \"term\": \"Diarrhea\", \"grade\": 6 }",
        "steps[0].grade must lie between 1 and 5, but is 6."
    )]
    [InlineData(
        "{ \"type\": \"adverseEvent\", \"day\": 0, \"term\": \"Anaphylaxis\" }",
        "steps[0] states a day without a time, but belongs to an infusion"
    )]
    [InlineData(
        "{ \"type\": \"adverseEvent\", " + At + ", \"term\": \"Anemia\", \"source\": \"hgb\" }",
        "steps[0].source is \"hgb\", but no step has this ref."
    )]
    [InlineData(
        "{ \"type\": \"start\", " + At + ", \"rateMlPerHour\": 25, \"brand\": \"SARCLISA\" }",
        "steps[0].batch is missing."
    )]
    [InlineData(
        "{ \"type\": \"start\", " + At + ", \"rateMlPerHour\": 0, \"brand\": \"SARCLISA\", \"batch\": \"B1\" }",
        "steps[0].rateMlPerHour must be a rate in mL/h from 1 to 1000"
    )]
    [InlineData(
        "{ \"type\": \"start\", "
            + At
            + ", \"rateMlPerHour\": 25, \"brand\": \"SARCLISA\", \"batch\": \"B1\", \"weightKg\": 700 }",
        "steps[0].weightKg must be a body weight in kg from 20 to 300"
    )]
    [InlineData(
        "{ \"type\": \"start\", \"day\": 0, \"rateMlPerHour\": 25, \"brand\": \"SARCLISA\", \"batch\": \"B1\" }",
        "steps[0] needs a time of day"
    )]
    [InlineData(
        "{ \"type\": \"start\", "
            + At
            + ", \"infusion\": 99, \"rateMlPerHour\": 25, \"brand\": \"SARCLISA\", \"batch\": \"B1\" }",
        "steps[0].infusion is 99, but the calendar of P1 reaches to infusion 6 so far."
    )]
    [InlineData(
        "{ \"type\": \"premedication\", " + At + ", \"drugs\": [\"dexametason\"] }",
        "steps[0].drugs[0] is \"dexametason\", which is not in the premedication plan of IsaPd"
    )]
    [InlineData(
        "{ \"type\": \"end\", " + At + ", \"reaction\": \"none\" }",
        "steps[0] cannot be done: no infusion of P1 is running at 2026-01-05 09:30Z."
    )]
    [InlineData(
        "{ \"type\": \"infusion\", \"day\": 0, \"reaction\": \"recorded\" }",
        "steps[0].reaction must be one of none, notReported"
    )]
    [InlineData(
        "{ \"type\": \"correct\", \"of\": \"x\", " + At + ", \"set\": {}, \"reason\": \"r\" }",
        "steps[0].of is \"x\", but no step has this ref."
    )]
    [InlineData(
        "{ \"type\": \"override\", " + At + ", \"rule\": \"ANC\", \"reason\": \"other\" }",
        "steps[0].rule must be one of ANC-HOLD"
    )]
    [InlineData(
        "{ \"type\": \"override\", " + At + ", \"rule\": \"ANC-HOLD\", \"reason\": \"because\" }",
        "steps[0].reason must be one of benefitOutweighsRisk"
    )]
    [InlineData(
        "{ \"type\": \"override\", " + At + ", \"rule\": \"ANC-HOLD\", \"reason\": \"willMonitor\" }",
        "steps[0] finds no alert ANC-HOLD of P1 to decide on at 2026-01-05 09:30Z (there is none)."
    )]
    [InlineData(
        Started
            + ", { \"type\": \"accept\", \"at\": \"2026-01-05T09:40\", \"rule\": \"ANC-MISSING\", \"by\": \"nurse\" }",
        "steps[1].by is somebody who may not do this:"
    )]
    [InlineData(
        Started
            + ", { \"type\": \"start\", \"infusion\": 1, \"at\": \"2026-01-05T09:40\", \"rateMlPerHour\": 25, \"brand\": \"B\", \"batch\": \"B1\" }",
        "steps[1] cannot be done: infusion 1 of P1 is running"
    )]
    [InlineData(
        Started + ", { \"type\": \"end\", \"at\": \"2026-01-05T11:00\", \"reaction\": \"recorded\" }",
        "steps[1].reaction was refused: The infusion is to end with reactions, but none is recorded."
    )]
    [InlineData(
        Started + ", " + Reaction + ", { \"type\": \"end\", \"at\": \"2026-01-05T11:00\", \"reaction\": \"none\" }",
        "steps[2].reaction was refused: A reaction is recorded for this infusion"
    )]
    [InlineData(
        Started
            + ", { \"type\": \"rate\", \"at\": \"2026-01-05T09:00\", \"recordedAt\": \"2026-01-05T10:00\", \"rateMlPerHour\": 50 }",
        "steps[1].at was refused: 2026-01-05 09:00Z is before the step recorded last"
    )]
    public async Task Step_Malformed_IsRefusedWithItsPlace(string steps, string expected) =>
        await RefusesAsync(ReplayProbe.OnePatient(steps), expected);

    [Theory]
    [InlineData("{ \"format\": ", "line 1, column ")]
    [InlineData("{\n  \"format\": \"pharmacovigilance-scenario/1\",\n  \"steps\": [ oops ]\n}", "line 3, column 14:")]
    [InlineData("[]", "the scenario must be an object")]
    [InlineData("{}", "format is missing.")]
    [InlineData("{ \"format\": \"fhir\" }", "format is \"fhir\"; this program reads \"pharmacovigilance-scenario/1\".")]
    [InlineData("{ \"format\": \"pharmacovigilance-scenario/1\", \"format\": \"x\" }", "format is given twice.")]
    [InlineData("{ \"format\": \"pharmacovigilance-scenario/1\" }", "patients is missing.")]
    [InlineData("{ \"format\": \"pharmacovigilance-scenario/1\", \"patients\": [] }", "patients is empty")]
    [InlineData(
        "{ \"format\": \"pharmacovigilance-scenario/1\", \"patient\": {} }",
        "patient is not an element of a scenario."
    )]
    [InlineData(
        "{ \"format\": \"pharmacovigilance-scenario/1\", \"unit\": { \"timeZone\": \"Mars/Olympus\" } }",
        "unit.timeZone is \"Mars/Olympus\", a time zone this computer does not know."
    )]
    [InlineData(
        "{ \"format\": \"pharmacovigilance-scenario/1\", \"unit\": { \"minimumPatients\": 0 } }",
        "unit.minimumPatients must lie between 1 and 1000, but is 0."
    )]
    [InlineData(
        "{ \"format\": \"pharmacovigilance-scenario/1\", \"patients\": [ { \"id\": \"A\", \"regimen\": \"IsaRd\", \"firstDose\": \"2026-01-05\" } ] }",
        "patients[0].regimen must be one of IsaPd, IsaKd"
    )]
    [InlineData(
        "{ \"format\": \"pharmacovigilance-scenario/1\", \"patients\": [ { \"id\": \"A\", \"regimen\": \"IsaPd\", \"firstDose\": \"5.1.2026\" } ] }",
        "patients[0].firstDose must be a date like 2026-01-05"
    )]
    [InlineData(
        "{ \"format\": \"pharmacovigilance-scenario/1\", \"patients\": [ { \"id\": \"A\", \"regimen\": \"IsaPd\", \"firstDose\": \"1999-01-05\" } ] }",
        "patients[0].firstDose was refused: 1999-01-05 cannot be the date of the first dose."
    )]
    [InlineData(
        "{ \"format\": \"pharmacovigilance-scenario/1\", \"patients\": [ { \"id\": \"A\", \"regimen\": \"IsaPd\", \"firstDose\": \"2026-01-05\", \"attending\": \"house\" } ] }",
        "patients[0].attending is \"house\", who is no physician of people."
    )]
    public async Task Scenario_Malformed_IsRefusedWithItsPlace(string scenario, string expected) =>
        await RefusesAsync(scenario, expected);

    [Fact]
    public async Task Patients_WithOneIdTwice_AreRefused()
    {
        const string Patient = "{ \"id\": \"A\", \"regimen\": \"IsaPd\", \"firstDose\": \"2026-01-05\" }";
        await RefusesAsync(
            $$"""{ "format": "pharmacovigilance-scenario/1", "patients": [ {{Patient}}, {{Patient}} ] }""",
            "patients[1].id repeats \"A\"."
        );
    }

    [Fact]
    public async Task Scenario_WithSeveralProblems_NamesThemAll()
    {
        var (_, errors, _) = await ReplayProbe.RefusalOfAsync(
            ReplayProbe.OnePatient(
                "{ \"type\": \"lab\", "
                    + At
                    + ", \"test\": \"ANC\", \"value\": 1 }, { \"type\": \"adverseEvent\", \"term\": \"Fever\" }"
            )
        );
        Assert.Contains("steps[0].unit is missing.", errors, StringComparison.Ordinal);
        Assert.Contains("steps[1].term is \"Fever\"", errors, StringComparison.Ordinal);
    }

    private static async Task RefusesAsync(string scenario, string expected)
    {
        var (exit, errors, output) = await ReplayProbe.RefusalOfAsync(scenario);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.Equal(2, exit);
        Assert.Empty(output);
    }
}
