# Completion of mediaup for bash 4 and later. Made by `mediaup completion bash`; do not edit.
# Needs no bash-completion package:
#   source <(mediaup completion bash)

# No JVM is started while you type: hosts are read from the lab's files (a few milliseconds; starting Java takes 200).
# Whatever goes wrong on the way, nothing is offered and nothing is said: the prompt is yours.

# Sets what the verb $1 has: `verbs` below it, `options` as names|values|often, `arguments`, and which of
# them is the plan (`planned`).
__mediaup_model() {
    verbs=() options=() arguments=() planned=-1
    case $1 in
        '')
            verbs=(
                validate
                plan
                apply
                reap
                status
                pause
                resume
                abort
                rollback
                approve
                drain
                undrain
                hold
                release
                extend
                doctor
                iam-policy
                presets
                schema
                completion
                lab
            )
            options=(
                '-h --help||alone'
                '-V --version||alone'
            )
            ;;
        validate)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        plan)
            options=(
                '--detailed-exitcode||once'
                '-h --help||alone'
                '--no-color||once'
                '--out|files|once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--set|words_path_value|many'
                '--stats||once'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        apply)
            options=(
                '--adopt|none|once'
                '--detach||once'
                '-h --help||alone'
                '--lock-wait|none|once'
                '--max-duration|none|once'
                '--no-color||once'
                '--now||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--retry-rejected||once'
                '--set|words_path_value|many'
                '--stats||once'
                '--unfinished-ok||once'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
                '-y --yes||once'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        reap)
            options=(
                '-h --help||alone'
                '--lock-wait|none|once'
                '--no-color||once'
                '--now||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--set|words_path_value|many'
                '--unfinished-ok||once'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        status)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
                '-w --watch||once'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        pause)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--reason|none|once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        resume)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--reason|none|once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        abort)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--reason|none|once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        rollback)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--reason|none|once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        approve)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--reason|none|once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        drain)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--reason|none|once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
                hosts
            )
            planned=0
            ;;
        undrain)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--reason|none|once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
                hosts
            )
            planned=0
            ;;
        hold)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--reason|none|once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
                hosts
            )
            planned=0
            ;;
        release)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--reason|none|once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
                hosts
            )
            planned=0
            ;;
        extend)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--reason|none|once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
                hosts
                none
            )
            planned=0
            ;;
        doctor)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        iam-policy)
            options=(
                '-h --help||alone'
                '--kms-key|none|many'
                '--no-color||once'
                '--offline||once'
                '--output|words_form|once'
                '--pass-role|none|many'
                '-q --quiet||once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        presets)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                none
            )
            ;;
        schema)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                words_subject
            )
            ;;
        completion)
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                words_shell
            )
            ;;
        lab)
            verbs=(
                up
                down
                status
                traffic
            )
            options=(
                '-h --help||alone'
                '-V --version||alone'
            )
            ;;
        'lab up')
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        'lab down')
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        'lab status')
            options=(
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--set|words_path_value|many'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
        'lab traffic')
            options=(
                '--arrivals-per-minute|none|once'
                '-h --help||alone'
                '--no-color||once'
                '--output|words_form|once'
                '-q --quiet||once'
                '--set|words_path_value|many'
                '--stop||once'
                '--var|none|many'
                '-v --verbose||many'
                '-V --version||alone'
            )
            arguments=(
                plans
            )
            planned=0
            ;;
    esac
}

