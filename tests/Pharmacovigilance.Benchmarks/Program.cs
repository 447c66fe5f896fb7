using Pharmacovigilance.Benchmarks;

// dotnet run -c Release --project tests/Pharmacovigilance.Benchmarks -- [write|save-to-visible|board]
return args switch
{
    ["write"] => await WriteBenchmark.RunAsync(),
    ["save-to-visible"] => await SaveToVisibleBenchmark.RunAsync(),
    ["board"] => BoardBenchmark.Run(),
    [] => await WriteBenchmark.RunAsync() + await SaveToVisibleBenchmark.RunAsync() + BoardBenchmark.Run(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        "Usage: dotnet run -c Release --project tests/Pharmacovigilance.Benchmarks -- [write|save-to-visible|board]"
    );
    return 2;
}
