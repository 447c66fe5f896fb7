using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.StaticAssets;
using Pharmacovigilance.Web.Access;

namespace Pharmacovigilance.Web.Tests.Surface;

/// <summary>What answers at which address, and to whom.</summary>
internal static class EndpointSurface
{
    /// <summary>Of a real unit, and what the demonstration has besides.</summary>
    public static (IEnumerable<string> Pages, IEnumerable<string> Endpoints) Of(
        IEndpointRouteBuilder unit,
        IEndpointRouteBuilder demo
    )
    {
        var (pages, endpoints) = Of(unit);
        var (demoPages, demoEndpoints) = Of(demo);
        return (
            [.. pages, .. demoPages.Except(pages).Select(OnlyInDemo)],
            [.. endpoints, .. demoEndpoints.Except(endpoints).Select(OnlyInDemo)]
        );
    }

    private static string OnlyInDemo(string line) => $"{line} (demonstration only)";

    private static (List<string> Pages, List<string> Endpoints) Of(IEndpointRouteBuilder unit)
    {
        var all = unit
            .DataSources.SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)
            .ToLookup(endpoint => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null);
        return (Lines(all[true], Page), Lines(all[false], Endpoint));
    }

    private static List<string> Lines(IEnumerable<RouteEndpoint> endpoints, Func<RouteEndpoint, string> line) =>
        [.. endpoints.Select(line).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Page(RouteEndpoint endpoint) => $"{Route(endpoint)}  {Who(endpoint)}";

    private static string Endpoint(RouteEndpoint endpoint)
    {
        string methods = string.Join(
            ',',
            endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Order(StringComparer.Ordinal)
                ?? Enumerable.Repeat("ANY", 1)
        );
        string hub = endpoint.Metadata.GetMetadata<HubMetadata>() is { } of ? $" hub {of.HubType.Name}" : "";
        return $"{methods} {Route(endpoint)}{hub}  {Who(endpoint)}";
    }

    private static string Route(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    private static string Who(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return "anybody";
        string[] policies =
        [
            .. endpoint
                .Metadata.GetOrderedMetadata<IAuthorizeData>()
                .Select(data => data.Policy)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];
        return policies.Length == 0
            ? "everybody signed in"
            : string.Join(
                "; ",
                policies.Select(policy =>
                    Policies.Allowed.TryGetValue(policy, out var roles)
                        ? $"{policy}: {string.Join(", ", roles)}"
                        : policy
                )
            );
    }
}
