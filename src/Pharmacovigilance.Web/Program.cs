using Pharmacovigilance.Web.Composition;

return await Verbs.RunAsync(args);
