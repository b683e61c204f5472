package io.mediaup.remote.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first field of known_hosts, by sshd(8). */
class HostPatternsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "m1.example.com m1.example.com true",
                "M1.Example.com m1.example.com true",
                "m1.example.com m2.example.com false",
                "m1.example.com m1.example.com.evil.org false",
                "m1xexample.com m1.example.com false",
                "m1.example.com m1xexample.com false",
                "*.example.com m1.example.com true",
                "*.example.com example.com false",
                "m?.example.com m1.example.com true",
                "m?.example.com m12.example.com false",
                "a,b,c b true",
                "!b,* b false",
                "*,!b b false",
                "!b,* c true",
                "!b b false",
                "!b c false",
                "[192.0.2.7]:2222 [192.0.2.7]:2222 true",
                "[192.0.2.7]:2222 192.0.2.7 false",
                "192.0.2.7 [192.0.2.7]:2222 false",
                "[*]:2222 [m1]:2222 true",
            })
    void shouldMatchAsOpenSshDoes(String patterns, String name, boolean matches) {
        assertThat(HostPatterns.match(patterns, name)).isEqualTo(matches);
    }

    @Test
    void shouldMatchAHashedName() {
        // Made by ssh-keygen -H of OpenSSH 9.2.
        String hashed = "|1|fqnBsikgmBt6Ts4AXrEJ/r3UANQ=|VhfZEeCc7sZtUJ3/iH7V3mWqbuQ=";

        assertThat(HostPatterns.match(hashed, "[192.0.2.7]:2222")).isTrue();
        assertThat(HostPatterns.match(hashed, "192.0.2.7")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"|1|", "|1|a", "|1|a|b|c", "|1|!|!", "|2|AAAA|AAAA"})
    void shouldMatchNothingWithAHashThatMakesNoSense(String patterns) {
        assertThat(HostPatterns.match(patterns, "m1")).isFalse();
    }
}
