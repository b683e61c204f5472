# Completion of mediaup for fish 3 and later. Made by `mediaup completion fish`; do not edit.
# As mediaup.fish in ~/.config/fish/completions, or:
#   mediaup completion fish | source

# No JVM is started while you type: hosts are read from the lab's files (a few milliseconds; starting Java takes 200).
# Whatever goes wrong on the way, nothing is offered and nothing is said: the prompt is yours.

# Goes through the words before the cursor, once for all conditions below: which verb, the options that are used up, the
# arguments. The verb is '?' where mediaup would refuse the line, and behind --help.
function __mediaup_read
    set -l line (commandline -opc)
    set -l text (string join \x1f -- $line)
    test "$text" = "$__mediaup_line"; and return
    set -g __mediaup_line $text
    set -g __mediaup_used
    set -g __mediaup_arguments
    set -g __mediaup_verb ''
    set -l waits
    set -l closed
    __mediaup_model ''
    set -e line[1]
    for word in $line
        if set -q waits[1]
            set -a __mediaup_used $waits
            set -e waits
        else if not set -q closed[1]; and test "$word" = --
            set closed yes
        else if not set -q closed[1]; and string match -qr -- '^-.' $word
            set -l names (string replace -r -- '=.*' '' $word)
            if string match -qr -- '^-[^-].' $names
                set names -(string split -- '' (string sub -s 2 -- $names))
            end
            if contains -- "$names[-1]" $__mediaup_valued; and not string match -q -- '*=*' $word
                # Not used up before its value is there: fish asks for that by the same line below.
                set waits $names[-1]
                set -e names[-1]
            end
            for name in $names
                contains -- $name $__mediaup_alone; and set -g __mediaup_verb '?'
            end
            set -a __mediaup_used $names
        else if set -q __mediaup_verbs[1]
            if not contains -- $word $__mediaup_verbs
                set -g __mediaup_verb '?'
            else if test "$__mediaup_verb" != '?'
                set -g __mediaup_verb (string trim -- "$__mediaup_verb $word")
            end
            __mediaup_model $__mediaup_verb
        else
            set -a __mediaup_arguments $word
        end
    end
end

# Whether a verb may follow here: $argv is the one above it.
function __mediaup_at
    __mediaup_read
    test "$__mediaup_verb" = "$argv"
end

# Whether one of the options named $argv[1] may follow: the rest of $argv are the verbs that have it.
function __mediaup_may
    __mediaup_read
    contains -- "$__mediaup_verb" $argv[2..-1]; or return
    for name in (string split ' ' -- $argv[1])
        contains -- $name $__mediaup_used; and return 1
    end
    return 0
end

# Whether argument number $argv[1] is next: '2' is the second only, '2+' the second and all behind it. The rest of $argv
# are the verbs that have it.
function __mediaup_next
    __mediaup_read
    contains -- "$__mediaup_verb" $argv[2..-1]; or return
    set -l next (math (count $__mediaup_arguments) + 1)
    if string match -q -- '*+' $argv[1]
        test $next -ge (string trim -c + -- $argv[1])
    else
        test $next -eq $argv[1]
    end
end

# Plan files, and directories on the way to one: what fish itself would offer, less the rest.
function __mediaup_plans
    complete -C "__fish_command_without_completions "(commandline -ct) | string match -r '.*\.ya?ml$|.*/$'
end

# The hosts of the lab of the plan file that stands as argument $argv[1] of the verb.
function __mediaup_hosts
    set -l plan (string replace -r '^~/' "$HOME/" -- $__mediaup_arguments[$argv[1]])
    test -f "$plan" -a -r "$plan"; or return
    set -l name (string match -r '^name:\s*["\']?([a-z0-9-]+)' <$plan)[2]
    test -n "$name"; or return
    set -l state $XDG_STATE_HOME
    string match -q '/*' -- "$state"; or set state $HOME/.local/state
    set -l files $state/mediaup/labs/$name/hosts/*/host.properties
    set -q files[1]; or return
    command grep -ls '^wanted=running' $files 2>/dev/null | string replace -r '.*/([^/]+)/host.properties$' '$1'
