package io.mediaup;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.time.Clock;
import java.util.Set;

/** A call or method reference that lets real time or unseeded chance in. */
final class RealWorld extends DescribedPredicate<JavaAccess<?>> {
    private static final Set<String> ALWAYS = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.lang.Thread.sleep",
            "java.util.concurrent.TimeUnit.sleep",
            "java.util.concurrent.locks.LockSupport.parkNanos",
            "java.util.concurrent.locks.LockSupport.parkUntil",
            "java.time.InstantSource.system",
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.util.UUID.randomUUID",
            "java.util.concurrent.ThreadLocalRandom.current");

    private static final Set<String> WITHOUT_ARGUMENTS = Set.of(
            "java.util.Date.<init>",
            "java.util.Random.<init>",
            "java.util.SplittableRandom.<init>",
            "java.security.SecureRandom.<init>");

    RealWorld() {
        super("real time or unseeded chance");
    }

    @Override
    public boolean test(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target && isReal(target);
    }

    private static boolean isReal(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        String name = owner + "." + target.getName();
        return ALWAYS.contains(name)
                || (WITHOUT_ARGUMENTS.contains(name)
                        && target.getRawParameterTypes().isEmpty())
                || name.startsWith("java.time.Clock.system")
                || name.startsWith("java.time.Clock.tick")
                || isNow(owner, target);
    }

    /** {@code now} of any type in {@code java.time}; with a clock it is as pure as the clock. */
    private static boolean isNow(String owner, CodeUnitAccessTarget target) {
        return owner.startsWith("java.time.")
                && target.getName().equals("now")
                && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
    }
}
