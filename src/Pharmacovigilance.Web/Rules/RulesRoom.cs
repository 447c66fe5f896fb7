using Pharmacovigilance.Web.Rules.Canaries;
using Pharmacovigilance.Web.Rules.Firing;

namespace Pharmacovigilance.Web.Rules;

internal static class RulesRoom
{
    public static IServiceCollection AddRulesRoom(this IServiceCollection services) =>
        services
            .AddHostedService<CanaryWatch>()
            .AddSingleton<RuleHealthWords>()
            .AddSingleton<FiringWords>()
            .AddSingleton<RuleSetWords>();
}