end

# Sets what the verb $argv has: verbs below it, options that take a value, options that stand alone.
function __mediaup_model
    set -g __mediaup_verbs
    set -g __mediaup_valued
    set -g __mediaup_alone
    switch "$argv"
        case ''
            set -g __mediaup_verbs validate plan apply reap status pause resume abort rollback approve drain undrain hold release extend doctor iam-policy presets schema completion lab
            set -g __mediaup_alone -h --help -V --version
        case validate
            set -g __mediaup_valued --output --set --var
            set -g __mediaup_alone -h --help -V --version
        case plan
            set -g __mediaup_valued --out --output --set --var
            set -g __mediaup_alone -h --help -V --version
        case apply
            set -g __mediaup_valued --adopt --lock-wait --max-duration --output --set --var
            set -g __mediaup_alone -h --help -V --version
        case reap
            set -g __mediaup_valued --lock-wait --output --set --var
            set -g __mediaup_alone -h --help -V --version
        case status
            set -g __mediaup_valued --output --set --var
            set -g __mediaup_alone -h --help -V --version
        case pause
            set -g __mediaup_valued --output --reason --set --var
            set -g __mediaup_alone -h --help -V --version
        case resume
            set -g __mediaup_valued --output --reason --set --var
            set -g __mediaup_alone -h --help -V --version
        case abort
            set -g __mediaup_valued --output --reason --set --var
            set -g __mediaup_alone -h --help -V --version
        case rollback
            set -g __mediaup_valued --output --reason --set --var
            set -g __mediaup_alone -h --help -V --version
        case approve
            set -g __mediaup_valued --output --reason --set --var
            set -g __mediaup_alone -h --help -V --version
        case drain
            set -g __mediaup_valued --output --reason --set --var
            set -g __mediaup_alone -h --help -V --version
        case undrain
            set -g __mediaup_valued --output --reason --set --var
            set -g __mediaup_alone -h --help -V --version
        case hold
            set -g __mediaup_valued --output --reason --set --var
            set -g __mediaup_alone -h --help -V --version
        case release
            set -g __mediaup_valued --output --reason --set --var
            set -g __mediaup_alone -h --help -V --version
        case extend
            set -g __mediaup_valued --output --reason --set --var
            set -g __mediaup_alone -h --help -V --version
        case doctor
            set -g __mediaup_valued --output --set --var
            set -g __mediaup_alone -h --help -V --version
        case iam-policy
            set -g __mediaup_valued --kms-key --output --pass-role --set --var
            set -g __mediaup_alone -h --help -V --version
        case presets
            set -g __mediaup_valued --output
            set -g __mediaup_alone -h --help -V --version
        case schema
            set -g __mediaup_valued --output
            set -g __mediaup_alone -h --help -V --version
        case completion
            set -g __mediaup_valued --output
            set -g __mediaup_alone -h --help -V --version
        case lab
            set -g __mediaup_verbs up down status traffic
            set -g __mediaup_alone -h --help -V --version
        case 'lab up'
            set -g __mediaup_valued --output --set --var
            set -g __mediaup_alone -h --help -V --version
        case 'lab down'
            set -g __mediaup_valued --output --set --var
            set -g __mediaup_alone -h --help -V --version
        case 'lab status'
            set -g __mediaup_valued --output --set --var
            set -g __mediaup_alone -h --help -V --version
        case 'lab traffic'
            set -g __mediaup_valued --arrivals-per-minute --output --set --var
            set -g __mediaup_alone -h --help -V --version
    end
end

function __mediaup_words_form
    printf '%s\n' \
        auto \
        plain \
        json
end

