using System.Globalization;

namespace Pharmacovigilance.Web.Verbs.Demo;

/// <summary>Names nobody can take for a person's: plants and minerals, with letters of the Greek alphabet as given names.</summary>
internal static class DemoNames
{
    private static readonly string[] Families =
    [
        "Basalt",
        "Bracken",
        "Chalcedony",
        "Cloverleaf",
        "Cobaltite",
        "Dolomite",
        "Feldspar",
        "Fernfrond",
        "Fluorite",
        "Foxglove",
        "Gneiss",
        "Gorsebush",
        "Gypsum",
        "Hawthorn-Demo",
        "Hornblende",
        "Juniper-Demo",
        "Kaolin",
        "Lichen",
        "Malachite",
        "Mossagate",
        "Nettleleaf",
        "Obsidian",
        "Olivine",
        "Peridotite",
        "Pumice",
        "Pyrite",
        "Quartzite",
        "Rhyolite",
        "Schist",
        "Sphagnum",
    ];

    private static readonly string[] Letters =
    [
        "Alpha",
        "Beta",
        "Gamma",
        "Delta",
        "Epsilon",
        "Zeta",
        "Eta",
        "Theta",
        "Iota",
        "Kappa",
        "Lambda",
        "Sigma",
        "Omega",
    ];

    private static readonly string[] CyrillicFamilies =
    [
        "Базальт",
        "Гранит",
        "Кварцит",
        "Лишайник",
        "Малахит",
        "Мятлик",
        "Полынь",
        "Ромашка",
    ];

    private static readonly string[] CyrillicLetters =
    [
        "Альфа",
        "Бета",
        "Гамма",
        "Дельта",
        "Дзета",
        "Каппа",
        "Сигма",
        "Омега",
    ];

    /// <summary>Every sixth patient is written in Cyrillic letters.</summary>
    public static (string Family, string Given) Of(int patient) =>
        patient % 6 == 4
            ? (
                CyrillicFamilies[patient / 6 % CyrillicFamilies.Length],
                "Демо-" + CyrillicLetters[patient / 3 % CyrillicLetters.Length]
            )
            : (Families[patient * 7 % Families.Length], "Demo-" + Letters[patient % Letters.Length]);

    /// <summary>E.g. <c>DEMO-0007</c>.</summary>
    public static string RecordNumber(int patient) =>
        string.Create(CultureInfo.InvariantCulture, $"DEMO-{patient + 1:0000}");
}
