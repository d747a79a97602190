using Shouldly;
using WorkflowHost.Gateways.Passwords;
using Xunit;

namespace WorkflowHost.Modules.Tests.Organisation;

public sealed class Hashing_passwords
{
    /// <summary>PBKDF2-HMAC-SHA-512 of 「密码」 with the salt 0123456789abcdef, computed by Python's hashlib.</summary>
    private const string MadeElsewhere = "$pbkdf2-sha512$i=1000$MDEyMzQ1Njc4OWFiY2RlZg==$ouRtTuGk42TuhDV4wqAtlv3SH5aYWGL1yy3mLWxgbLk=";

    private readonly Pbkdf2PasswordHashing hashing = new();

    [Fact]
    public void Only_the_password_that_was_hashed_is_verified()
    {
        var hash = hashing.Hash("Beijing-2026！");

        hash.ShouldStartWith("$pbkdf2-sha512$i=210000$");
        hashing.Verify(hash, "Beijing-2026！").ShouldBeTrue();
        hashing.Verify(hash, "Beijing-2026!").ShouldBeFalse();
        hashing.Verify(hash, "").ShouldBeFalse();
    }

    [Fact]
    public void The_same_password_never_has_the_same_hash() => hashing.Hash("a").ShouldNotBe(hashing.Hash("a"));

    [Fact]
    public void A_hash_with_other_iterations_made_elsewhere_is_verified() => hashing.Verify(MadeElsewhere, "密码").ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("$pbkdf2-sha512$i=0$AAAA$AAAA")]
    [InlineData("$pbkdf2-sha512$i=210000$AAAA$")]
    [InlineData("$pbkdf2-sha512$i=99999999999$AAAA$AAAA")]
    [InlineData("$pbkdf2-sha256$i=1000$AAAA$AAAA")]
    [InlineData("$pbkdf2-sha512$i=1000$not base64$AAAA")]
    public void A_text_that_is_no_hash_matches_nothing(string text) => hashing.Verify(text, "").ShouldBeFalse();
}
