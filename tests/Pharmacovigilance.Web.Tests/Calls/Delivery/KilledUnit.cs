using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Pharmacovigilance.Domain;
using Pharmacovigilance.Domain.AdverseEvents;
using Pharmacovigilance.Domain.Calls.OnCall;
using Pharmacovigilance.Domain.Patients;
using Pharmacovigilance.Storage.Access;
using Pharmacovigilance.Storage.AdverseEvents;
using Pharmacovigilance.Storage.Calls.OnCall;
using Pharmacovigilance.Storage.Database;
using Pharmacovigilance.Storage.Patients;
using Pharmacovigilance.Storage.Reference;
using Pharmacovigilance.Web.Access;
using Pharmacovigilance.Web.Composition;
using Pharmacovigilance.Web.Tests.Alerts;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

/// <summary>
/// The product as it serves, in a process of its own. It records what it is asked for on its standard input and prints each
/// recording once it is acknowledged, until it is killed.
/// </summary>
internal sealed class KilledUnit
{
    public const string Command = "unit-that-is-killed";
    public const string Open = "open";

    /// <summary>Ends each acknowledgement, so that one cut by the kill is not taken for another.</summary>
    public const char Mark = '.';

    public const string Physician = "physician";
    public const string Address = "physician@hospital.example";

    private readonly WebApplication app;
    private readonly Actor nurse = new(IdOf(1), "nurse");
    private readonly UserId physician = IdOf(2);

    private KilledUnit(WebApplication app) => this.app = app;

    /// <param name="settings">The data folder, and the product's settings.</param>
    public static async Task<int> RunAsync(string[] settings)
    {
        await using var app = UnitProgram.Build(
            UnitMode.Real,
            [.. settings[1..], "--Logging:LogLevel:Default", "None"],
            settings[0]
        );
        await app.Services.OpenUnitAsync();
        var unit = new KilledUnit(app);
        await unit.StaffAsync();
        await app.StartAsync();
        Console.WriteLine(Open);
        // Its parent's end is its own, should nobody kill it.
        var running = new List<Task>();
        while (await Console.In.ReadLineAsync() is { } line)
            running.Add(Task.Run(() => unit.RecordAsync(int.Parse(line, CultureInfo.InvariantCulture))));
        await Task.WhenAll(running);
        return 0;
    }

    private static UserId IdOf(int n) =>
        UserId.From(Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"01900000-0000-7000-8000-{n:D12}")));

    private T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    /// <summary>It may have been killed between any two of these.</summary>
    private async Task StaffAsync()
    {
        await AddAsync(nurse.UserId!.Value, "nurse", Role.Nurse);
        await AddAsync(physician, Physician, Role.Physician);
        await new ContactStore(Get<UnitDatabase>(), Get<WriteQueue>()).SaveAsync(
            Actor.Product,
            physician,
            new Contact(Address, null)
        );
    }

    private async Task AddAsync(UserId id, string name, Role role)
    {
        if (Get<AccountStore>().Find(id) is not null)
            return;
        await Get<AccountStore>()
            .CreateAsync(
                Actor.Product,
                Get<Credentials>().WithPassword(name, name, [role], AlertUnit.Password) with
                {
                    Id = id,
                }
            );
    }

    /// <summary>A new patient with one thing that needs a decision; asked for again it is the same one.</summary>
    private async Task RecordAsync(int n)
    {
        string key = string.Create(CultureInfo.InvariantCulture, $"kill-{n}");
        var clock = Get<UnitClock>();
        var course = await Get<PatientStore>()
            .RegisterAsync(
                nurse,
                new Registration(
                    key,
                    "Kill",
                    "Test",
                    null,
                    Sex.Unknown,
                    Regimen.IsaPd,
                    new DateOnly(2026, 3, 2),
                    physician
                )
                {
                    AnotherPersonBecause = "another test patient",
                },
                key + "-patient"
            );
        if (n % 2 == 0)
        {
            await Get<ObservationStore>()
                .RecordLabAsync(
                    nurse,
                    new LabEntry(course, LabTest.NeutrophilCount, 0.4m, "10*9/L", null, clock.Now),
                    key
                );
        }
        else
        {
            var content = new AdverseEventContent
            {
                LltCode = CtcaeTerms.InfusionRelatedReaction,
                CtcaeVersion = Get<KnowledgeInForce>().Current.Ctcae.Version,
                Grade = n % 4 == 1 ? Grade.Grade2 : Grade.Grade3,
                OnsetAt = clock.Now,
                InfusionId = null,
                ActionTaken = ActionTaken.DoseNotChanged,
            };
            await Get<AdverseEventStore>().RecordAsync(nurse, course, content, key);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{n}{Mark}"));
    }
}