# Sets `offers` to the words of the list $1.
__mediaup_list() {
    case $1 in
        words_form)
            offers=(
                auto
                plain
                json
            )
            ;;
        words_path_value)
            offers=(
                'apiVersion=mediaup/v1'
                'name='
                'fleet.provider=lab'
                'fleet.provider=aws'
                'fleet.region='
                'fleet.select.tags='
                'fleet.version-tag='
                'fleet.outdated-when=version'
                'fleet.outdated-when=launch-definition'
                'fleet.size='
                'fleet.hold='
                'fleet.lab.hosts='
                'fleet.lab.zones='
                'fleet.lab.version='
                'fleet.lab.boot-time='
                'fleet.lab.traffic.arrivals-per-minute='
                'fleet.lab.traffic.session-length.median='
                'fleet.lab.traffic.session-length.p95='
                'fleet.lab.command='
                'target.version='
                'target.launch-template.name='
                'target.launch-template.id='
                'target.launch-template.version='
                'target.launch.image='
                'target.launch.instance-type='
                'target.launch.subnets='
                'target.launch.security-groups='
                'target.launch.instance-profile='
                'target.launch.user-data='
                'target.launch.tags='
                'target.zones=same'
                'target.zones=any'
                'target.instance-types='
                'target.boot-timeout='
                'target.health-timeout='
                'target.failed-hosts=terminate'
                'target.failed-hosts=keep'
                'load-balancer.target-groups='
                'load-balancer.switch=register'
                'load-balancer.settle='
                'technique=drain-first'
                'technique=migrate-first'
                'technique=kill-reconnect'
                'technique=active-passive'
                'rollout.shape=rolling'
                'rollout.shape=all-at-once'
                'rollout.shape=blue-green'
                'rollout.batch='
                'rollout.max-surge='
                'rollout.max-unavailable='
                'rollout.max-draining='
                'rollout.spread=zone'
                'rollout.spread=none'
                'rollout.canary.hosts='
                'rollout.canary.bake='
                'rollout.canary.approve=true'
                'rollout.canary.approve=false'
                'rollout.max-failures='
                'rollout.on-failure=halt'
                'rollout.on-failure=pause'
                'rollout.on-failure=rollback'
                'rollout.on-host-lost=replace'
                'rollout.on-host-lost=halt'
                'rollout.max-versions='
                'probes.every='
                'probes.stale-after='
                'probes.health.http.url='
                'probes.health.http.method=GET'
                'probes.health.http.method=POST'
                'probes.health.http.method=PUT'
                'probes.health.http.method=PATCH'
                'probes.health.http.method=DELETE'
                'probes.health.http.headers='
                'probes.health.http.body='
                'probes.health.http.expect='
                'probes.health.http.json-pointer='
                'probes.health.http.equals='
                'probes.health.http.timeout='
                'probes.health.http.via=ssh'
                'probes.health.ssh.command='
                'probes.health.ssh.equals='
                'probes.health.ssh.timeout='
                'probes.health.healthy-after='
                'probes.health.preset=jitsi-videobridge'
                'probes.health.preset=janus'
                'probes.health.preset=rtpengine'
                'probes.health.preset=coturn'
                'probes.health.preset=eturnal'
                'probes.health.preset=livekit'
                'probes.health.preset=freeswitch'
                'probes.health.preset=asterisk'
                'probes.health.preset=kamailio'
                'probes.health.preset=srs'
                'probes.health.preset=mediamtx'
                'probes.health.preset=prosody'
                'probes.health.with='
                'probes.version.http.url='
                'probes.version.http.method=GET'
                'probes.version.http.method=POST'
                'probes.version.http.method=PUT'
                'probes.version.http.method=PATCH'
                'probes.version.http.method=DELETE'
                'probes.version.http.headers='
                'probes.version.http.body='
                'probes.version.http.expect='
                'probes.version.http.json-pointer='
                'probes.version.http.timeout='
                'probes.version.http.via=ssh'
                'probes.version.ssh.command='
                'probes.version.ssh.pattern='
                'probes.version.ssh.timeout='
                'probes.version.preset=jitsi-videobridge'
                'probes.version.preset=janus'
                'probes.version.preset=rtpengine'
                'probes.version.preset=coturn'
                'probes.version.preset=eturnal'
                'probes.version.preset=livekit'
                'probes.version.preset=freeswitch'
                'probes.version.preset=asterisk'
                'probes.version.preset=kamailio'
                'probes.version.preset=srs'
                'probes.version.preset=mediamtx'
                'probes.version.preset=prosody'
                'probes.version.with='
                'probes.sessions='
                'drain.enter.http.url='
                'drain.enter.http.method=GET'
                'drain.enter.http.method=POST'
                'drain.enter.http.method=PUT'
                'drain.enter.http.method=PATCH'
                'drain.enter.http.method=DELETE'
                'drain.enter.http.headers='
                'drain.enter.http.body='
                'drain.enter.http.expect='
                'drain.enter.http.json-pointer='
                'drain.enter.http.equals='
                'drain.enter.http.timeout='
                'drain.enter.http.via=ssh'
                'drain.enter.ssh.command='
                'drain.enter.ssh.equals='
                'drain.enter.ssh.prints-wait=true'
                'drain.enter.ssh.prints-wait=false'
                'drain.enter.ssh.timeout='
                'drain.enter.preset=jitsi-videobridge'
                'drain.enter.preset=janus'
                'drain.enter.preset=rtpengine'
                'drain.enter.preset=coturn'
                'drain.enter.preset=eturnal'
                'drain.enter.preset=livekit'
                'drain.enter.preset=freeswitch'
                'drain.enter.preset=asterisk'
                'drain.enter.preset=kamailio'
                'drain.enter.preset=srs'
                'drain.enter.preset=mediamtx'
                'drain.enter.preset=prosody'
                'drain.enter.with='
                'drain.leave.http.url='
                'drain.leave.http.method=GET'
                'drain.leave.http.method=POST'
                'drain.leave.http.method=PUT'
                'drain.leave.http.method=PATCH'
                'drain.leave.http.method=DELETE'
                'drain.leave.http.headers='
                'drain.leave.http.body='
                'drain.leave.http.expect='
                'drain.leave.http.json-pointer='
                'drain.leave.http.equals='
                'drain.leave.http.timeout='
                'drain.leave.http.via=ssh'
                'drain.leave.ssh.command='
                'drain.leave.ssh.equals='
                'drain.leave.ssh.timeout='
                'drain.leave.preset=jitsi-videobridge'
                'drain.leave.preset=janus'
                'drain.leave.preset=rtpengine'
                'drain.leave.preset=coturn'
                'drain.leave.preset=eturnal'
                'drain.leave.preset=livekit'
                'drain.leave.preset=freeswitch'
                'drain.leave.preset=asterisk'
                'drain.leave.preset=kamailio'
                'drain.leave.preset=srs'
                'drain.leave.preset=mediamtx'
                'drain.leave.preset=prosody'
                'drain.leave.with='
                'drain.read-back.http.url='
                'drain.read-back.http.method=GET'
                'drain.read-back.http.method=POST'
                'drain.read-back.http.method=PUT'
                'drain.read-back.http.method=PATCH'
                'drain.read-back.http.method=DELETE'
                'drain.read-back.http.headers='
                'drain.read-back.http.body='
                'drain.read-back.http.expect='
                'drain.read-back.http.json-pointer='
                'drain.read-back.http.equals='
                'drain.read-back.http.timeout='
                'drain.read-back.http.via=ssh'
                'drain.read-back.ssh.command='
                'drain.read-back.ssh.equals='
                'drain.read-back.ssh.timeout='
                'drain.read-back.preset=jitsi-videobridge'
                'drain.read-back.preset=janus'
                'drain.read-back.preset=rtpengine'
                'drain.read-back.preset=coturn'
                'drain.read-back.preset=eturnal'
                'drain.read-back.preset=livekit'
                'drain.read-back.preset=freeswitch'
                'drain.read-back.preset=asterisk'
                'drain.read-back.preset=kamailio'
                'drain.read-back.preset=srs'
                'drain.read-back.preset=mediamtx'
                'drain.read-back.preset=prosody'
                'drain.read-back.with='
                'drain.stable-for='
                'drain.patience='
                'drain.then=wait'
                'drain.then=migrate'
                'drain.then=kill'
                'drain.then=halt'
                'migrate.notify.http.url='
                'migrate.notify.http.method=GET'
                'migrate.notify.http.method=POST'
                'migrate.notify.http.method=PUT'
                'migrate.notify.http.method=PATCH'
                'migrate.notify.http.method=DELETE'
                'migrate.notify.http.headers='
                'migrate.notify.http.body='
                'migrate.notify.http.expect='
                'migrate.notify.http.json-pointer='
                'migrate.notify.http.equals='
                'migrate.notify.http.timeout='
                'migrate.notify.http.via=ssh'
                'migrate.notify.ssh.command='
                'migrate.notify.ssh.equals='
                'migrate.notify.ssh.timeout='
                'migrate.sever.http.url='
                'migrate.sever.http.method=GET'
                'migrate.sever.http.method=POST'
                'migrate.sever.http.method=PUT'
                'migrate.sever.http.method=PATCH'
                'migrate.sever.http.method=DELETE'
                'migrate.sever.http.headers='
                'migrate.sever.http.body='
                'migrate.sever.http.expect='
                'migrate.sever.http.json-pointer='
                'migrate.sever.http.equals='
                'migrate.sever.http.timeout='
                'migrate.sever.http.via=ssh'
                'migrate.sever.ssh.command='
                'migrate.sever.ssh.equals='
                'migrate.sever.ssh.timeout='
                'migrate.sessions.http.url='
                'migrate.sessions.http.method=GET'
                'migrate.sessions.http.method=POST'
                'migrate.sessions.http.method=PUT'
                'migrate.sessions.http.method=PATCH'
                'migrate.sessions.http.method=DELETE'
                'migrate.sessions.http.headers='
                'migrate.sessions.http.body='
                'migrate.sessions.http.expect='
                'migrate.sessions.http.json-pointer='
                'migrate.sessions.http.timeout='
                'migrate.sessions.http.via=ssh'
                'migrate.sessions.ssh.command='
                'migrate.sessions.ssh.pattern='
                'migrate.sessions.ssh.timeout='
                'migrate.sessions.id='
                'migrate.pace.sessions-per-second='
                'migrate.pace.in-flight='
                'migrate.within='
                'migrate.patience='
                'migrate.then=wait'
                'migrate.then=kill'
                'migrate.then=halt'
                'reconnect.when=before'
                'reconnect.when=after'
                'reconnect.notify.http.url='
                'reconnect.notify.http.method=GET'
                'reconnect.notify.http.method=POST'
                'reconnect.notify.http.method=PUT'
                'reconnect.notify.http.method=PATCH'
                'reconnect.notify.http.method=DELETE'
                'reconnect.notify.http.headers='
                'reconnect.notify.http.body='
                'reconnect.notify.http.expect='
                'reconnect.notify.http.json-pointer='
                'reconnect.notify.http.equals='
                'reconnect.notify.http.timeout='
                'reconnect.notify.http.via=ssh'
                'reconnect.notify.ssh.command='
                'reconnect.notify.ssh.equals='
                'reconnect.notify.ssh.timeout='
                'retire.how=terminate'
                'retire.how=stop'
                'retire.how=standby'
                'retire.before.ssh.command='
                'retire.before.ssh.timeout='
                'retire.keep-for='
                'gates='
                'windows='
                'retire-outside=true'
                'retire-outside=false'
                'ssh.user='
                'ssh.identity='
                'ssh.address='
                'ssh.port='
                'ssh.jump='
                'ssh.host-keys=known-hosts'
                'ssh.host-keys=accept-new-for-launched'
                'ssh.config='
                'ssh.connect-timeout='
                'ssh.keep-alive='
                'ssh.parallel='
                'hooks='
                'state='
                'model.session-length.median='
                'model.session-length.p95='
                'cost.host-hour='
                'cost.currency='
            )
            ;;
        words_subject)
            offers=(
                plan
                events
            )
            ;;
        words_shell)
            offers=(
                bash
                zsh
                fish
            )
            ;;
    esac
}

