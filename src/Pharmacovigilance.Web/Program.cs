using Pharmacovigilance.Web.Verbs;

return await CommandLine.RunAsync(args, VerbConsole.OfProcess);
