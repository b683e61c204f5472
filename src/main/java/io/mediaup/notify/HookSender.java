package io.mediaup.notify;

import io.mediaup.plan.HookSpec;

/** Delivers notices for real: over HTTP, or by a program. */
public final class HookSender implements HookPort {

    private final HttpHook http;
    private final CommandHook command;

    /** Takes secrets from {@code secrets}; programs get its environment. */
    public HookSender(HookSecrets secrets) {
        this.http = new HttpHook(secrets);
        this.command = new CommandHook(secrets.environment());
    }

    @Override
    public void deliver(HookSpec hook, Notice notice) throws NoticeException {
        if (hook.target() instanceof HookSpec.Http request) {
            http.deliver(request, hook.timeout(), notice);
        } else if (hook.target() instanceof HookSpec.Command program) {
            command.deliver(program, hook.timeout(), notice);
        }
    }
}
