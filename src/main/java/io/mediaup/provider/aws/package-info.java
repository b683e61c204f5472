/**
 * EC2 behind ELBv2 target groups as a provider. One small class for each thing that is asked of AWS; {@code AwsProvider}
 * puts them together.
 *
 * <p>May use the {@code provider} port, {@code fleet}, {@code plan} and the AWS SDK, which no other room but {@code
 * journal.s3} may use. Never decides what to do about a failure beyond naming its kind, and never makes one call per host
 * where one for all will do.
 */
@NullMarked
package io.mediaup.provider.aws;

import org.jspecify.annotations.NullMarked;