function __mediaup_words_path_value
    printf '%s\n' \
        'apiVersion=mediaup/v1' \
        'name=' \
        'fleet.provider=lab' \
        'fleet.provider=aws' \
        'fleet.region=' \
        'fleet.select.tags=' \
        'fleet.version-tag=' \
        'fleet.outdated-when=version' \
        'fleet.outdated-when=launch-definition' \
        'fleet.size=' \
        'fleet.hold=' \
        'fleet.lab.hosts=' \
        'fleet.lab.zones=' \
        'fleet.lab.version=' \
        'fleet.lab.boot-time=' \
        'fleet.lab.traffic.arrivals-per-minute=' \
        'fleet.lab.traffic.session-length.median=' \
        'fleet.lab.traffic.session-length.p95=' \
        'fleet.lab.command=' \
        'target.version=' \
        'target.launch-template.name=' \
        'target.launch-template.id=' \
        'target.launch-template.version=' \
        'target.launch.image=' \
        'target.launch.instance-type=' \
        'target.launch.subnets=' \
        'target.launch.security-groups=' \
        'target.launch.instance-profile=' \
        'target.launch.user-data=' \
        'target.launch.tags=' \
        'target.zones=same' \
        'target.zones=any' \
        'target.instance-types=' \
        'target.boot-timeout=' \
        'target.health-timeout=' \
        'target.failed-hosts=terminate' \
        'target.failed-hosts=keep' \
        'load-balancer.target-groups=' \
        'load-balancer.switch=register' \
        'load-balancer.settle=' \
        'technique=drain-first' \
        'technique=migrate-first' \
        'technique=kill-reconnect' \
        'technique=active-passive' \
        'rollout.shape=rolling' \
        'rollout.shape=all-at-once' \
        'rollout.shape=blue-green' \
        'rollout.batch=' \
        'rollout.max-surge=' \
        'rollout.max-unavailable=' \
        'rollout.max-draining=' \
        'rollout.spread=zone' \
        'rollout.spread=none' \
        'rollout.canary.hosts=' \
        'rollout.canary.bake=' \
        'rollout.canary.approve=true' \
        'rollout.canary.approve=false' \
        'rollout.max-failures=' \
        'rollout.on-failure=halt' \
        'rollout.on-failure=pause' \
        'rollout.on-failure=rollback' \
        'rollout.on-host-lost=replace' \
        'rollout.on-host-lost=halt' \
        'rollout.max-versions=' \
        'probes.every=' \
        'probes.stale-after=' \
        'probes.health.http.url=' \
        'probes.health.http.method=GET' \
        'probes.health.http.method=POST' \
        'probes.health.http.method=PUT' \
        'probes.health.http.method=PATCH' \
        'probes.health.http.method=DELETE' \
        'probes.health.http.headers=' \
        'probes.health.http.body=' \
        'probes.health.http.expect=' \
        'probes.health.http.json-pointer=' \
        'probes.health.http.equals=' \
        'probes.health.http.timeout=' \
        'probes.health.http.via=ssh' \
        'probes.health.ssh.command=' \
        'probes.health.ssh.equals=' \
        'probes.health.ssh.timeout=' \
        'probes.health.healthy-after=' \
        'probes.health.preset=jitsi-videobridge' \
        'probes.health.preset=janus' \
        'probes.health.preset=rtpengine' \
        'probes.health.preset=coturn' \
        'probes.health.preset=eturnal' \
        'probes.health.preset=livekit' \
        'probes.health.preset=freeswitch' \
        'probes.health.preset=asterisk' \
        'probes.health.preset=kamailio' \
        'probes.health.preset=srs' \
        'probes.health.preset=mediamtx' \
        'probes.health.preset=prosody' \
        'probes.health.with=' \
        'probes.version.http.url=' \
        'probes.version.http.method=GET' \
        'probes.version.http.method=POST' \
        'probes.version.http.method=PUT' \
        'probes.version.http.method=PATCH' \
        'probes.version.http.method=DELETE' \
        'probes.version.http.headers=' \
        'probes.version.http.body=' \
        'probes.version.http.expect=' \
        'probes.version.http.json-pointer=' \
        'probes.version.http.timeout=' \
        'probes.version.http.via=ssh' \
        'probes.version.ssh.command=' \
        'probes.version.ssh.pattern=' \
        'probes.version.ssh.timeout=' \
        'probes.version.preset=jitsi-videobridge' \
        'probes.version.preset=janus' \
        'probes.version.preset=rtpengine' \
        'probes.version.preset=coturn' \
        'probes.version.preset=eturnal' \
        'probes.version.preset=livekit' \
        'probes.version.preset=freeswitch' \
        'probes.version.preset=asterisk' \
        'probes.version.preset=kamailio' \
        'probes.version.preset=srs' \
        'probes.version.preset=mediamtx' \
        'probes.version.preset=prosody' \
        'probes.version.with=' \
        'probes.sessions=' \
        'drain.enter.http.url=' \
        'drain.enter.http.method=GET' \
        'drain.enter.http.method=POST' \
        'drain.enter.http.method=PUT' \
        'drain.enter.http.method=PATCH' \
        'drain.enter.http.method=DELETE' \
        'drain.enter.http.headers=' \
        'drain.enter.http.body=' \
        'drain.enter.http.expect=' \
        'drain.enter.http.json-pointer=' \
        'drain.enter.http.equals=' \
        'drain.enter.http.timeout=' \
        'drain.enter.http.via=ssh' \
        'drain.enter.ssh.command=' \
        'drain.enter.ssh.equals=' \
        'drain.enter.ssh.prints-wait=true' \
        'drain.enter.ssh.prints-wait=false' \
        'drain.enter.ssh.timeout=' \
        'drain.enter.preset=jitsi-videobridge' \
        'drain.enter.preset=janus' \
        'drain.enter.preset=rtpengine' \
        'drain.enter.preset=coturn' \
        'drain.enter.preset=eturnal' \
        'drain.enter.preset=livekit' \
        'drain.enter.preset=freeswitch' \
        'drain.enter.preset=asterisk' \
        'drain.enter.preset=kamailio' \
        'drain.enter.preset=srs' \
        'drain.enter.preset=mediamtx' \
        'drain.enter.preset=prosody' \
        'drain.enter.with=' \
        'drain.leave.http.url=' \
        'drain.leave.http.method=GET' \
        'drain.leave.http.method=POST' \
        'drain.leave.http.method=PUT' \
        'drain.leave.http.method=PATCH' \
        'drain.leave.http.method=DELETE' \
        'drain.leave.http.headers=' \
        'drain.leave.http.body=' \
        'drain.leave.http.expect=' \
        'drain.leave.http.json-pointer=' \
        'drain.leave.http.equals=' \
        'drain.leave.http.timeout=' \
        'drain.leave.http.via=ssh' \
        'drain.leave.ssh.command=' \
        'drain.leave.ssh.equals=' \
        'drain.leave.ssh.timeout=' \
        'drain.leave.preset=jitsi-videobridge' \
        'drain.leave.preset=janus' \
        'drain.leave.preset=rtpengine' \
        'drain.leave.preset=coturn' \
        'drain.leave.preset=eturnal' \
        'drain.leave.preset=livekit' \
        'drain.leave.preset=freeswitch' \
        'drain.leave.preset=asterisk' \
        'drain.leave.preset=kamailio' \
        'drain.leave.preset=srs' \
        'drain.leave.preset=mediamtx' \
        'drain.leave.preset=prosody' \
        'drain.leave.with=' \
        'drain.read-back.http.url=' \
        'drain.read-back.http.method=GET' \
        'drain.read-back.http.method=POST' \
        'drain.read-back.http.method=PUT' \
        'drain.read-back.http.method=PATCH' \
        'drain.read-back.http.method=DELETE' \
        'drain.read-back.http.headers=' \
        'drain.read-back.http.body=' \
        'drain.read-back.http.expect=' \
        'drain.read-back.http.json-pointer=' \
        'drain.read-back.http.equals=' \
        'drain.read-back.http.timeout=' \
        'drain.read-back.http.via=ssh' \
        'drain.read-back.ssh.command=' \
        'drain.read-back.ssh.equals=' \
        'drain.read-back.ssh.timeout=' \
        'drain.read-back.preset=jitsi-videobridge' \
        'drain.read-back.preset=janus' \
        'drain.read-back.preset=rtpengine' \
        'drain.read-back.preset=coturn' \
        'drain.read-back.preset=eturnal' \
        'drain.read-back.preset=livekit' \
        'drain.read-back.preset=freeswitch' \
        'drain.read-back.preset=asterisk' \
        'drain.read-back.preset=kamailio' \
        'drain.read-back.preset=srs' \
        'drain.read-back.preset=mediamtx' \
        'drain.read-back.preset=prosody' \
        'drain.read-back.with=' \
        'drain.stable-for=' \
        'drain.patience=' \
        'drain.then=wait' \
        'drain.then=migrate' \
        'drain.then=kill' \
        'drain.then=halt' \
        'migrate.notify.http.url=' \
        'migrate.notify.http.method=GET' \
        'migrate.notify.http.method=POST' \
        'migrate.notify.http.method=PUT' \
        'migrate.notify.http.method=PATCH' \
        'migrate.notify.http.method=DELETE' \
        'migrate.notify.http.headers=' \
        'migrate.notify.http.body=' \
        'migrate.notify.http.expect=' \
        'migrate.notify.http.json-pointer=' \
        'migrate.notify.http.equals=' \
        'migrate.notify.http.timeout=' \
        'migrate.notify.http.via=ssh' \
        'migrate.notify.ssh.command=' \
        'migrate.notify.ssh.equals=' \
        'migrate.notify.ssh.timeout=' \
        'migrate.sever.http.url=' \
        'migrate.sever.http.method=GET' \
        'migrate.sever.http.method=POST' \
        'migrate.sever.http.method=PUT' \
        'migrate.sever.http.method=PATCH' \
        'migrate.sever.http.method=DELETE' \
        'migrate.sever.http.headers=' \
        'migrate.sever.http.body=' \
        'migrate.sever.http.expect=' \
        'migrate.sever.http.json-pointer=' \
        'migrate.sever.http.equals=' \
        'migrate.sever.http.timeout=' \
        'migrate.sever.http.via=ssh' \
        'migrate.sever.ssh.command=' \
        'migrate.sever.ssh.equals=' \
        'migrate.sever.ssh.timeout=' \
        'migrate.sessions.http.url=' \
        'migrate.sessions.http.method=GET' \
        'migrate.sessions.http.method=POST' \
        'migrate.sessions.http.method=PUT' \
        'migrate.sessions.http.method=PATCH' \
        'migrate.sessions.http.method=DELETE' \
        'migrate.sessions.http.headers=' \
        'migrate.sessions.http.body=' \
        'migrate.sessions.http.expect=' \
        'migrate.sessions.http.json-pointer=' \
        'migrate.sessions.http.timeout=' \
        'migrate.sessions.http.via=ssh' \
        'migrate.sessions.ssh.command=' \
        'migrate.sessions.ssh.pattern=' \
        'migrate.sessions.ssh.timeout=' \
        'migrate.sessions.id=' \
        'migrate.pace.sessions-per-second=' \
        'migrate.pace.in-flight=' \
        'migrate.within=' \
        'migrate.patience=' \
        'migrate.then=wait' \
        'migrate.then=kill' \
        'migrate.then=halt' \
        'reconnect.when=before' \
        'reconnect.when=after' \
        'reconnect.notify.http.url=' \
        'reconnect.notify.http.method=GET' \
        'reconnect.notify.http.method=POST' \
        'reconnect.notify.http.method=PUT' \
        'reconnect.notify.http.method=PATCH' \
        'reconnect.notify.http.method=DELETE' \
        'reconnect.notify.http.headers=' \
        'reconnect.notify.http.body=' \
        'reconnect.notify.http.expect=' \
        'reconnect.notify.http.json-pointer=' \
        'reconnect.notify.http.equals=' \
        'reconnect.notify.http.timeout=' \
        'reconnect.notify.http.via=ssh' \
        'reconnect.notify.ssh.command=' \
        'reconnect.notify.ssh.equals=' \
        'reconnect.notify.ssh.timeout=' \
        'retire.how=terminate' \
        'retire.how=stop' \
        'retire.how=standby' \
        'retire.before.ssh.command=' \
        'retire.before.ssh.timeout=' \
        'retire.keep-for=' \
        'gates=' \
        'windows=' \
        'retire-outside=true' \
        'retire-outside=false' \
        'ssh.user=' \
        'ssh.identity=' \
        'ssh.address=' \
        'ssh.port=' \
        'ssh.jump=' \
        'ssh.host-keys=known-hosts' \
        'ssh.host-keys=accept-new-for-launched' \
        'ssh.config=' \
        'ssh.connect-timeout=' \
        'ssh.keep-alive=' \
        'ssh.parallel=' \
        'hooks=' \
        'state=' \
        'model.session-length.median=' \
        'model.session-length.p95=' \
        'cost.host-hour=' \
        'cost.currency='
