/**
 * Runs in Amazon S3: {@code s3://bucket/prefix/<plan>/<run>/} with the journal as one object for every append, a copy of
 * the plan, and requests; the plan's lock beside the runs. What must happen once only is a conditional PUT.
 *
 * <p>May use {@code journal}, {@code rollout}, {@code fleet}, and the AWS SDK. Never looks at a clock, and never sleeps:
 * retries and their pauses are the SDK's.
 */
@NullMarked
package io.mediaup.journal.s3;

import org.jspecify.annotations.NullMarked;