# Sets REPLY to a word as the command will see it. Expands nothing but a leading ~/: the line is not run yet.
__mediaup_unquote() {
    local text=$1 quote='' character i
    REPLY=''
    # shellcheck disable=SC2088 # the tilde as it was typed
    if [[ $text == '~/'* ]]; then
        REPLY=$HOME/
        text=${text#??}
    fi
    for ((i = 0; i < ${#text}; i++)); do
        character=${text:i:1}
        # shellcheck disable=SC1003 # no quote is meant to be escaped
        case $quote$character in
            "'" | '"') quote=$character ;;
            "''" | '""') quote='' ;;
            \\ | '"\')
                i=$((i + 1))
                [[ -n $quote && ${text:i:1} != [\"\\\$\`] ]] && REPLY+=\\
                REPLY+=${text:i:1}
                ;;
            *) REPLY+=$character ;;
        esac
    done
}

# Sets `words` to the words up to the cursor, `typed` to the last one as it stands on the line, and `head` to the part of
# it that bash does not replace: bash splits words at '=' and ':' as well, and here they are put together again where no
# blank was between.
__mediaup_words() {
    local rest=${COMP_LINE:0:COMP_POINT} word before gap i last=-1
    local -a raw=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((i == COMP_CWORD)); then
            gap=${rest%%[![:blank:]]*}
            word=${rest#"$gap"}
        else
            before=$rest
            rest=${rest#*"$word"}
            gap=${before%%"$word"*}
        fi
        if ((last >= 0)) && [[ -z $gap && -n $word ]]; then
            head=${raw[last]}
            raw[last]+=$word
            [[ $word == *[!=:]* ]] || head=${raw[last]}
        else
            head=''
            last=$((last + 1))
            raw[last]=$word
        fi
    done
    typed=${raw[last]}
    __mediaup_unquote "$head"
    head=$REPLY
    words=()
    for word in "${raw[@]}"; do
        __mediaup_unquote "$word"
        words+=("$REPLY")
    done
}

# Offers what begins with $1 of the words that follow.
__mediaup_offer() {
    local start=$1 word
    shift
    for word in "$@"; do
        if [[ $word == "$start"* ]]; then
            COMPREPLY+=("$word")
            # More belongs behind a '=', and it is not a blank.
            [[ $word == *= ]] && compopt -o nospace 2>/dev/null
        fi
    done
}

# Offers the files that begin with $1: $2 is 'plans', 'files' or 'directories', which the others pass through, too.
__mediaup_files() {
    local start=$1 kind=$2 file
    compopt -o filenames 2>/dev/null
    # In a shell of its own, so that the user's globbing options neither matter nor change.
    while IFS= read -r file; do
        # shellcheck disable=SC2088 # the tilde as it was typed
        [[ $typed == '~/'* ]] && file="~/${file#"$HOME"/}"
        COMPREPLY+=("$file")
    done < <(
        set +f
        shopt -u failglob nocaseglob
        shopt -s nullglob
        for file in "$start"*; do
            if [[ -d $file || $kind == files ]] || [[ $kind == plans && $file =~ \.ya?ml$ ]]; then
                printf '%s\n' "$file"
            fi
        done
    ) 2>/dev/null
}

# Offers the hosts of the lab of the plan file $2 that begin with $1.
__mediaup_hosts() {
    local start=$1 plan=$2 state=${XDG_STATE_HOME:-} line name='' file
    [[ -f $plan && -r $plan ]] || return
    while IFS= read -r line || [[ -n $line ]]; do
        if [[ $line =~ ^name:[[:blank:]]*[\"\']?([a-z0-9-]+) ]]; then
            name=${BASH_REMATCH[1]}
            break
        fi
    done 2>/dev/null <"$plan"
    [[ -n $name ]] || return
    [[ $state == /* ]] || state=$HOME/.local/state
    while IFS= read -r file; do
        file=${file%/*}
        __mediaup_offer "$start" "${file##*/}"
    done < <(
        set +f
        shopt -u failglob
        command grep -ls '^wanted=running' "$state/mediaup/labs/$name/hosts/"*/host.properties
    ) 2>/dev/null
}

# Offers the values that begin with $2 of the kind $1.
__mediaup_values() {
    local -a offers=()
    case $1 in
        plans | files | directories) __mediaup_files "$2" "$1" ;;
        hosts) __mediaup_hosts "$2" "$plan" ;;
        none) ;;
        *)
            __mediaup_list "$1"
            __mediaup_offer "$2" "${offers[@]}"
            ;;
    esac
}

# Sets `names`, `values` and `often` for the option $1 of the verb; fails if it has none of this name.
__mediaup_option() {
    local entry
    for entry in "${options[@]}"; do
        IFS='|' read -r names values often <<<"$entry"
        [[ " $names " == *" $1 "* ]] && return
    done
    return 1
}

# Goes through the words before the cursor. Sets what stands there: `verb`, `used` options, the number of arguments,
# `plan`, and `pending`, the kind of value that an option waits for. Fails where mediaup would refuse the line.
__mediaup_read() {
    local word names values often open=yes
    __mediaup_model ''
    for ((i = 1; i < ${#words[@]} - 1; i++)); do
        word=${words[i]}
        if [[ $open && $word == -- ]]; then
            open=''
        elif [[ $open && $word == -?* ]]; then
            __mediaup_read_option "$word" || return 1
        elif ((${#verbs[@]})); then
            [[ " ${verbs[*]} " == *" $word "* ]] || return 1
            verb=${verb:+$verb }$word
            __mediaup_model "$verb"
        else
            ((count == planned)) && plan=$word
            count=$((count + 1))
        fi
    done
    [[ $open ]] || closed=yes
}

# An option before the cursor. One letter may follow the other behind a hyphen.
__mediaup_read_option() {
    local word=$1
    if [[ $word == -[!-]?* ]] && ! __mediaup_option "${word%%=*}"; then
        __mediaup_option "${word:0:2}" || return 1
        used+=" $names"
        __mediaup_read_option "-${word:2}"
        return
    fi
    __mediaup_option "${word%%=*}" || return 1
    [[ $often == alone ]] && return 1
    [[ $often == many ]] || used+=" $names"
    if [[ $values && $word != *=* ]]; then
        i=$((i + 1))
        pending=$values
    fi
    return 0
}

# Offers the options that are not used up; for those who only look, by their long names.
__mediaup_offer_options() {
    local entry names values often
    for entry in "${options[@]}"; do
        IFS='|' read -r names values often <<<"$entry"
        [[ " $used " == *" $names "* ]] && continue
        [[ $1 ]] || names=${names##* }
        # shellcheck disable=SC2086 # names have no blanks
        __mediaup_offer "$1" $names
    done
}

# What stands at the cursor, by what stands before it.
__mediaup_complete() {
    local current=${words[${#words[@]} - 1]} last=$((${#arguments[@]} - 1))
    if ((i > ${#words[@]} - 1)); then
        __mediaup_values "$pending" "$current"
    elif [[ ! $closed && $current == --*=* ]]; then
        __mediaup_option "${current%%=*}" && [[ $values ]] || return
        lead=${current%%=*}=
        typed=${typed#*=}
        __mediaup_values "$values" "${current#*=}"
    elif [[ ! $closed && $current == -* ]]; then
        __mediaup_offer_options "$current"
    elif ((${#verbs[@]})); then
        __mediaup_offer "$current" "${verbs[@]}"
    elif ((count <= last)); then
        __mediaup_values "${arguments[count]%...}" "$current"
    elif ((last >= 0)) && [[ ${arguments[last]} == *... ]]; then
        __mediaup_values "${arguments[last]%...}" "$current"
    elif [[ ! $closed && -z $current ]]; then
        __mediaup_offer_options ''
    fi
}

_mediaup() {
    local verb='' used='' plan='' pending='' closed='' typed='' head='' lead='' names values often REPLY i
    local count=0 planned=-1
    local -a words=() verbs=() options=() arguments=()
    COMPREPLY=()
    __mediaup_words
    __mediaup_read || return 0
    __mediaup_complete
    for ((i = 0; i < ${#COMPREPLY[@]}; i++)); do
        COMPREPLY[i]=$lead${COMPREPLY[i]}
        COMPREPLY[i]=${COMPREPLY[i]#"$head"}
    done
    return 0
}

complete -F _mediaup mediaup
