using System.Text.Json;
using System.Text.Json.Nodes;
using Pharmacovigilance.Web.Verbs.Replay;

namespace Pharmacovigilance.Web.Tests.Verbs.Replay;

/// <summary>Whatever is written where something else was expected: the scenario is taken or refused with a sentence, never a crash.</summary>
public sealed class MutatedScenarioTests
{
    private static readonly string[] Replacements =
    [
        "null",
        "true",
        "-1",
        "0",
        "1e27",
        "2.5",
        "\"\"",
        "\"x\"",
        "\"2026-01-05\"",
        "\"9999-12-31T23:59\"",
        "\"0001-01-01\"",
        "[]",
        "[null]",
        "{}",
        "{\"day\":3650}",
        "7",
    ];

    [Theory]
    [InlineData("case-report", 400, 4)]
    [InlineData("bedside-rules", 700, 4)]
    [InlineData("holds-and-overrides", 700, 4)]
    public async Task Replay_OfAMutatedScenario_IsTakenOrRefused(string name, int mutations, int replays)
    {
        string text = await File.ReadAllTextAsync(ReplayProbe.Shipped(name));
        var random = new Random(2026);
        int refused = 0;
        for (int i = 0; i < mutations; i++)
        {
            string mutated = Mutate(text, random);
            try
            {
                _ = ScenarioReader.Read(mutated, ReplayProbe.Knowledge);
                if (replays-- > 0)
                    _ = await ReplayVerb.ReplayAsync(mutated, ReplayProbe.Knowledge);
            }
            catch (ScenarioRefusedException e)
            {
                refused++;
                Assert.All(e.Problems, problem =>
                    Assert.True(problem.Place.Length > 0 && problem.Problem.Length > 0, mutated)
                );
            }
            catch (Exception e)
            {
                Assert.Fail($"{e}{Environment.NewLine}{mutated}");
            }
        }

        Assert.True(refused > mutations / 4, $"Only {refused} of {mutations} mutations were refused.");
    }

    /// <summary>The document with one value, drawn from all of them, replaced or removed.</summary>
    private static string Mutate(string text, Random random)
    {
        var root = JsonNode.Parse(
            text,
            documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip }
        )!;
        var places = Places(root).ToList();
        var (parent, key) = places[random.Next(places.Count)];
        var replacement = JsonNode.Parse(Replacements[random.Next(Replacements.Length)]);
        if (parent is JsonArray list)
            list[(int)key] = replacement;
        else if (random.Next(5) == 0)
            parent.AsObject().Remove((string)key);
        else
            parent[(string)key] = replacement;
        return root.ToJsonString();
    }

    private static IEnumerable<(JsonNode Parent, object Key)> Places(JsonNode node) =>
        node switch
        {
            JsonObject properties => properties.SelectMany(p => Below(node, p.Key, p.Value)),
            JsonArray items => items.SelectMany((item, i) => Below(node, i, item)),
            _ => [],
        };

    private static IEnumerable<(JsonNode Parent, object Key)> Below(JsonNode parent, object key, JsonNode? value) =>
        value is null ? [(parent, key)] : [(parent, key), .. Places(value)];
}
