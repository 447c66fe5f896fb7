using Pharmacovigilance.Benchmarks;

// dotnet run -c Release --project tests/Pharmacovigilance.Benchmarks -- [write|save-to-visible]
return args switch
{
    ["write"] => await WriteBenchmark.RunAsync(),
    ["save-to-visible"] => await SaveToVisibleBenchmark.RunAsync(),
    [] => await WriteBenchmark.RunAsync() + await SaveToVisibleBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/Pharmacovigilance.Benchmarks -- [write|save-to-visible]");
    return 2;
}
