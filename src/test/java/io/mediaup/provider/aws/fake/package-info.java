/**
 * A stateful fake of EC2, ELBv2 and STS, for tests: {@link io.mediaup.provider.aws.fake.FakeCloud} is the model, pure and
 * on a clock that the test holds; {@link io.mediaup.provider.aws.fake.FakeEndpoint} speaks the Query protocols of both
 * services over it; {@link io.mediaup.provider.aws.fake.FakeAwsServer} serves that by WireMock, and
 * {@link io.mediaup.provider.aws.fake.InProcessHttp} without a socket. It does what the AWS documentation says, including
 * what is awkward, and refuses what it does not know, so that a client cannot lean on a gap of it.
 */
@NullMarked
package io.mediaup.provider.aws.fake;

import org.jspecify.annotations.NullMarked;