end

function __mediaup_words_subject
    printf '%s\n' \
        plan \
        events
end

function __mediaup_words_shell
    printf '%s\n' \
        bash \
        zsh \
        fish
end

complete -c mediaup -e
complete -c mediaup -f
complete -c mediaup -n '__mediaup_at \'\'' -a validate -d 'Finds every mistake in a plan, with file, line and column'
complete -c mediaup -n '__mediaup_at \'\'' -a plan -d 'Shows host by host what apply would do and why, by running the same engine in virtual time'
complete -c mediaup -n '__mediaup_at \'\'' -a apply -d 'Upgrades the fleet'
complete -c mediaup -n '__mediaup_at \'\'' -a reap -d 'Retires what has drained since in an unfinished run, and starts nothing new: for cron'
complete -c mediaup -n '__mediaup_at \'\'' -a status -d 'Shows where the latest run of a plan stands, from any terminal, without disturbing it'
complete -c mediaup -n '__mediaup_at \'\'' -a pause -d 'Asks a run to start nothing new'
complete -c mediaup -n '__mediaup_at \'\'' -a resume -d 'Lets a paused run go on, also one that a failure paused'
complete -c mediaup -n '__mediaup_at \'\'' -a abort -d 'Ends a run: cordoned hosts that nothing replaces go back in rotation, the others drain to their end'
complete -c mediaup -n '__mediaup_at \'\'' -a rollback -d 'Brings every slot back to what it ran when the run began: cordoned hosts of the old version go back in rotation first, what is missing is launched, and the new ones drain'
complete -c mediaup -n '__mediaup_at \'\'' -a approve -d 'Says that a canary that has baked may be trusted, where the plan says approve: true; the next \'mediaup apply\' goes on with the other hosts'
complete -c mediaup -n '__mediaup_at \'\'' -a drain -d 'Replaces a host now, whatever its version and its batch: when its replacement gets traffic it leaves the rotation, drains and is retired'
complete -c mediaup -n '__mediaup_at \'\'' -a undrain -d 'Puts a draining host back in rotation, and holds it there until it is released'
complete -c mediaup -n '__mediaup_at \'\'' -a hold -d 'Leaves a host alone for the rest of the run: it is neither replaced nor retired, and does not keep the run from ending'
complete -c mediaup -n '__mediaup_at \'\'' -a release -d 'Ends a hold: the host is treated like any other again'
complete -c mediaup -n '__mediaup_at \'\'' -a extend -d 'Gives a draining host more time before its patience ends'
complete -c mediaup -n '__mediaup_at \'\'' -a doctor -d 'Checks everything that a run of a plan needs: secrets, state, credentials, rights, quotas, target groups, and every probe on every host'
complete -c mediaup -n '__mediaup_at \'\'' -a iam-policy -d 'Prints the least IAM policy for a plan on AWS, as JSON'
complete -c mediaup -n '__mediaup_at \'\'' -a presets -d 'Lists the media servers that plans can name, or prints what is known of one'
complete -c mediaup -n '__mediaup_at \'\'' -a schema -d 'Prints the JSON Schema (2020-12) of the plan, for editors that complete and check as you type; or of the JSON output'
complete -c mediaup -n '__mediaup_at \'\'' -a completion -d 'Prints the completion script for a shell: verbs, options, plans, hosts, plan keys'
complete -c mediaup -n '__mediaup_at \'\'' -a lab -d 'The embedded fleet on loopback: real processes with live sessions, for a first try and for tests'
complete -c mediaup -n '__mediaup_at lab' -a up -d 'Starts the plan\'s lab, or what is missing of it'
complete -c mediaup -n '__mediaup_at lab' -a down -d 'Ends a lab: its processes and its directory'
complete -c mediaup -n '__mediaup_at lab' -a status -d 'Shows a lab\'s hosts, and what its clients counted'
complete -c mediaup -n '__mediaup_at lab' -a traffic -d 'Starts, changes or stops a lab\'s traffic'
complete -c mediaup -n '__mediaup_may \'-h --help\' \'\' validate plan apply reap status pause resume abort rollback approve drain undrain hold release extend doctor iam-policy presets schema completion lab \'lab up\' \'lab down\' \'lab status\' \'lab traffic\'' -s h -l help -d 'Show this help message and exit'
complete -c mediaup -n '__mediaup_may \'-V --version\' \'\' validate plan apply reap status pause resume abort rollback approve drain undrain hold release extend doctor iam-policy presets schema completion lab \'lab up\' \'lab down\' \'lab status\' \'lab traffic\'' -s V -l version -d 'Print version information and exit'
complete -c mediaup -n '__mediaup_may --no-color validate plan apply reap status pause resume abort rollback approve drain undrain hold release extend doctor iam-policy presets schema completion \'lab up\' \'lab down\' \'lab status\' \'lab traffic\'' -l no-color -d 'No colours, as with NO_COLOR set'
complete -c mediaup -n '__mediaup_may --output validate plan apply reap status pause resume abort rollback approve drain undrain hold release extend doctor iam-policy presets schema completion \'lab up\' \'lab down\' \'lab status\' \'lab traffic\'' -l output -x -a '(__mediaup_words_form)' -d 'auto, plain, json; auto is plain'
complete -c mediaup -n '__mediaup_may \'-q --quiet\' validate plan apply reap status pause resume abort rollback approve drain undrain hold release extend doctor iam-policy presets schema completion \'lab up\' \'lab down\' \'lab status\' \'lab traffic\'' -s q -l quiet -d 'Only results and errors'
complete -c mediaup -n '__mediaup_may \'\' validate plan apply reap status pause resume abort rollback approve drain undrain hold release extend doctor iam-policy \'lab up\' \'lab down\' \'lab status\' \'lab traffic\'' -l set -x -a '(__mediaup_words_path_value)' -d 'Overwrites a key of the plan, such as target.version=1.5.0'
complete -c mediaup -n '__mediaup_may \'\' validate plan apply reap status pause resume abort rollback approve drain undrain hold release extend doctor iam-policy \'lab up\' \'lab down\' \'lab status\' \'lab traffic\'' -l var -x -d 'What {{var.NAME}} stands for in the plan'
complete -c mediaup -n '__mediaup_may \'\' validate plan apply reap status pause resume abort rollback approve drain undrain hold release extend doctor iam-policy presets schema completion \'lab up\' \'lab down\' \'lab status\' \'lab traffic\'' -s v -l verbose -d 'More detail; twice also shows stack traces'
complete -c mediaup -n '__mediaup_may --detailed-exitcode plan' -l detailed-exitcode -d 'Exit code 2 when there is something to do'
complete -c mediaup -n '__mediaup_may --out plan' -l out -r -F -d 'Saves the plan with the fleet that it was made for: \'mediaup apply FILE\' does exactly this, and refuses when the fleet has changed before'
complete -c mediaup -n '__mediaup_may --stats plan apply' -l stats -d 'Says at the end how often each action of the provider\'s API was called, retries included'
complete -c mediaup -n '__mediaup_may --adopt apply' -l adopt -x -d 'Takes over the unfinished run of another machine, whose journal is not here'
complete -c mediaup -n '__mediaup_may --detach apply' -l detach -d 'Leaves with 75 once only draining is left; \'mediaup reap\' or the same command retires what has drained'
complete -c mediaup -n '__mediaup_may --lock-wait apply reap' -l lock-wait -x -d 'How long to wait for another process that runs the plan, such as 10m; not at all by default'
complete -c mediaup -n '__mediaup_may --max-duration apply' -l max-duration -x -d 'Starts nothing new after this time, such as 2h, waits for what is in flight and leaves with 75'
complete -c mediaup -n '__mediaup_may --now apply' -l now -d 'Heeds no windows, from here to the end of the run: for emergencies'
complete -c mediaup -n '__mediaup_may --retry-rejected apply' -l retry-rejected -d 'Applies a version that was rolled back once more'
complete -c mediaup -n '__mediaup_may --unfinished-ok apply reap' -l unfinished-ok -d 'Exit code 0 instead of 75 for a run that is not finished, and that is fine'
complete -c mediaup -n '__mediaup_may \'-y --yes\' apply' -s y -l yes -d 'Approved: does not ask'
complete -c mediaup -n '__mediaup_may --now reap' -l now -d 'Heeds no windows, this once'
complete -c mediaup -n '__mediaup_may \'-w --watch\' status' -s w -l watch -d 'Shows it again until the run has ended'
complete -c mediaup -n '__mediaup_may --reason pause resume abort rollback approve drain undrain hold release extend' -l reason -x -d 'Why, for the journal'
complete -c mediaup -n '__mediaup_may \'\' iam-policy' -l kms-key -x -d 'A key that the AMI\'s volumes are encrypted with, by id, alias or ARN'
complete -c mediaup -n '__mediaup_may --offline iam-policy' -l offline -d 'Asks AWS nothing: every launch template is allowed'
complete -c mediaup -n '__mediaup_may \'\' iam-policy' -l pass-role -x -d 'A role that hosts get, by name or ARN, when it is not called like its instance profile'
complete -c mediaup -n '__mediaup_may --arrivals-per-minute \'lab traffic\'' -l arrivals-per-minute -x -d 'New sessions per minute from now on'
complete -c mediaup -n '__mediaup_may --stop \'lab traffic\'' -l stop -d 'Ends the traffic and its sessions'
complete -c mediaup -n '__mediaup_next 1 validate plan apply reap pause resume abort rollback approve drain undrain hold release extend doctor iam-policy \'lab up\'' -a '(__mediaup_plans)'
complete -c mediaup -n '__mediaup_next 1 status \'lab down\' \'lab status\' \'lab traffic\'' -a '(__mediaup_plans)'
complete -c mediaup -n '__mediaup_next 2 drain undrain hold release extend' -a '(__mediaup_hosts 1)'
complete -c mediaup -n '__mediaup_next 1 schema' -a '(__mediaup_words_subject)'
complete -c mediaup -n '__mediaup_next 1 completion' -a '(__mediaup_words_shell)'
