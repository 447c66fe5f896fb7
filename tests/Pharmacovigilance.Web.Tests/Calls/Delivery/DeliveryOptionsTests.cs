using Microsoft.Extensions.Configuration;
using Pharmacovigilance.Storage.Calls.Delivery;
using Pharmacovigilance.Web.Calls.Delivery;
using Pharmacovigilance.Web.Composition;

namespace Pharmacovigilance.Web.Tests.Calls.Delivery;

public sealed class DeliveryOptionsTests
{
    [Fact]
    public void Read_Nothing_LeavesEveryChannelOff() => Assert.Empty(Read().On);

    [Fact]
    public void Read_MailAndWebhook_AreOn() =>
        Assert.Equal(
            [ChannelNames.Mail, ChannelNames.Webhook],
            Read(
                ("Mail:Host", "mail.example"),
                ("Mail:From", "unit@hospital.example"),
                ("Webhook:Url", "https://pager.example/in"),
                ("Webhook:Secret", "0123456789abcdef")
            ).On
        );

    [Theory]
    [InlineData("Delivery:Language", "Language", "de")]
    [InlineData("Delivery:PublicAddress", "PublicAddress", "unit.example")]
    [InlineData("Delivery:Mail:From", "Mail:Host", "mail.example")]
    [InlineData("Delivery:Webhook:Secret", "Webhook:Url", "https://pager.example/in")]
    public void Read_WhatCannotWork_IsRefusedWithTheSetting(string named, string key, string value) =>
        Assert.Contains(
            named,
            Assert.Throws<StartRefusedException>(() => Read((key, value))).Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("0", "Port")]
    [InlineData("65536", "Port")]
    [InlineData("many", "Port")]
    public void Read_ImpossiblePort_IsRefused(string port, string named) =>
        Assert.Contains(
            named,
            Assert
                .Throws<StartRefusedException>(() =>
                    Read(("Mail:Host", "mail.example"), ("Mail:From", "unit@hospital.example"), ("Mail:Port", port))
                )
                .Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Read_PasswordWithoutEncryption_IsRefused() =>
        Assert.Contains(
            "Encryption",
            Assert
                .Throws<StartRefusedException>(() =>
                    Read(
                        ("Mail:Host", "mail.example"),
                        ("Mail:From", "unit@hospital.example"),
                        ("Mail:UserName", "unit"),
                        ("Mail:Password", "x")
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("Mail:AuthorityFile", "/nowhere/authority.pem", "AuthorityFile")]
    [InlineData("Mail:Encryption", "maybe", "Encryption")]
    public void Read_EncryptionThatCannotWork_IsRefused(string key, string value, string named) =>
        Assert.Contains(
            named,
            Assert
                .Throws<StartRefusedException>(() =>
                    Read(("Mail:Host", "mail.example"), ("Mail:From", "unit@hospital.example"), (key, value))
                )
                .Message,
            StringComparison.Ordinal
        );

    private static DeliveryOptions Read(params (string Key, string Value)[] settings) =>
        DeliveryOptions.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    settings.Select(s => KeyValuePair.Create<string, string?>($"Delivery:{s.Key}", s.Value))
                )
                .Build()
        );
}
